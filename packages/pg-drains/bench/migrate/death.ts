/** How long after a SIGKILL of the holder the process that waits has the migration lock. */
import pg from 'pg';
import { type Started, startProcess } from '../../src/migrate/testing/processes.ts';
import { history } from './history.ts';
import { database } from './measure.ts';
import type { Death } from './report.ts';

const SCHEMA = 'bench';

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
  await db.query('create table gate (); begin; lock table gate');
  const begin = () => start(url, 'table public.gate');
  const holder = begin();
  await holder.report(({ kind }) => kind === 'step-yielded');
  return killAndWait(db, holder, begin, 'rollback');
}

async function killInStatement(server: string): Promise<number> {
  const url = await database(server);
  const db = await connect(url);
  await db.query('create table gate (is_shut boolean); insert into gate values (true)');
  const begin = () => start(url, 'select pg_sleep(600) from public.gate where is_shut');
  const holder = begin();
  const asleep = `select count(*)::int as n from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()`;
  while ((await db.query<{ n: number }>(asleep)).rows[0]?.n !== 1);
  return killAndWait(db, holder, begin, 'update gate set is_shut = false');
}

async function killAndWait(db: pg.Client, holder: Started, begin: () => Started, open: string): Promise<number> {
  const next = begin();
  await next.report(({ kind }) => kind === 'waiting');
  const killed = performance.now();
  holder.kill();
  await next.report(({ kind }) => kind === 'lock-taken');
  const ms = performance.now() - killed;
  await db.query(open);
  await next.ended;
  await db.end();
  return ms;
}

function start(url: string, sql: string): Started {
  const [first] = history();
  const steps = first ? [first] : [];
  const migrations = [...steps, { number: 2, name: 'held', breaking: false, sql }];
  return startProcess({ url, schema: SCHEMA, migrations });
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}
