/** Why a backup or a restore did not happen. Nothing has changed when one is thrown. */
export class BackupError extends Error {
  override name = 'BackupError';
}

export class BackupDamaged extends BackupError {
  override name = 'BackupDamaged';
  readonly file: string;
  readonly reason: string;

  constructor(file: string, reason: string, options?: ErrorOptions) {
    super(`${file} is not a whole backup: ${reason}. Nothing was changed; take another backup file.`, options);
    this.file = file;
    this.reason = reason;
  }
}

export class BackupTooNew extends BackupError {
  override name = 'BackupTooNew';
  readonly version: number;

  constructor(file: string, version: number) {
    super(`${file} has format ${version}, which this release does not know: restore it with a newer ezer.`);
    this.version = version;
  }
}

export class BackupNotWritten extends BackupError {
  override name = 'BackupNotWritten';
  readonly file: string;

  constructor(file: string, reason: string, options?: ErrorOptions) {
    super(`The backup ${file} was not written: ${reason}.`, options);
    this.file = file;
  }
}

export class NothingToBackUp extends BackupError {
  override name = 'NothingToBackUp';
  readonly schema: string;

  constructor(schema: string) {
    super(`The database has no migrated schema "${schema}", so there is nothing to back up: check DATABASE_URL.`);
    this.schema = schema;
  }
}

export class RestoreTargetOccupied extends BackupError {
  override name = 'RestoreTargetOccupied';
  readonly tables: readonly string[];

  constructor(tables: readonly string[]) {
    super(
      `The database already has rows in ${tables.join(', ')}: restore into an empty one, or say --force to replace them all.`,
    );
    this.tables = tables;
  }
}

export class SchemaMismatch extends BackupError {
  override name = 'SchemaMismatch';
  readonly expected: string;
  readonly found: string | null;

  constructor(expected: string, found: string | null) {
    super(
      `The backup was made at migration ${expected} and the database is at ${found ?? 'none'}: restore into a new database, with a release that knows ${expected}.`,
    );
    this.expected = expected;
    this.found = found;
  }
}
