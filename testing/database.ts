import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject, onTestFinished } from 'vitest';

/**
 * A new, empty database on the test run's Postgres, dropped when the test that asked for it ends.
 *
 * @param template name of the database to copy; `template0` (empty) by default
 * @returns its connection URL
 */
export async function testDatabase(template = 'template0'): Promise<string> {
  const { url, drop } = await createDatabase(template);
  onTestFinished(drop);
  return url;
}

/** The same, for a whole file: the caller drops it (`afterAll(drop)`). */
export async function createDatabase(template = 'template0'): Promise<{ url: string; drop(): Promise<void> }> {
  const server = inject('postgresUrl');
  const name = `t_${randomBytes(6).toString('hex')}`;
  await asAdmin(server, `create database ${name} template ${template}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => asAdmin(server, `drop database if exists ${name} with (force)`) };
}

async function asAdmin(server: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
