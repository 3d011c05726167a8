import pg from 'pg';
import { ChecksumChanged, DatabaseNewer, OrderChanged } from './errors.ts';
import { fileName, type LinkedMigration } from './migration.ts';
import type { Queryable, Session } from './session.ts';

/** Where the ledger lives, quoted for SQL. */
export interface LedgerPlace {
  readonly schema: string;
  readonly table: string;
}

/** One applied step, as the database remembers it. */
export interface AppliedMigration {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
  readonly chain: string;
  readonly breaking: boolean;
  readonly appliedAt: Date;
  readonly durationMs: number;
}

export function ledgerPlace(schema: string, ledger: string): LedgerPlace {
  return {
    schema: pg.escapeIdentifier(schema),
    table: `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(ledger)}`,
  };
}

/** Where the database stands beside this code. `ahead`: how many later steps it has, none of which breaks this code. */
export type Standing =
  | { readonly is: 'current'; readonly ahead: number }
  | { readonly is: 'behind' | 'without-ledger' };

/**
 * The fast path: is this code's own last step in the database, and no breaking one after it?
 *
 * One plain statement on one small table, so it takes AccessShare there and nothing else; its chain vouches for all
 * steps before it, so one row is enough. A missing table answers with an error instead of a row: asking `to_regclass`
 * first would cost every start a round trip for the sake of the first one.
 *
 * @throws {DatabaseNewer}
 */
export async function findStanding(
  db: Queryable | Session,
  place: LedgerPlace,
  head: LinkedMigration,
): Promise<Standing> {
  const rows = await readHeads(db, place).catch((error: unknown) => {
    if (error instanceof pg.DatabaseError && IS_MISSING.has(error.code ?? '')) return null;
    throw error;
  });
  if (rows === null) return { is: 'without-ledger' };
  if (rows.find(({ number }) => number === head.number)?.chain !== head.chain) return { is: 'behind' };
  const later = rows.filter(({ number }) => number > head.number).toSorted((a, b) => a.number - b.number);
  refuseBreaking(later, head);
  return { is: 'current', ahead: later.length };
}

/** No such table; no such schema, which SELECT calls a missing table as well and COPY does not. */
const IS_MISSING = new Set(['42P01', '3F000']);

type Head = Pick<AppliedMigration, 'number' | 'name' | 'breaking' | 'chain'>;

/**
 * The whole ledger, on purpose: on a session just begun, most of the time goes into what the server has to look up in
 * its catalog first. `where number >= …` (an operator, statistics, a plan by the index) adds half as much again as all of
 * the rest: 0.6 and 0.8 ms beyond `select 1`, of 250 sessions each, in turn. A row costs 3 µs.
 *
 * COPY, on a session of our own (a caller's connection has no word for it), is not planned at all and so does not open
 * the index of the primary key: the server's processor time beyond `select 1` is 0.34 ms in place of 0.58 (medians of 60
 * sessions each, in turn).
 */
async function readHeads(db: Queryable | Session, { table }: LedgerPlace): Promise<Head[]> {
  if (!('copy' in db)) return (await db.query<Head>(`select ${HEAD_COLUMNS} from ${table}`)).rows;
  const copied = await db.copy(`copy ${table} (${HEAD_COLUMNS}) to stdout`);
  const lines = copied.split('\n').slice(0, -1);
  return lines.map((line) => {
    const [number, breaking, chain = '', name = ''] = line.split('\t');
    return { number: Number(number), breaking: breaking === 't', chain, name };
  });
}

const HEAD_COLUMNS = 'number, breaking, chain, name';

/** All applied steps in order; none when there is no ledger yet. */
export async function readLedger(db: Queryable, place: LedgerPlace): Promise<AppliedMigration[]> {
  const { rows: found } = await db.query<{ found: boolean }>('select to_regclass($1) is not null as found', [
    place.table,
  ]);
  if (found[0]?.found !== true) return [];
  const { rows } = await db.query<AppliedMigration>(`
    select number, name, checksum, chain, breaking, applied_at as "appliedAt", duration_ms as "durationMs"
    from ${place.table}
    order by number`);
  return rows;
}

