import pg from 'pg';
import type { BackupManifest, LedgerHead } from './manifest.ts';

/** Which schema, and where its migration ledger is. */
export interface SchemaPlace {
  schema: string;
  ledger: string;
}

export type Table = Pick<BackupManifest['tables'][number], 'name' | 'columns'>;

export const quote = pg.escapeIdentifier;

export const qualified = (schema: string, name: string) => `${quote(schema)}.${quote(name)}`;

/**
 * Sets the session so that values are written and read alike everywhere: UTC, ISO dates, exact floats, hex bytes.
 * The search path is for functions in CHECK constraints and generated columns.
 */
export async function settleSession(client: pg.Client, schema: string): Promise<void> {
  await client.query(`
    set local client_encoding = 'UTF8';
    set local timezone = 'UTC';
    set local datestyle = 'ISO, YMD';
    set local intervalstyle = 'postgres';
    set local extra_float_digits = 1;
    set local bytea_output = 'hex';
    set local statement_timeout = 0;
    set local idle_in_transaction_session_timeout = 0;
    set local row_security = off;
    set local search_path = ${quote(schema)}, public`);
}

/**
 * The tables that hold rows of their own, with the columns that are stored by hand: no generated ones, no partitions
 * (their parent answers for them), none that belong to an extension, not the ledger.
 */
export async function readTables(client: pg.Client, { schema, ledger }: SchemaPlace): Promise<Table[]> {
  const { rows } = await client.query<Table>(TABLES, [schema, ledger]);
  return rows;
}

const TABLES = `
  select class.relname as name,
    coalesce(
      array_agg(attribute.attname::text order by attribute.attnum) filter (where attribute.attname is not null),
      '{}'
    ) as columns
  from pg_class class
  left join pg_attribute attribute
    on attribute.attrelid = class.oid and attribute.attnum > 0
    and not attribute.attisdropped and attribute.attgenerated = ''
  where class.relnamespace = (select oid from pg_namespace where nspname = $1)
    and class.relkind in ('r', 'p')
    and not class.relispartition
    and class.relname <> $2
    and not exists (
      select from pg_depend
      where classid = 'pg_class'::regclass and objid = class.oid and deptype = 'e'
    )
  group by class.oid, class.relname
  order by class.relname`;

export async function readHead(client: pg.Client, { schema, ledger }: SchemaPlace): Promise<LedgerHead | null> {
  const table = qualified(schema, ledger);
  const { rows: found } = await client.query<{ found: boolean }>('select to_regclass($1) is not null as found', [
    table,
  ]);
  if (found[0]?.found !== true) return null;
  const { rows } = await client.query<LedgerHead>(
    `select number, name, chain from ${table} order by number desc limit 1`,
  );
  return rows[0] ?? null;
}

export async function readSequences(client: pg.Client, schema: string): Promise<BackupManifest['sequences']> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class
     where relkind = 'S' and relnamespace = (select oid from pg_namespace where nspname = $1)
     order by relname`,
    [schema],
  );
  const sequences: BackupManifest['sequences'] = [];
  for (const { name } of rows) {
    const state = await client.query<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called from ${qualified(schema, name)}`,
    );
    const row = state.rows[0];
    if (row) sequences.push({ name, ...row });
  }
  return sequences;
}

/**
 * Takes the schema's foreign keys and triggers out of the way of a load, and returns what puts them back.
 *
 * Foreign keys are dropped and made again from their own definitions, in the same transaction. That needs no order of
 * tables, so circles are no matter (`decision` and its current version); it checks every reference once all rows are
 * there; and the owner may do it, where `session_replication_role` and `disable trigger all` want a superuser.
 * User triggers are disabled, since they checked these very rows when they were first written and would now refuse
 * (a reviewed halacha may not be born reviewed) or write rows of their own; each gets back the state that it had.
 */
export async function clearTheWay(client: pg.Client, schema: string): Promise<() => Promise<void>> {
  const { rows: keys } = await client.query<{ table: string; name: string; definition: string }>(FOREIGN_KEYS, [
    schema,
  ]);
  const { rows: triggers } = await client.query<{ table: string; name: string; state: string }>(TRIGGERS, [schema]);
  const alter = (table: string) => `alter table ${qualified(schema, table)}`;
  for (const { table, name } of triggers) await client.query(`${alter(table)} disable trigger ${quote(name)}`);
  for (const { table, name } of keys) await client.query(`${alter(table)} drop constraint ${quote(name)}`);
  return async () => {
    for (const { table, name, definition } of keys) {
      await client.query(`${alter(table)} add constraint ${quote(name)} ${definition}`);
    }
    for (const { table, name, state } of triggers) {
      await client.query(`${alter(table)} enable ${TRIGGER_STATES[state] ?? ''} trigger ${quote(name)}`);
    }
  };
}

/** `tgenabled`: O fires in ordinary sessions, R in replicas, A in both. Those in state D are left alone. */
const TRIGGER_STATES: Record<string, string | undefined> = { O: '', R: 'replica', A: 'always' };

const FOREIGN_KEYS = `
  select class.relname as table, con.conname as name, pg_get_constraintdef(con.oid) as definition
  from pg_constraint con
  join pg_class class on class.oid = con.conrelid
  where con.contype = 'f' and con.conparentid = 0
    and con.connamespace = (select oid from pg_namespace where nspname = $1)
  order by 1, 2`;

const TRIGGERS = `
  select class.relname as table, trigger.tgname as name, trigger.tgenabled as state
  from pg_trigger trigger
  join pg_class class on class.oid = trigger.tgrelid
  where not trigger.tgisinternal and trigger.tgparentid = 0 and trigger.tgenabled <> 'D'
    and class.relnamespace = (select oid from pg_namespace where nspname = $1)
  order by 1, 2`;

/** The tables that have a row. */
export async function occupiedTables(client: pg.Client, schema: string, tables: readonly Table[]): Promise<string[]> {
  const occupied: string[] = [];
  for (const { name } of tables) {
    const { rowCount } = await client.query(`select from ${qualified(schema, name)} limit 1`);
    if (rowCount) occupied.push(name);
  }
  return occupied;
}
