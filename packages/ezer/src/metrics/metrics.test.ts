import { readdir, readFile } from 'node:fs/promises';
import { openAlarm } from 'pg-drains';
import { expect, test } from 'vitest';
import { libraryOf } from '../../../../testing/catalogue.ts';
import { temporaryFolder } from '../../../../testing/process.ts';
import { folderOf, RULE, ruling } from '../../../../testing/rulings.ts';
import { website } from '../../../../testing/website.ts';
import { SCHEMA } from '../store/database.ts';
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
  await openAlarm(store.pool, { schema: SCHEMA, key: 'x:held', severity: 'warning', reason: 'test' });
  const text = await metricsText(await readNumbers(store.db));
  const lines = text.split('\n');
  for (const line of [
    'ezer_queue_items{queue="metadata",state="done"} 2',
    'ezer_job_runs_total{job="metadata-drain",outcome="drained"} 2',
    'ezer_job_run_seconds_total{job="metadata-drain"} 60',
    'ezer_job_items_total{job="metadata-drain",fate="claimed"} 10',
    'ezer_job_items_total{job="metadata-drain",fate="lost"} 2',
    'ezer_job_last_run_seconds{job="metadata-drain"} 30',
    'ezer_alarms_open{severity="warning"} 1',
    'ezer_alarms_open{severity="critical"} 0',
    'ezer_decisions{status="visible"} 2',
    'ezer_database_deadlocks_total 0',
  ])
    expect(lines).toContain(line);
  expect(lines.filter((line) => line !== '' && !line.startsWith('#')).every((line) => FORMAT.test(line))).toBe(true);
});

/** Exposition format 0.0.4: a name, labels, a number. */
const FORMAT = /^[a-z_]+(?:\{(?:[a-z_]+="(?:[^"\\\n]|\\.)*",?)+\})? -?[\d.e+]+$/;

test('a job’s file is whole, and replaces the one before', async () => {
  const folder = await temporaryFolder();
  const run = { job: 'digest', outcome: 'drained', exitCode: 0, seconds: 1.5, counts: { done: 3 } };
  await writeTextfile(folder, run);
  const file = await writeTextfile(folder, { ...run, counts: { done: 4 } }, new Date('2035-02-03T04:00:00Z'));
  expect(await readdir(folder)).toEqual(['ezer-digest.prom']);
  const lines = (await readFile(file, 'utf8')).split('\n');
  expect(lines).toContain('ezer_run_items{job="digest",fate="done"} 4');
  expect(lines).toContain(`ezer_run_end_timestamp_seconds{job="digest"} ${Date.UTC(2035, 1, 3, 4) / 1000}`);
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
  expect([await status(), await status('Bearer wrong'), await status(`Bearer ${metricsToken}`)]).toEqual([
    401, 401, 200,
  ]);
});
