import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openAlarm } from 'pg-drains';
import { expect, test } from 'vitest';
import { libraryOf } from '../../../../testing/catalogue.ts';
import { testLibrary } from '../../../../testing/library.ts';
import { runEzer, temporaryFolder, until } from '../../../../testing/process.ts';
import { folderOf, RULE, ruling } from '../../../../testing/rulings.ts';
import { website } from '../../../../testing/website.ts';
import { SCHEMA, type Store } from '../store/database.ts';
import { metricsText, readNumbers, writeTextfile } from './index.ts';

test('queues, runs, alarms and the law are told in the text format of Prometheus', async () => {
  const { store, run } = await libraryOf(await folderOf({ 'a.txt': ruling({ reasons: [RULE] }), 'b.txt': ruling() }));
  await run('metadata-drain');
  await store.db
    .insertInto('job_run')
    .values(
      [1, 2].map((n) => ({
        id: crypto.randomUUID(),
        job: 'metadata-drain',
        pid: n,
        host: 'a"b\\c',
        started_at: new Date('2035-02-03T04:00:00Z'),
        ended_at: new Date('2035-02-03T04:00:30Z'),
        alive_until: new Date('2035-02-03T04:00:30Z'),
        outcome: 'drained',
        counts: JSON.stringify({ claimed: 5, done: 4, lost: 1 }),
      })),
    )
    .execute();
  // One at work has no length yet.
  await store.pool.query(`insert into ezer.job_run (id, job, pid, host, alive_until, counts)
    values (gen_random_uuid(), 'digest', 1, 'h', now() + interval '1 minute', '{"claimed": 9}')`);
  await openAlarm(store.pool, { schema: SCHEMA, key: 'x:held', severity: 'warning', reason: 'test' });
  // One that is closed is none, and a number below zero would end the whole page.
  await store.pool.query(
    `insert into ezer.alarm (key, severity, reason, closed_at) values ('y:dead', 'critical', 'test', now());
     update ezer.job_run set counts = counts || '{"moved": -1}' where host like 'a"%'`,
  );
  await store.pool.query(
    `insert into ezer.work (queue, subject, input, state, attempts, ready_at) values
       ('halacha', 'x', '1', 'dead', 5, now() - interval '1 hour'), ('halacha', 'y', '1', 'ready', 1, now() - interval '2 hours')`,
  );
  // In each of two databases of one server a connection waits for another: the numbers are those of this one.
  const ends = [await oneWaits(store), await oneWaits((await testLibrary()).store)];
  const numbers = await readNumbers(store.db);
  for (const end of ends) await end();
  const text = await metricsText(numbers);
  expect(Number(/ezer_queue_oldest_seconds\{queue="halacha",state="ready"\} (\S+)/.exec(text)?.[1])).toBeCloseTo(
    7200,
    -2,
  );
  const lines = text.split('\n');
  for (const line of [
    'ezer_queue_items{queue="metadata",state="done"} 2',
    'ezer_job_runs_total{job="metadata-drain",outcome="drained"} 2',
    'ezer_queue_most_attempts{queue="metadata",state="done"} 1',
    'ezer_queue_items{queue="halacha",state="dead"} 1',
    'ezer_queue_most_attempts{queue="halacha",state="dead"} 5',
    'ezer_job_run_seconds_bucket{job="metadata-drain",le="10"} 0',
    'ezer_job_run_seconds_bucket{job="metadata-drain",le="60"} 2',
    'ezer_job_run_seconds_bucket{job="metadata-drain",le="+Inf"} 2',
    'ezer_job_run_seconds_sum{job="metadata-drain"} 60',
    'ezer_job_run_seconds_count{job="metadata-drain"} 2',
    'ezer_job_items_total{job="metadata-drain",fate="done"} 8',
    'ezer_job_items_total{job="metadata-drain",fate="claimed"} 10',
    'ezer_job_items_total{job="metadata-drain",fate="lost"} 2',
    'ezer_job_items_total{job="metadata-drain",fate="dead"} 0',
    'ezer_job_last_run_seconds{job="metadata-drain"} 30',
    'ezer_alarms_open{severity="warning"} 1',
    'ezer_alarms_open{severity="critical"} 0',
    'ezer_decisions{status="visible"} 2',
    'ezer_database_deadlocks_total 0',
    'ezer_database_lock_waits 1',
  ])
    expect(lines).toContain(line);
  for (const part of ['ezer_job_last_run_seconds{job="digest"}', 'fate="moved"']) expect(text).not.toContain(part);
  expect(lines).toContain('ezer_job_items_total{job="digest",fate="claimed"} 0');
  expect(lines).toContain('ezer_job_run_seconds_count{job="digest"} 0');
  expect(lines.filter((line) => line !== '' && !line.startsWith('#')).every((line) => FORMAT.test(line))).toBe(true);
});

