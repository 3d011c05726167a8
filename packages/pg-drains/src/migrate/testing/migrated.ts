import type pg from 'pg';
import { expect } from 'vitest';
import { testDatabase } from '../../../../../testing/database.ts';
import { migrate } from '../index.ts';
import { one, openClient } from './database.ts';
import { LIBRARY, SCHEMA } from './library.ts';

export const library = { migrations: LIBRARY, schema: SCHEMA };

/** Everything that a failed start must leave as it was. */
export async function stateOf(db: pg.Client): Promise<unknown> {
  return one(
    db,
    `select jsonb_build_object(
       'columns', (select jsonb_agg(table_schema || '.' || table_name || '.' || column_name order by 1)
                   from information_schema.columns where table_schema not in ('pg_catalog', 'information_schema')),
       'ledger', (select jsonb_agg(step) from library.schema_migration step))`,
  );
}

export async function migrated(): Promise<{ url: string; db: pg.Client }> {
  const url = await testDatabase();
  await migrate(url, library);
  return { url, db: await openClient(url) };
}

export async function failure(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    (result) => expect.fail(`did not fail: ${JSON.stringify(result)}`),
    (error: unknown) => error,
  );
}