/**
 * Holds the code's list against the ledger.
 *
 * @returns the steps still to apply, in order
 * @throws {OrderChanged} {ChecksumChanged} {DatabaseNewer}
 */
export function findPending(
  applied: readonly AppliedMigration[],
  steps: readonly LinkedMigration[],
): LinkedMigration[] {
  for (const [index, step] of steps.entries()) {
    const row = applied[index];
    if (!row) return steps.slice(index);
    if (row.number !== step.number || row.name !== step.name) {
      throw new OrderChanged({ appliedFile: fileName(row), codeFile: step.file });
    }
    if (row.checksum !== step.checksum || row.chain !== step.chain) {
      throw new ChecksumChanged({
        file: step.file,
        appliedChecksum: row.checksum,
        codeChecksum: step.checksum,
        appliedAt: row.appliedAt,
      });
    }
  }
  const head = steps.at(-1);
  if (head) refuseBreaking(applied.slice(steps.length), head);
  return [];
}

function refuseBreaking(
  later: readonly { number: number; name: string; breaking: boolean }[],
  head: LinkedMigration,
): void {
  const breakingFiles = later.filter((row) => row.breaking).map(fileName);
  if (breakingFiles.length > 0) throw new DatabaseNewer({ codeHead: head.file, breakingFiles });
}

/**
 * Creates schema and ledger. Only ever called under the lock: `IF NOT EXISTS` is not atomic in Postgres, two first
 * starts at once fail with 23505 on pg_namespace or pg_type.
 */
export async function createLedger(db: Queryable, place: LedgerPlace): Promise<void> {
  for (const statement of await ledgerStatements(db, place)) await db.query(statement);
}

/** What is missing of schema and ledger, as the statements that make it. */
export async function ledgerStatements(db: Queryable, place: LedgerPlace): Promise<string[]> {
  const { rows } = await db.query<{ hasSchema: boolean; hasTable: boolean }>(
    'select to_regnamespace($1) is not null as "hasSchema", to_regclass($2) is not null as "hasTable"',
    [place.schema, place.table],
  );
  // CREATE SCHEMA IF NOT EXISTS asks for CREATE on the database even when the schema is there, so look first: an
  // operator may have made the schema and given the role that alone.
  return [
    ...(rows[0]?.hasSchema === true ? [] : [`create schema ${place.schema}`]),
    ...(rows[0]?.hasTable === true ? [] : [createTable(place).trim()]),
  ];
}

/** No default and no check: each is one more thing that a session looks up before it can read the table (0.1 ms). */
const createTable = ({ table }: LedgerPlace) => `
  create table ${table} (
    number integer primary key,
    name text not null,
    checksum text not null,
    chain text not null,
    breaking boolean not null,
    applied_at timestamptz not null,
    duration_ms integer not null
  )`;

/**
 * Writes the ledger row of a step, in the step's own transaction, if this session still holds the lock.
 *
 * @returns false when it does not
 */
export async function recordStep(
  db: Queryable,
  place: LedgerPlace,
  step: LinkedMigration,
  lock: { classId: string; objectId: string },
  durationMs: number,
): Promise<boolean> {
  const { rowCount } = await db.query(insertStep(place), [
    step.number,
    step.name,
    step.checksum,
    step.chain,
    step.breaking,
    Math.round(durationMs),
    lock.classId,
    lock.objectId,
  ]);
  return rowCount === 1;
}

/** Only while the session holds the lock; see `recordStep`. */
export const insertStep = ({ table }: LedgerPlace) => `
  insert into ${table} (number, name, checksum, chain, breaking, applied_at, duration_ms)
  select $1, $2, $3, $4, $5, pg_catalog.clock_timestamp(), $6
  where exists (
    select from pg_catalog.pg_locks
    where locktype = 'advisory' and granted and pid = pg_catalog.pg_backend_pid()
      and classid = $7::oid and objid = $8::oid and objsubid = 1
  )`;
