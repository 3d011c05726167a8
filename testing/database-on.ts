import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface TestDatabase {
  name: string;
  url: string;
  drop(): Promise<void>;
}

/** A new database on `server`, a copy of `template`. Knows nothing of the test run, which asks for one before it begins. */
export async function createDatabaseOn(server: string, template = 'template0'): Promise<TestDatabase> {
  const name = `t_${randomBytes(6).toString('hex')}`;
  await asAdmin(server, `create database ${name} template ${template}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { name, url: url.href, drop: () => dropDatabase(server, name) };
}

/**
 * A pool's `end` resolves before the server has closed: the drop would then reach a client to which nobody listens any
 * more, and fail the run. Who has said goodbye is gone within milliseconds; who has not is cut off.
 */
async function dropDatabase(server: string, name: string): Promise<void> {
  await asAdmin(
    server,
    `do $$ begin
       for i in 1..50 loop
         perform pg_stat_clear_snapshot();
         exit when not exists (select from pg_stat_activity where datname = '${name}');
         perform pg_sleep(0.01);
       end loop;
     end $$`,
    `drop database if exists ${name} with (force)`,
  );
}

async function asAdmin(server: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    for (const sql of statements) await client.query(sql);
  } finally {
    await client.end();
  }
}
