import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { inTransaction as onOneConnection } from 'pg-drains';
import type { DB } from './tables.gen.ts';

/** The Postgres schema that holds everything of this product. */
export const SCHEMA = 'ezer';

export type Database = Kysely<DB>;

export interface Store {
  pool: pg.Pool;
  db: Database;
  close(): Promise<void>;
}

// A `date` is a day in Jerusalem, not a moment: the driver's default turns it into one, in the zone of the machine.
const DATE_OID = 1082;
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === DATE_OID ? (value: string) => value : pg.types.getTypeParser(oid, format as 'text'),
};

/**
 * Opens a small pool on the library's database.
 *
 * @param applicationName  what `pg_stat_activity` shows, e.g. `ezer metadata-drain`
 * @param max  connections; a job needs few, and many jobs share one server
 */
export function openStore(url: string, { applicationName = 'ezer', max = 4 } = {}): Store {
  const pool = new pg.Pool({ connectionString: url, application_name: applicationName, max, types });
  // A server that goes away while a connection is idle must not end the process; the next query reports it.
  pool.on('error', () => undefined);
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) }).withSchema(SCHEMA);
  return { pool, db, close: () => pool.end() };
}

/** Typed queries on a connection that somebody else opened and ends: inside the transaction of a drain. */
export function onClient(client: pg.ClientBase): Database {
  const connection = {
    query: client.query.bind(client) as pg.PoolClient['query'],
    release: () => undefined,
  };
  const pool = { connect: async () => connection, end: async () => undefined };
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) }).withSchema(SCHEMA);
}

/**
 * Runs `work` in one transaction on a connection of the pool, with typed queries and the raw client.
 * A throw rolls everything back; a connection that cannot even roll back is thrown away.
 */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (db: Database, client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  return onOneConnection(pool, (client) => work(onClient(client), client));
}
