/** How long after a SIGKILL of the holder the process that waits has the migration lock. */
import pg from 'pg';
import { type Started, startProcess } from '../../src/migrate/testing/processes.ts';
import { history } from './history.ts';
import { database } from './measure.ts';
import type { Death } from './report.ts';

export async function deaths(server: string, repeats: number): Promise<Death[]> {
  return [
    { where: 'idle, between two statements', times: await repeat(repeats, () => killIdle(server)) },
    { where: 'in a statement that takes ten minutes', times: await repeat(repeats, () => killInStatement(server)) },
  ];
}

async function repeat(times: number, work: () => Promise<number>): Promise<number[]> {
  const results: number[] = [];
  while (results.length < times) results.push(await work());
  return results.sort((a, b) => a - b);
}

/** The holder gives way at a locked table again and again; between two tries it holds the migration lock and no transaction. */
async function killIdle(server: string): Promise<number> {
  const url = await database(server);
  const db = await connect(url);
  await db.query('create table gate ()');
  await db.query('begin; lock table gate');
  const begin = () => start(url, 'table public.gate');
  const holder = begin();
  await holder.report(({ kind }) => kind === 'step-yielded');
  const { next, ms } = await killAndWait(holder, begin);
  await db.query('rollback');
  await next.ended;
  await db.end();
  return ms;
}

async function killInStatement(server: string): Promise<number> {
  const url = await database(server);
  const db = await connect(url);
  await db.query('create table gate (is_shut boolean); insert into gate values (true)');
  const begin = () => start(url, 'select pg_sleep(600) from public.gate where is_shut');
  const holder = begin();
  const asleep = `select count(*)::int as n from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()`;
  while ((await db.query<{ n: number }>(asleep)).rows[0]?.n !== 1);
  await db.query('update gate set is_shut = false'); // the holder does not see it, who comes next does
  const { next, ms } = await killAndWait(holder, begin);
  await next.ended;
  await db.end();
  return ms;
}

async function killAndWait(holder: Started, begin: () => Started): Promise<{ next: Started; ms: number }> {
  const next = begin();
  await next.report(({ kind }) => kind === 'waiting');
  const killed = performance.now();
  holder.kill();
  await next.report(({ kind }) => kind === 'lock-taken');
  return { next, ms: performance.now() - killed };
}

function start(url: string, sql: string): Started {
  const migrations = [...history().slice(0, 1), { number: 2, name: 'held', breaking: false, sql }];
  return startProcess({ url, schema: 'bench', migrations });
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
