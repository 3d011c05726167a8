import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { inTransaction as onOneConnection } from 'pg-drains';
import { openPool, SCHEMA } from './pool.ts';
import type { DB } from './tables.gen.ts';

export { SCHEMA };

export type Database = Kysely<DB>;

export interface Store {
  pool: pg.Pool;
  db: Database;
  close(): Promise<void>;
}

/** Opens a small pool on the library's database, with typed queries; see `openPool`. */
export function openStore(url: string, options: { applicationName?: string; max?: number } = {}): Store {
  return storeOn(openPool(url, options));
}

/** Typed queries on a pool that somebody else opened. */
export function storeOn(pool: pg.Pool): Store {
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
