/** What `migrate` throws: one subclass for each situation, each with typed fields and the next step in its message. */
export abstract class MigrateError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** No session: nobody listens, no such database, too many connections, still starting. */
export class DatabaseUnreachable extends MigrateError {
  readonly host: string;
  readonly port: number;
  readonly database: string | undefined;
  /** SQLSTATE or the system's error code. */
  readonly code: string | undefined;
  constructor(
    at: { host: string; port: number; database: string | undefined; code: string | undefined },
    cause: Error,
  ) {
    super(
      `No connection to the database ${at.database ?? ''} at ${at.host}:${at.port}: ${cause.message || at.code}. ` +
        'Check that Postgres runs there and that the URL is right, then start again.',
      { cause },
    );
    this.host = at.host;
    this.port = at.port;
    this.database = at.database;
    this.code = at.code;
  }
}

/** The server refused the role or its password. */
export class AuthenticationFailed extends MigrateError {
  readonly host: string;
  readonly role: string | undefined;
  constructor(at: { host: string; role: string | undefined }, cause: Error) {
    super(
      `${at.host} refused the role ${at.role ?? '(none given)'}: ${cause.message}. ` +
        'Correct user and password in the URL, or let pg_hba.conf admit this role.',
      { cause },
    );
    this.host = at.host;
    this.role = at.role;
  }
}

/** The session broke again and again while migrating; the ledger shows how far it came. */
export class ConnectionLost extends MigrateError {
  readonly losses: number;
  constructor(losses: number, cause: unknown) {
    super(
      `The connection to the database broke ${losses} times while migrating. Whole steps are kept, a broken one was ` +
        'rolled back. Look into the server log, then start again: it goes on where it stopped.',
      { cause },
    );
    this.losses = losses;
  }
}

/** A session lock through a transaction pooler protects nothing: two clients can both "hold" it. */
export class PoolerRefused extends MigrateError {
  /** Backend pid that the connection was given when it started (BackendKeyData); null when the proxy gave none. */
  readonly announcedPid: number | null;
  /** Backend pid that really answers. */
  readonly backendPid: number;
  constructor(announcedPid: number | null, backendPid: number) {
    super(
      `This connection goes through a pooler (announced backend ${announcedPid ?? 'none'}, answering backend ${backendPid}), ` +
        'where the migration lock cannot be trusted. Set DATABASE_MIGRATION_URL to a direct connection to Postgres. ' +
        'If the pooler is known to be in session mode, say so with --assume-session-pooling (assumeSessionPooling).',
    );
    this.announcedPid = announcedPid;
    this.backendPid = backendPid;
  }
}

/** A standby, or a database or role set to read only. */
export class ReadOnlyDatabase extends MigrateError {
  readonly standby: boolean;
  constructor(standby: boolean) {
    super(
      standby
        ? 'This server is a standby and cannot be migrated. Point DATABASE_MIGRATION_URL to the primary.'
        : 'This session is read only (default_transaction_read_only). Use a role that may write.',
    );
    this.standby = standby;
  }
}

/** Who holds the migration lock. */
export interface LockHolder {
  readonly pid: number;
  readonly applicationName: string;
  /** Since when it holds the lock; the start of its session when another program took it; null when not visible. */
  readonly since: Date | null;
}

/** Another process held the lock for longer than `waitMs`. */
export class LockWaitExceeded extends MigrateError {
  readonly waitedMs: number;
  /** null when it was just released. */
  readonly holder: LockHolder | null;
  constructor(waitedMs: number, holder: LockHolder | null) {
    const who = holder
      ? `process ${holder.pid} (${holder.applicationName || 'unnamed'}) holds it since ${holder.since?.toISOString() ?? 'an unknown time'}`
      : 'it was released at the last moment';
    super(
      `Waited ${Math.round(waitedMs / 1000)} s for the migration lock: ${who}. Start again when it is done, wait longer ` +
        `(--wait SECONDS, waitMs)${holder ? `, or, if it is stuck, end it: select pg_terminate_backend(${holder.pid})` : ''}.`,
    );
    this.waitedMs = waitedMs;
    this.holder = holder;
  }
}

/** The session does not hold the lock that it took: somebody released it, or a pooler moved the session. */
export class LockLost extends MigrateError {
  constructor() {
    super(
      'The migration lock was gone before the work was done, so the step was rolled back. Do not unlock or DISCARD in a ' +
        'migration, and use a direct connection (DATABASE_MIGRATION_URL).',
    );
  }
}

/** A file that is applied already has been edited since. */
export class ChecksumChanged extends MigrateError {
  readonly file: string;
  readonly appliedChecksum: string;
  readonly codeChecksum: string;
  readonly appliedAt: Date;
  constructor(detail: { file: string; appliedChecksum: string; codeChecksum: string; appliedAt: Date }) {
    super(
      `${detail.file} was applied on ${detail.appliedAt.toISOString()} and has been changed since ` +
        `(${detail.appliedChecksum.slice(0, 12)} applied, ${detail.codeChecksum.slice(0, 12)} here). ` +
        'Restore the file as it was and put the change into a new migration.',
    );
    this.file = detail.file;
    this.appliedChecksum = detail.appliedChecksum;
    this.codeChecksum = detail.codeChecksum;
    this.appliedAt = detail.appliedAt;
  }
}

/** The database has another step at this place than the code. */
export class OrderChanged extends MigrateError {
  readonly appliedFile: string;
  readonly codeFile: string;
  constructor(detail: { appliedFile: string; codeFile: string }) {
    super(
      `The database has applied ${detail.appliedFile} where this code has ${detail.codeFile}. ` +
        'Restore the order of the files; a step that is new here must come last.',
    );
    this.appliedFile = detail.appliedFile;
    this.codeFile = detail.codeFile;
  }
}

/** The database has steps after this code's last one, and one of them breaks older code. */
export class DatabaseNewer extends MigrateError {
  readonly codeHead: string;
  readonly breakingFiles: readonly string[];
  constructor(detail: { codeHead: string; breakingFiles: readonly string[] }) {
    super(
      `The database is newer than this code (which ends at ${detail.codeHead}) and has applied ` +
        `${detail.breakingFiles.join(', ')}, which older code must not run against. Deploy the newer release.`,
    );
    this.codeHead = detail.codeHead;
    this.breakingFiles = detail.breakingFiles;
  }
}

/** The role may not do what the migration needs. */
export class PermissionMissing extends MigrateError {
  readonly role: string;
  /** What was tried: `create schema`, `read ledger`, or `file:line` of a step. */
  readonly doing: string;
  constructor(detail: { role: string; doing: string; remedy: string }, cause: Error) {
    super(`The role ${detail.role} may not do this (${detail.doing}): ${cause.message}. ${detail.remedy}`, { cause });
    this.role = detail.role;
    this.doing = detail.doing;
  }
}
