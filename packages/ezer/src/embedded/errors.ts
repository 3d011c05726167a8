/** Why the embedded Postgres is not there. Every message ends with what to do. */
export class EmbeddedPostgresError extends Error {
  override name = 'EmbeddedPostgresError';
}

export class PostgresBinariesMissing extends EmbeddedPostgresError {
  override name = 'PostgresBinariesMissing';
  readonly platform: string;

  constructor(platform: string, options?: ErrorOptions) {
    super(
      `There is no embedded Postgres for ${platform}: run npm install without --omit=optional, or set DATABASE_URL to a Postgres from 15 on.`,
      options,
    );
    this.platform = platform;
  }
}

export class PostgresDoesNotRun extends EmbeddedPostgresError {
  override name = 'PostgresDoesNotRun';
  readonly program: string;

  constructor(program: string, said: string, options?: ErrorOptions) {
    super(`${program} does not run here: ${said}. Set DATABASE_URL to a Postgres from 15 on instead.`, options);
    this.program = program;
  }
}

export class DataFolderUnwritable extends EmbeddedPostgresError {
  override name = 'DataFolderUnwritable';
  readonly folder: string;

  constructor(folder: string, options?: ErrorOptions) {
    super(`The data folder ${folder} cannot be written to: mend its permissions, or set EZER_DATA.`, options);
    this.folder = folder;
  }
}

export class DiskFull extends EmbeddedPostgresError {
  override name = 'DiskFull';
  readonly folder: string;

  constructor(folder: string, options?: ErrorOptions) {
    super(`The disk that holds ${folder} is full: free at least 100 MB, or set EZER_DATA to another disk.`, options);
    this.folder = folder;
  }
}

export class PortTaken extends EmbeddedPostgresError {
  override name = 'PortTaken';
  readonly port: number;

  constructor(port: number, options?: ErrorOptions) {
    super(
      `Port ${port} is taken by another program: unset EZER_POSTGRES_PORT for a free one, or name another.`,
      options,
    );
    this.port = port;
  }
}

export class DataVersionMismatch extends EmbeddedPostgresError {
  override name = 'DataVersionMismatch';
  readonly found: number;
  readonly needed: number;

  constructor(folder: string, found: number, needed: number) {
    super(
      `${folder} was written by Postgres ${found}, the package brings ${needed}: run 'ezer backup' with the release that wrote it, then 'ezer restore' with this one.`,
    );
    this.found = found;
    this.needed = needed;
  }
}

export class ServerNotReady extends EmbeddedPostgresError {
  override name = 'ServerNotReady';
  readonly log: string;

  constructor(said: string, log: string, options?: ErrorOptions) {
    super(`The embedded Postgres does not come up: ${said}. Its log is ${log}.`, options);
    this.log = log;
  }
}

export class ServerDoesNotStop extends EmbeddedPostgresError {
  override name = 'ServerDoesNotStop';
  readonly pid: number;

  constructor(pid: number, seconds: number, options?: ErrorOptions) {
    super(
      `The embedded Postgres (pid ${pid}) did not end within ${seconds} s of being asked; look at its log.`,
      options,
    );
    this.pid = pid;
  }
}

export class NoServerAccount extends EmbeddedPostgresError {
  override name = 'NoServerAccount';

  constructor(options?: ErrorOptions) {
    super(
      'Postgres refuses to run as root, and there is no account to run it as: create one (useradd postgres), start ezer as another user, or set DATABASE_URL.',
      options,
    );
  }
}

export class DataFolderUnreachable extends EmbeddedPostgresError {
  override name = 'DataFolderUnreachable';
  readonly folder: string;

  constructor(folder: string, account: string, options?: ErrorOptions) {
    super(
      `The account ${account}, which runs Postgres, cannot enter ${folder}: set EZER_DATA to a folder it can enter, such as /srv/ezer.`,
      options,
    );
    this.folder = folder;
  }
}

export class LockNotFree extends EmbeddedPostgresError {
  override name = 'LockNotFree';
  readonly file: string;

  constructor(file: string, seconds: number) {
    super(`Another ezer process has held ${file} for ${seconds} s: see whether it hangs, end it, and try again.`);
    this.file = file;
  }
}
