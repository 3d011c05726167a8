import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { setControl } from './control.ts';
import { type JobOptions, type JobResult, runJob } from './job.ts';
import { type Library, library, schema } from './testing/library.ts';

const START = { name: 'read-drain', schema, print: () => {} };

/** Work that goes on until its signal aborts, and says why. */
const untilStopped: JobOptions['work'] = async ({ signal }): Promise<JobResult> => {
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  return { outcome: 'stopped', reason: String(signal.reason) };
};

describe('a run that is at work', () => {
  test('is stopped by a switch that somebody throws, and says whose', async () => {
    const lib = await library();
    const { outcome, reason, runId } = await runJob({
      ...START,
      pool: lib.pool,
      leaseSeconds: 1,
      async work(run) {
        await setControl(lib.pool, { schema, job: 'read-drain', by: 'dana', reason: 'quota', enabled: false });
        return untilStopped(run);
      },
    });
    expect([outcome, reason]).toEqual(['disabled', 'disabled by dana: quota']);
    expect(await lib.one('select outcome from $S.job_run where id = $1', [runId])).toEqual({ outcome: 'disabled' });
  });

  test('that ends by itself is not disabled by a switch thrown meanwhile', async () => {
    const lib = await library();
    const { outcome } = await runJob({
      ...START,
      pool: lib.pool,
      leaseSeconds: 1,
      async work(run) {
        await setControl(lib.pool, { schema, job: 'read-drain', by: 'dana', reason: 'quota', enabled: false });
        await untilStopped(run);
        return { outcome: 'drained' };
      },
    });
    expect(outcome).toBe('drained');
  });

  test('learns that it was given up as dead, stops, and says in its row how it really ended', async () => {
    const lib = await library();
    const { outcome, reason, runId } = await runJob({
      ...START,
      pool: lib.pool,
      leaseSeconds: 1,
      async work(run) {
        await lib.pool.query(`update "${schema}".job_run set ended_at = now(), outcome = 'vanished'`);
        return untilStopped(run);
      },
    });
    expect(outcome).toBe('stopped');
    expect(reason).toContain('given up as dead');
    expect(await lib.one('select outcome from $S.job_run where id = $1', [runId])).toEqual({ outcome: 'stopped' });
  });
});

describe('the places of a job', () => {
  test.each([
    [1, 'already-running', null],
    [2, 'drained', 2],
  ])('of %i: a place that another start takes in the same moment is not ours', async (concurrency, outcome, slot) => {
    const lib = await library();
    const rival = new pg.Client({ connectionString: lib.url });
    await rival.connect();
    onTestFinished(() => rival.end());
    await rival.query(
      `begin; insert into "${schema}".job_run (id, job, slot, pid, host, alive_until)
              values (gen_random_uuid(), 'read-drain', 1, 1, 'rival', now() + interval '1 hour')`,
    );
    const ours = runJob({ ...START, pool: lib.pool, concurrency, work: async () => ({ outcome: 'drained' }) });
    await waitingFor(lib);
    await rival.query('commit');
    const { runId, ...report } = await ours;
    expect(report.outcome).toBe(outcome);
    expect(await lib.one('select slot, outcome from $S.job_run where id = $1', [runId])).toEqual({ slot, outcome });
  });

  test('are as many as the switches say, not as the code says', async () => {
    const lib = await library();
    await setControl(lib.pool, { schema, job: 'read-drain', by: 'dana', reason: '', concurrency: 1 });
    const inside = Promise.withResolvers<void>();
    const leave = Promise.withResolvers<void>();
    const first = runJob({
      ...START,
      pool: lib.pool,
      concurrency: 5,
      async work() {
        inside.resolve();
        await leave.promise;
        return { outcome: 'drained' };
      },
    });
    await inside.promise;
    const second = await runJob({ ...START, pool: lib.pool, concurrency: 5, work: untilStopped });
    expect(second.outcome).toBe('already-running');
    leave.resolve();
    expect((await first).outcome).toBe('drained');
  });

  test('of a run that died is free at once to the start that finds it', async () => {
    const lib = await library();
    await lib.pool.query(
      `insert into "${schema}".job_run (id, job, slot, pid, host, alive_until)
       values (gen_random_uuid(), 'read-drain', 1, 1, 'gone', now() - interval '1 second')`,
    );
    const report = await runJob({
      ...START,
      pool: lib.pool,
      concurrency: 1,
      work: async () => ({ outcome: 'drained' }),
    });
    expect(report.outcome).toBe('drained');
  });
});

describe('a schema that is another', () => {
  test('is not written to by a start that only asked: dead runs stay as they are, and no row is added', async () => {
    const lib = await library();
    await lib.pool.query(
      `insert into "${schema}".job_run (id, job, pid, host, alive_until)
       values (gen_random_uuid(), 'read-drain', 1, 'gone', now() - interval '1 second')`,
    );
    let seen: unknown[] = [];
    await runJob({
      ...START,
      pool: lib.pool,
      prepared: 'false',
      async prepare() {
        seen = (await lib.pool.query(`select outcome from "${schema}".job_run`)).rows;
      },
      work: async () => ({ outcome: 'drained' }),
    });
    expect(seen).toEqual([{ outcome: null }]);
  });
});

/** Resolves when a connection of this database waits for a lock. */
async function waitingFor(lib: Library): Promise<void> {
  const waits = `select count(*)::int as n from pg_stat_activity
                  where datname = current_database() and wait_event_type = 'Lock'`;
  while ((await lib.one<{ n: number }>(waits)).n === 0);
}