/** A connection that holds a table and one that waits for it, until they are let go. */
async function oneWaits({ pool, db }: Store): Promise<() => Promise<void>> {
  const [holder, waiter] = [await pool.connect(), await pool.connect()];
  await holder.query('begin; lock table ezer.gap');
  const waits = waiter.query('select from ezer.gap');
  await until('one waits', async () => (await readNumbers(db)).server.lockWaits > 0);
  return async () => {
    await holder.query('commit');
    await waits;
    holder.release();
    waiter.release();
  };
}

/** Exposition format 0.0.4: a name, labels, a number. */
const FORMAT = /^[a-z_]+(?:\{(?:[a-z_]+="(?:[^"\\\n]|\\.)*",?)+\})? -?[\d.e+]+$/;

test('a job’s file is whole, and replaces the one before', async () => {
  const folder = join(await temporaryFolder(), 'made', 'by it');
  const run = { job: 'digest', outcome: 'drained', exitCode: 0, seconds: 1.5, counts: { done: 3 } };
  await writeTextfile(folder, run);
  const file = await writeTextfile(folder, { ...run, counts: { done: 4 } }, new Date('2035-02-03T04:00:00Z'));
  expect(await readdir(folder)).toEqual(['ezer-digest.prom']);
  const lines = (await readFile(file, 'utf8')).split('\n');
  expect(lines).toContain('ezer_run_items{job="digest",fate="done"} 4');
  expect(lines).toContain(`ezer_run_end_timestamp_seconds{job="digest"} ${Date.UTC(2035, 1, 3, 4) / 1000}`);
});

test('every run leaves its file; a folder that takes none does not turn a good run into a bad one', async () => {
  const { url } = await testLibrary();
  const folder = await temporaryFolder();
  const good = await runEzer(['run', 'metadata-drain'], { DATABASE_URL: url, EZER_METRICS_DIR: join(folder, 'new') });
  expect(good.code).toBe(0);
  const text = await readFile(join(folder, 'new', 'ezer-metadata-drain.prom'), 'utf8');
  expect(text).toContain('ezer_run_outcome{job="metadata-drain",outcome="nothing-to-do"} 1');
  expect(text).toContain('ezer_run_items{job="metadata-drain",fate="claimed"} 0');

  await writeFile(join(folder, 'file'), '');
  const bad = await runEzer(['run', 'metadata-drain'], { DATABASE_URL: url, EZER_METRICS_DIR: join(folder, 'file') });
  expect(bad.code).toBe(0);
  expect(bad.output).toContain(`numbers not written to ${join(folder, 'file')}`);
});

test('/metrics is open on this machine, and needs the token where others reach the library', async () => {
  const { store } = await libraryOf(await folderOf({}));
  const own = await website(store);
  const answer = await fetch(`${own.url}metrics`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    200,
    'text/plain; version=0.0.4; charset=utf-8',
  ]);
  const closed = await website(store, { publicUrl: 'https://law.example' });
  expect((await fetch(`${closed.url}metrics`)).status).toBe(401);
  const metricsToken = 'a token of tokens';
  const { url } = await website(store, { publicUrl: 'https://law.example', metricsToken });
  const status = async (authorization?: string) =>
    (await fetch(`${url}metrics`, { headers: authorization === undefined ? {} : { authorization } })).status;
  const wrong = [undefined, 'Bearer wrong', `Bearer ${metricsToken.replace('t', 'T')}`, metricsToken];
  for (const authorization of wrong) expect(await status(authorization)).toBe(401);
  expect(await status(`Bearer ${metricsToken}`)).toBe(200);
});
