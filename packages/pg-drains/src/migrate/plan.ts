import type { HistoryOptions } from './current.ts';
import { indexStatements } from './index-step.ts';
import { requireKind } from './kind.ts';
import { findPending, insertStep, type LedgerPlace, ledgerPlace, ledgerStatements, readLedger } from './ledger.ts';
import { findTables, lockTables, lockTimeoutBelow } from './locking.ts';
import { type LinkedMigration, linkMigrations, type MigrationKind } from './migration.ts';
import { type Queryable, readDeadlockTimeout } from './session.ts';
import { type Statement, splitStatements } from './statements.ts';
import { beginStep } from './step.ts';
import { LOCK_MODES, type LockMode, readLocks } from './table-locks.ts';

export interface PlannedStatement {
  /** Exactly as it is sent. */
  readonly sql: string;
  /** Line of the file; null for what the runner adds. */
  readonly line: number | null;
  /** The strongest table lock that it takes; null for none. */
  readonly lock: LockMode | null;
  /** On which tables, each with its own. */
  readonly tables: readonly { readonly table: string; readonly mode: LockMode }[];
  /** True when it calls code or cascades, and so may lock what nobody can read from its text. */
  readonly mayLockMore: boolean;
}

export interface PlannedStep {
  readonly file: string;
  readonly kind: MigrationKind;
  readonly breaking: boolean;
  readonly statements: readonly PlannedStatement[];
}

export interface Plan {
  /** What comes before the first step: the schema and the ledger, where they are missing. */
  readonly prepare: readonly PlannedStatement[];
  readonly steps: readonly PlannedStep[];
}

/**
 * What `migrate` would send now, statement by statement, with the strongest lock of each. Reads only.
 *
 * @throws {BadMigrations} {ChecksumChanged} {OrderChanged} {DatabaseNewer}
 * @example
 * const { steps } = await plan(client, { migrations, schema: 'library' });
 */
export async function plan(db: Queryable, options: HistoryOptions): Promise<Plan> {
  const place = ledgerPlace(options.schema, options.ledger ?? 'schema_migration');
  const pending = findPending(await readLedger(db, place), linkMigrations(options.migrations));
  pending.forEach(requireKind);
  if (pending.length === 0) return { prepare: [], steps: [] };
  const deadlockTimeoutMs = await readDeadlockTimeout(db);
  const steps: PlannedStep[] = [];
  for (const step of pending) {
    const { file, breaking, kind = 'transactional' } = step;
    const statements =
      kind === 'concurrent-index'
        ? await planIndex(db, place, step)
        : await planTransaction(db, place, step, deadlockTimeoutMs);
    steps.push({ file, kind, breaking, statements: [...statements, own(insertStep(place).trim()), own('commit')] });
  }
  return { prepare: (await ledgerStatements(db, place)).map((sql) => own(sql)), steps };
}

async function planTransaction(
  db: Queryable,
  place: LedgerPlace,
  step: LinkedMigration,
  deadlockTimeoutMs: number,
): Promise<PlannedStatement[]> {
  const statements = splitStatements(step.sql);
  const tables = await findTables(db, place, step, statements);
  const planned = [own(beginStep(place, lockTimeoutBelow(deadlockTimeoutMs, tables.length)).trim())];
  if (tables.length > 0) planned.push({ ...own(lockTables(tables)), ...strongest(tables) });
  for (const statement of statements) planned.push(await planStatement(db, place, statement));
  return planned;
}

async function planIndex(db: Queryable, place: LedgerPlace, step: LinkedMigration): Promise<PlannedStatement[]> {
  const [build = '', ...rest] = indexStatements(step);
  const [statement] = splitStatements(step.sql);
  const planned = statement ? await planStatement(db, place, statement) : own(build);
  return [own(`set search_path to ${place.schema}, pg_temp`), { ...planned, sql: build }, ...rest.map(own)];
}

async function planStatement(db: Queryable, place: LedgerPlace, statement: Statement): Promise<PlannedStatement> {
  const { needs, isOpaque } = readLocks(statement);
  // What exists is named by the catalog, with the other ends of its foreign keys; what an earlier step is to make, by the text.
  const found = await findTables(db, place, {}, [statement]);
  const named = needs
    .filter(({ via }) => via === 'table')
    .map(({ name, mode }) => ({ table: qualified(place, name), mode }));
  const tables = [...found.map(({ table, mode }) => ({ table, mode }))];
  for (const table of named) if (!tables.some((other) => plain(other.table) === plain(table.table))) tables.push(table);
  return { sql: statement.text, line: statement.line, ...strongest(tables), mayLockMore: isOpaque };
}

const plain = (name: string) => name.replaceAll('"', '');
const qualified = ({ schema }: LedgerPlace, name: string) => (name.includes('.') ? name : `${schema}.${name}`);

function strongest(tables: readonly { table: string; mode: LockMode }[]): Pick<PlannedStatement, 'lock' | 'tables'> {
  const lock = LOCK_MODES.findLast((mode) => tables.some((table) => table.mode === mode)) ?? null;
  return { lock, tables: tables.map(({ table, mode }) => ({ table, mode })) };
}

/** A statement of the runner itself, which touches nobody's tables. */
function own(sql: string): PlannedStatement {
  return { sql, line: null, lock: null, tables: [], mayLockMore: false };
}
