import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { onTestFinished } from 'vitest';

/** A client that is ended with the test. */
export async function openClient(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'test' });
  client.on('error', () => undefined);
  await client.connect();
  onTestFinished(() => client.end().catch(() => undefined));
  return client;
}

/** The first column of the first row. */
export async function one(client: pg.Client, sql: string, values: unknown[] = []): Promise<unknown> {
  const { rows } = await client.query({ text: sql, values, rowMode: 'array' });
  return rows[0]?.[0];
}

/** Asks until the answer is true; the deadline is a failure of the test, not a pause in it. */
export async function until(
  client: pg.Client,
  sql: string,
  values: unknown[] = [],
  deadlineMs = 60_000,
): Promise<void> {
  const deadline = performance.now() + deadlineMs;
  while ((await one(client, sql, values)) !== true) {
    if (performance.now() > deadline) throw new Error(`did not become true in ${deadlineMs} ms: ${sql}`);
    await pause(10); // leaves the processor to what is waited for
  }
}

/** How many session-level advisory locks are held in this database. */
export function advisoryLocks(client: pg.Client): Promise<unknown> {
  return one(
    client,
    `select count(*)::int from pg_locks where locktype = 'advisory'
       and database = (select oid from pg_database where datname = current_database())`,
  );
}

/** Deadlocks that the server resolved in this database. */
export async function deadlocks(client: pg.Client): Promise<unknown> {
  await client.query('select pg_stat_clear_snapshot()');
  return one(client, 'select deadlocks::int from pg_stat_database where datname = current_database()');
}
