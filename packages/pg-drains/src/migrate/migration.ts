import { hash } from 'node:crypto';
import { BadMigrations, type BadMigrationsReason, DuplicateNumber, NoMigrations, NumberGap } from './bad-migrations.ts';
import { splitStatements } from './statements.ts';

/**
 * How a step runs: in one transaction, or as one `CREATE INDEX CONCURRENTLY`, which cannot be in a transaction.
 */
export type MigrationKind = 'transactional' | 'concurrent-index';

/** One step of the schema. Immutable once released: its checksum is in the ledger of every database that has it. */
export interface Migration {
  /** 1, 2, 3 … without a gap. */
  readonly number: number;
  /** The `what` of `NNNN_what.sql`. */
  readonly name: string;
  readonly sql: string;
  /** True when code older than this step cannot work after it (the "contract" half of expand and contract). */
  readonly breaking: boolean;
  readonly kind?: MigrationKind;
  /** Existing tables that are locked in one statement before anything else happens. See the README. */
  readonly locks?: readonly string[];
}

/** A migration with its place in the history: `chain` is one value for "this step and everything before it". */
export interface LinkedMigration extends Migration {
  readonly file: string;
  readonly checksum: string;
  readonly chain: string;
}

/**
 * Checks a list of migrations and links each to all before it.
 *
 * Comparing the last `chain` is what makes the fast path both short and honest: a runner that compares the highest
 * number instead does not notice an edited file or two branches merged in another order.
 *
 * @throws {BadMigrations} empty list, duplicate number, gap, a step that would end its own transaction
 */
export function linkMigrations(migrations: readonly Migration[]): LinkedMigration[] {
  if (migrations.length === 0) throw new NoMigrations();
  let chain = '';
  return migrations.map((migration, index) => {
    requireNumber(migration, index, migrations);
    const checksum = sha256(withUnixLineEnds(migration.sql));
    chain = sha256(`${chain}\n${migration.number}\n${migration.name}\n${checksum}\n${migration.breaking}`);
    return { ...migration, file: fileName(migration), checksum, chain };
  });
}

/** `0007_add_courts.sql`: how a step is named in files, errors and progress. */
export function fileName(migration: { number: number; name: string }): string {
  return `${String(migration.number).padStart(4, '0')}_${migration.name}.sql`;
}

/**
 * Statements that would leave the transaction which ties a step to its ledger row, that cannot run in one, or that leak
 * a setting into the next step.
 *
 * @throws {BadMigrations}
 */
export function requireTransactional(migration: Migration): void {
  for (const { text, words, line } of splitStatements(migration.sql)) {
    const reason = untransactional(words, text);
    if (reason) throw new BadMigrations({ reason, file: fileName(migration), line });
  }
}

function untransactional([first = '', second = '']: readonly string[], text: string): BadMigrationsReason | null {
  if (TRANSACTION_CONTROL.has(first) || (first === 'prepare' && second === 'transaction')) return 'transaction-control';
  if (SESSION_STATE.has(first) || (first === 'set' && second !== 'local' && second !== 'constraints')) {
    return 'session-setting';
  }
  return NOT_IN_A_TRANSACTION.test(text) ? 'outside-transaction' : null;
}

const TRANSACTION_CONTROL = new Set(['begin', 'start', 'commit', 'end', 'rollback', 'abort', 'savepoint', 'release']);
const SESSION_STATE = new Set(['reset', 'discard']);
const NOT_IN_A_TRANSACTION =
  /^(create\s+(unique\s+)?index\s+concurrently|drop\s+index\s+concurrently|reindex\b.*\bconcurrently|vacuum|alter\s+system|(create|drop)\s+(database|tablespace))\b/is;

function requireNumber(migration: Migration, index: number, all: readonly Migration[]): void {
  if (migration.number === index + 1) return;
  const file = fileName(migration);
  const isDuplicate = all.some((other, i) => i !== index && other.number === migration.number);
  throw isDuplicate ? new DuplicateNumber(file, index + 1) : new NumberGap(file, index + 1);
}

/** A checkout on Windows may turn LF into CRLF; that is not an edit. */
function withUnixLineEnds(sql: string): string {
  return sql.replaceAll('\r\n', '\n');
}

function sha256(text: string): string {
  return hash('sha256', text);
}
