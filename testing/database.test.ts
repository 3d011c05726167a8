import pg from 'pg';
import { expect, test } from 'vitest';
import { testDatabase } from './database.ts';

test('a test gets an empty UTF-8 database of its own', async () => {
  const client = new pg.Client({ connectionString: await testDatabase() });
  await client.connect();
  const { rows } = await client.query(
    `select pg_encoding_to_char(encoding) as encoding, datctype from pg_database where datname = current_database()`,
  );
  await client.end();
  expect(rows).toEqual([{ encoding: 'UTF8', datctype: 'C.UTF-8' }]);
});
