import pg from 'pg';
import { type MigrationStatus, readStatus } from 'pg-drains';
import { problemOf } from '../messages/index.ts';
import { SCHEMA } from '../store/database.ts';
import { migrations } from '../store/migrations.gen.ts';

/** What a server said about itself; `server.ts` judges it. */
export interface ServerFacts {
  /** `server_version_num`, such as 180004 */
  versionNumber: number;
  version: string;
  readOnly: boolean;
  encoding: string;
  ctype: string;
  /** whether `pg_trgm` finds a Hebrew word within another; null when it could not be tried */
  trigramsWork: boolean | null;
  maxConnections: number;
  usedConnections: number;
  /** milliseconds; positive when the database is ahead of this machine */
  clockSkew: number;
  schema: Pick<MigrationStatus, 'applied' | 'pending'> | { problem: string };
  /** null when there is no library yet */
  quotes: QuoteFacts | null;
}

export type QuoteFacts =
  | { guarded: false }
  | { guarded: true; unfinishedAfter: number }
  | { guarded: true; count: number; astray: number; example: string | null };

const CONNECT_MS = 10_000;
const QUOTES_SECONDS = 60;

/** A connection of the doctor's own; the caller ends it. */
export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'ezer doctor',
    connectionTimeoutMillis: CONNECT_MS,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    // `pg` leaves the socket open when it gives up by itself.
    client.connection.stream.destroy();
    throw error;
  }
  return client;
}

/** False behind a pooler: the backend that answers is then not the one that was announced (see `prepareSession`). */
export async function isDirect(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return 'processID' in client && client.processID === rows[0]?.pid;
}

export async function readServerFacts(client: pg.Client): Promise<ServerFacts> {
  const clockSkew = await readClockSkew(client);
  const { rows } = await client.query<Settings>(SETTINGS);
  const [settings] = rows;
  if (!settings) throw new Error('the server did not say its settings');
  return {
    ...settings,
    clockSkew,
    trigramsWork: await tryTrigrams(client),
    schema: await readStatus(client, { migrations, schema: SCHEMA }).catch((error: unknown) => ({
      problem: problemOf(error),
    })),
    quotes: await readQuotes(client),
  };
}

type Settings = Omit<ServerFacts, 'clockSkew' | 'trigramsWork' | 'schema' | 'quotes'>;

const SETTINGS = `
  select
    current_setting('server_version_num')::integer as "versionNumber",
    current_setting('server_version') as version,
    pg_is_in_recovery() or current_setting('transaction_read_only')::boolean as "readOnly",
    current_setting('server_encoding') as encoding,
    datctype as ctype,
    least(
      current_setting('max_connections')::integer
        - current_setting('superuser_reserved_connections')::integer
        - coalesce(current_setting('reserved_connections', true)::integer, 0),
      nullif(datconnlimit, -1),
      nullif(rolconnlimit, -1)
    ) as "maxConnections",
    (select count(*)::integer from pg_stat_activity where backend_type = 'client backend') as "usedConnections"
  from pg_database, pg_roles
  where datname = current_database() and rolname = current_user`;

async function readClockSkew(client: pg.Client): Promise<number> {
  const before = Date.now();
  const { rows } = await client.query<{ now: number }>(
    'select (extract(epoch from clock_timestamp()) * 1000)::float8 as now',
  );
  const after = Date.now();
  return (rows[0]?.now ?? Number.NaN) - (before + after) / 2;
}

/**
 * Which letters `pg_trgm` knows depends on more than the name of the locale, so it is asked: in a transaction that is
 * rolled back, so that an extension which was not there is not there afterwards either.
 */
async function tryTrigrams(client: pg.Client): Promise<boolean | null> {
  await client.query("begin; set local statement_timeout = '5s'");
  try {
    const { rows: found } = await client.query<{ schema: string }>(
      `select nspname as schema from pg_extension join pg_namespace on pg_namespace.oid = extnamespace
       where extname = 'pg_trgm'`,
    );
    if (found.length === 0)
      await client.query('create schema ezer_doctor; create extension pg_trgm schema ezer_doctor');
    const schema = pg.escapeIdentifier(found[0]?.schema ?? 'ezer_doctor');
    const { rows } = await client.query<{ works: boolean }>(
      `select ${schema}.similarity('הסכם', 'בהסכם') > 0 as works`,
    );
    return rows[0]?.works ?? null;
  } catch {
    // Not in this server's packages, or not for this role to create: then the name of the locale has to do.
    return null;
  } finally {
    await client.query('rollback');
  }
}

async function readQuotes(client: pg.Client): Promise<QuoteFacts | null> {
  const { rows: guards } = await client.query<{ present: boolean; guarded: boolean }>(QUOTE_GUARD);
  if (guards[0]?.present !== true) return null;
  if (!guards[0].guarded) return { guarded: false };
  await client.query(`begin read only; set local statement_timeout = '${QUOTES_SECONDS}s'`);
  try {
    const { rows } = await client.query<{ count: number; astray: number; example: string | null }>(QUOTES_ASTRAY);
    const { count = 0, astray = 0, example = null } = rows[0] ?? {};
    return { guarded: true, count, astray, example };
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== QUERY_CANCELED) throw error;
    return { guarded: true, unfinishedAfter: QUOTES_SECONDS };
  } finally {
    await client.query('rollback');
  }
}

const QUERY_CANCELED = '57014';

const QUOTE_GUARD = `
  select to_regclass('${SCHEMA}.halacha') is not null as present,
    exists (
      select from pg_trigger
      where tgrelid = to_regclass('${SCHEMA}.halacha') and tgname = 'halacha_quote_grounded' and tgenabled in ('O', 'A')
    ) as guarded`;

const QUOTES_ASTRAY = `
  select count(*)::integer as count,
    (count(*) filter (where not stands))::integer as astray,
    min(id::text) filter (where not stands) as example
  from (
    select halacha.id, substr(text, quote_start + 1, quote_end - quote_start) = quote as stands
    from ${SCHEMA}.halacha join ${SCHEMA}.decision_version on decision_version.id = decision_version_id
  ) quotes`;
