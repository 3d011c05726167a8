import { MigrateError } from './errors.ts';

export type BadMigrationsReason =
  | 'unreadable-folder'
  | 'empty'
  | 'bad-name'
  | 'duplicate-number'
  | 'gap'
  | 'not-utf8'
  | 'empty-file'
  | 'bad-header'
  | 'transaction-control'
  | 'outside-transaction'
  | 'bad-index'
  | 'stale-snapshot'
  | 'session-setting';

interface BadMigrationsDetail {
  readonly reason: BadMigrationsReason;
  readonly folder?: string;
  readonly file?: string;
  readonly line?: number;
  /** The number that should stand here (`gap`, `duplicate-number`). */
  readonly expected?: number;
  readonly cause?: unknown;
}

const BAD_MIGRATIONS: Record<BadMigrationsReason, string> = {
  'unreadable-folder': 'the folder cannot be read. Check the path and its permissions.',
  empty: 'there is no migration. Add 0001_what.sql.',
  'bad-name': 'a migration is named NNNN_what.sql (four digits, then lower-case letters, digits, - and _). Rename it.',
  'duplicate-number': 'two files have this number. Give the newer one the next free number.',
  gap: 'the numbers must follow each other from 0001. Restore the missing file, or renumber if it was never released.',
  'not-utf8': 'the file is not UTF-8. Save it as UTF-8.',
  'empty-file': 'the file has no statement. Write one or delete the file.',
  'bad-header':
    'a header comment has a value that is not known (breaking: true|false, kind: transactional|concurrent-index, locks: a, b).',
  'transaction-control':
    'a step is one transaction together with its ledger row, so it must not begin, commit or roll back itself. Remove the statement; split the file if it needs two transactions.',
  'outside-transaction':
    'this cannot run in the transaction that a step is. An index is built concurrently by a file of its own with the header -- kind: concurrent-index; everything else of this sort belongs in an operation, not in a migration.',
  'bad-index':
    'a step of kind concurrent-index is exactly one CREATE [UNIQUE] INDEX CONCURRENTLY name ON …, without IF NOT EXISTS and schema, the name at most 53 bytes. Write the rest into another file.',
  'stale-snapshot': 'the catalog snapshot was made from another list of migrations. Generate it again from this one.',
  'session-setting': 'a setting outside the transaction would leak into the next step. Use SET LOCAL.',
};

/** The list of migrations itself is wrong. Nothing was sent to the database. */
export class BadMigrations extends MigrateError {
  readonly reason: BadMigrationsReason;
  readonly folder: string | undefined;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly expected: number | undefined;
  constructor(detail: BadMigrationsDetail) {
    const place = [detail.folder, detail.file, detail.line].filter((part) => part !== undefined).join(':');
    const expected = detail.expected === undefined ? '' : ` (expected number ${detail.expected} here)`;
    super(`Migrations${place && ` ${place}`}: ${BAD_MIGRATIONS[detail.reason]}${expected}`, { cause: detail.cause });
    this.reason = detail.reason;
    this.folder = detail.folder;
    this.file = detail.file;
    this.line = detail.line;
    this.expected = detail.expected;
  }
}

/** A folder or a list without a migration: mostly a wrong path, or a build that left the files out. */
export class NoMigrations extends BadMigrations {
  constructor(folder?: string) {
    super({ reason: 'empty', ...(folder === undefined ? {} : { folder }) });
  }
}

/** Two files with one number: two branches that were merged. */
export class DuplicateNumber extends BadMigrations {
  constructor(file: string, expected: number) {
    super({ reason: 'duplicate-number', file, expected });
  }
}

/** A number is left out: a file is missing. */
export class NumberGap extends BadMigrations {
  constructor(file: string, expected: number) {
    super({ reason: 'gap', file, expected });
  }
}

/** A file in another encoding, or with a NUL, which Postgres cannot take. */
export class NotUtf8 extends BadMigrations {
  constructor(folder: string, file: string, cause: unknown) {
    super({ reason: 'not-utf8', folder, file, cause });
  }
}
