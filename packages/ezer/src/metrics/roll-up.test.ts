import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { libraryOf } from '../../../../testing/catalogue.ts';
import { testLibrary } from '../../../../testing/library.ts';
import { until } from '../../../../testing/process.ts';
import { folderOf } from '../../../../testing/rulings.ts';
import { jobRuns } from '../status/index.ts';
import { openStore, type Store } from '../store/database.ts';
import { readNumbers } from './numbers.ts';
import { rollUpRuns } from './roll-up.ts';

/** Runs of two jobs, one an hour back from half an hour ago, with seconds that no binary fraction holds, outcomes and counts in turn. */
const runs = (store: Store, count: number) =>
  store.pool.query(
    `insert into ezer.job_run (id, job, pid, host, started_at, alive_until, ended_at, outcome, counts)
     select gen_random_uuid(), job, n, 'h', at, at, at + make_interval(secs => n % 71 + 0.1), o.outcome, o.counts
       from generate_series(1, $1 / 2) n, unnest(array['digest', 'metadata-drain']) job,
            lateral (select now() - n * interval '1 hour' - interval '30 minutes' as at) a,
            lateral (select case n % 3 when 0 then 'drained' when 1 then 'failures' else 'nothing-to-do' end as outcome,
                            case n % 3 when 0 then jsonb_build_object('claimed', n % 7 + 1, 'done', n % 7)
                                       when 1 then '{"dead": 1, "claimed": 1}' else '{}' end as counts) o`,
    [count],
  );

const live = async ({ pool }: Store, where = 'true') =>
  Number((await pool.query(`select count(*) as n from ezer.job_run where ${where}`)).rows[0].n);

test('the counters are the same before and after, however often, and the newest runs stay', async () => {
  const { store } = await testLibrary();
  await runs(store, 2_000);
  // At work for a year as far as its row says: it has no outcome that could be counted.
  await store.pool.query(`insert into ezer.job_run (id, job, pid, host, started_at, alive_until)
    values (gen_random_uuid(), 'digest', 1, 'h', now() - interval '1 year', now())`);
  const [before, shown] = [await readNumbers(store.db), await jobRuns(store.db, 'digest')];
  expect(before.jobs.map(({ job, runs }) => [job, runs])).toEqual(
    ['digest', 'metadata-drain'].map((job) => [job, { drained: 333, failures: 334, 'nothing-to-do': 333 }]),
  );

  // 41 days of an hour each: those of more than ten days go.
  expect(await rollUpRuns(store.db, { days: 10 })).toBe(2_000 - 2 * 239);
  expect((await readNumbers(store.db)).jobs).toEqual(before.jobs);
  expect(await rollUpRuns(store.db, { days: 10 })).toBe(0);
  // What is added to sums that are there: all but the newest 50 of each job, and the one that has not ended.
  expect(await rollUpRuns(store.db, { days: 1 })).toBe(2 * (239 - 50));
  expect(await live(store)).toBe(2 * 50 + 1);
  expect((await readNumbers(store.db)).jobs).toEqual(before.jobs);
  expect(await jobRuns(store.db, 'digest')).toEqual(shown);
});

test('killed in the middle it has moved nothing; two at once move each run once', async () => {
  const { store, url } = await testLibrary();
  await runs(store, 2_000);
  const before = await readNumbers(store.db);
  const sums = async () => Number((await store.pool.query('select count(*) as n from ezer.job_run_sum')).rows[0].n);
  await rollUpRuns(store.db, { days: 1, most: 10 });

  // It has deleted its runs and waits for a sum that another holds: there it is killed.
  const holder = new pg.Client({ connectionString: url });
  await holder.connect();
  onTestFinished(() => holder.end());
  await holder.query('begin; update ezer.job_run_sum set runs = runs');
  const doomed = openStore(url, { applicationName: 'doomed' });
  onTestFinished(() => doomed.close());
  const killed = rollUpRuns(doomed.db, { days: 1 }).then(
    () => null,
    (error: unknown) => error,
  );
  await until('it waits', async () => {
    const { rows } = await store.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
       where wait_event_type = 'Lock' and datname = current_database()`);
    return rows.length === 1;
  });
  await holder.query('rollback');
  expect(await killed).toBeInstanceOf(Error);
  expect(await live(store)).toBe(2_000 - 10);
  expect((await readNumbers(store.db)).jobs).toEqual(before.jobs);

  const moved = await Promise.all([1, 2, 3].map(() => rollUpRuns(store.db, { days: 1 })));
  moved.push(await rollUpRuns(store.db, { days: 1 }));
  expect(moved.reduce((sum, n) => sum + n, 0)).toBe(2_000 - 10 - 2 * 50);
  expect(await sums()).toBe(6);
  expect((await readNumbers(store.db)).jobs).toEqual(before.jobs);
});

test('the supervisor moves them in turns of ten thousand, until none is old', async () => {
  const { store, run } = await libraryOf(await folderOf({}));
  await runs(store, 30_000);
  const old = await live(store, `started_at < now() - interval '90 days'`);
  const counters = async () => (await readNumbers(store.db)).jobs.filter(({ job }) => job !== 'halacha-supervisor');
  const before = await counters();
  const turns: unknown[] = [];
  for (let turn = 0; turn < 4; turn += 1) turns.push((await run('halacha-supervisor')).rolledUp);
  expect(turns).toEqual([10_000, 10_000, old - 20_000, 0]);
  expect(old).toBeGreaterThan(20_000);
  expect(await live(store, `started_at < now() - interval '90 days'`)).toBe(0);
  expect(await counters()).toEqual(before);
});
