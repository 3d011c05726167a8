import pg from 'pg';
import type { LedgerPlace } from './ledger.ts';
import type { LinkedMigration } from './migration.ts';
import type { Queryable } from './session.ts';
import type { Statement } from './statements.ts';
import { LOCK_MODES, type LockMode, readLocks } from './table-locks.ts';

/** A table that exists and that a step locks before anything else. */
export interface LockedTable {
  /** Quoted and with its schema. */
  readonly table: string;
  readonly mode: LockMode;
  /** Line of the first statement that needs it. */
  readonly line: number;
}

/**
 * The tables that a step needs to lock, each once with the strongest lock that any of its statements takes.
 *
 * The header `-- locks:` is the author's own word and replaces what the statements show. Tables that the step makes
 * itself are not among them: nobody else sees those. Tables that the role may not lock are left to their statement,
 * whose error then says what is missing.
 */
export async function findTables(
  db: Queryable,
  { schema }: Pick<LedgerPlace, 'schema'>,
  step: Pick<LinkedMigration, 'locks'>,
  statements: readonly Statement[],
): Promise<LockedTable[]> {
  if (step.locks) {
    const tables = step.locks.map((name) => `${schema}.${pg.escapeIdentifier(name)}`);
    return tables.map((table) => ({ table, mode: 'access exclusive', line: 1 }));
  }
  const needs = statements.flatMap((statement) =>
    readLocks(statement).needs.map((need) => ({
      name: need.name.includes('.') ? need.name : `${schema}.${need.name}`,
      mode: LOCK_MODES.indexOf(need.mode),
      via: need.via,
      partners: need.partners === 'all' ? null : need.partners,
      line: statement.line,
    })),
  );
  if (needs.length === 0) return [];
  const { rows } = await db.query<{ schema: string; name: string; mode: number; line: number }>(RESOLVE, [
    JSON.stringify(needs),
  ]);
  return rows.map(({ schema, name, mode, line }) => ({
    table: `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`,
    mode: LOCK_MODES[mode] ?? 'access exclusive',
    line,
  }));
}

/**
 * Dropping a foreign key, or what carries one, takes ACCESS EXCLUSIVE (7) on the table at its other end too, which no
 * text shows: only the catalog knows the other end.
 */
const RESOLVE = `
  with need as (
    select to_regclass(name) as relation, mode, via, partners, line
    from jsonb_to_recordset($1::jsonb) as need (name text, mode integer, via text, partners jsonb, line integer)
  ), touched as (
    select case via when 'index' then (select indrelid from pg_index where indexrelid = relation) else relation end
      as relation, mode, line
    from need
    union all
    select case relation when conrelid then confrelid else conrelid end, 7, line
    from need join pg_constraint on contype = 'f' and relation in (conrelid, confrelid)
    where partners is null or partners ? conname or exists (
      select from pg_attribute
      where attrelid = relation and partners ? attname
        and attnum = any (case relation when conrelid then conkey else confkey end))
  )
  select nspname as schema, relname as name, max(mode) as mode, min(line) as line
  from touched
  join pg_class on pg_class.oid = relation and relkind in ('r', 'p')
  join pg_namespace on pg_namespace.oid = relnamespace
  where pg_has_role(relowner, 'USAGE') or has_table_privilege(pg_class.oid, 'UPDATE, DELETE, TRUNCATE')
  group by nspname, relname
  order by mode desc, schema, name`;

/**
 * One message, before any other lock is held. With locks taken by one statement after another, what was held while
 * waiting for the second killed 8 of 8 drains even at lock_timeout 200 ms; all locks first: 0 of 8.
 *
 * A block, because only in a block does the server's refusal say at which table it was (`blockedTable`): one LOCK TABLE
 * of several tables, or several in one message, fail without a word about that.
 */
export function lockTables(tables: readonly LockedTable[]): string {
  const statements = tables.map(({ table, mode }) => `lock table ${table} in ${mode} mode`);
  if (statements.length < 2) return statements.join();
  const tag = tables.some(({ table }) => table.includes('$locks$')) ? '$all_locks$' : '$locks$';
  return `do ${tag} begin\n${statements.map((statement) => `  ${statement};`).join('\n')}\nend ${tag}`;
}

/** The table for which `lockTables` waited in vain, from where the server says it was; undefined when it does not. */
export function blockedTable(tables: readonly LockedTable[], error: unknown): string | undefined {
  if (!(error instanceof pg.DatabaseError)) return undefined;
  const [, line] = /inline_code_block line (\d+) at/.exec(error.where ?? '') ?? [];
  return tables[Number(line) - FIRST_LINE]?.table;
}

/** Of a block the line after `begin` is its second. */
const FIRST_LINE = 2;

/**
 * The same tables in the order in which the others take them, as far as it is known: a table that was waited for in
 * vain comes before all that were held meanwhile. Against six connections that are always in a transaction on `loan`
 * and then on `book`, asking for `book` first failed in 66 of 66 tries, because of six there is always one that has
 * `loan` and now waits for us; asking for `loan` first succeeds, since then all that have it can finish.
 */
export function inOrderOf(blocked: readonly string[], tables: readonly LockedTable[]): LockedTable[] {
  const rank = ({ table }: LockedTable) => (blocked.includes(table) ? blocked.indexOf(table) : blocked.length);
  return tables.toSorted((a, b) => rank(a) - rank(b));
}

/**
 * How long a step waits for each of its table locks before it gives way: together below the server's
 * `deadlock_timeout`, so that it is always the migrator that yields. The limit counts for each lock by itself, so with
 * six tables and 200 ms for each a drain could wait 1.2 s for the first of them and be taken for the deadlock's victim.
 * With 3 s (above the default 1 s) the deadlock detector came first and killed the drains, 33 in 100 starts and up to
 * 15 in one; with 200 ms and with 50 ms none.
 */
export function lockTimeoutBelow(deadlockTimeoutMs: number, tables: number): number {
  return Math.max(1, Math.min(200, Math.floor((deadlockTimeoutMs * 0.8) / Math.max(2, tables))));
}
