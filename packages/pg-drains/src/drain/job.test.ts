import { describe, expect, test } from 'vitest';
import { closeAlarm, openAlarm, requestRun, setControl, takeRunRequests } from './control.ts';
import { runDrain } from './drain.ts';
import { DrainError, PermanentError, SchemaBehindError } from './errors.ts';
import { EXIT, type JobOptions, runJob } from './job.ts';
import { queueDepths, reclaimExpired, redrive } from './operate.ts';
import { type Library, library, schema } from './testing/library.ts';
import type { DrainSummary, Handle } from './types.ts';

async function job({ pool }: Library, handle: Handle, more: Partial<JobOptions<DrainSummary>> = {}) {
  const lines: string[] = [];
  const report = await runJob({
    name: 'read-drain',
    pool,
    schema,
    work: ({ signal }) => runDrain({ pool, schema, queue: 'read', job: 'read-drain', signal, handle }),
    print: (line) => lines.push(line),
    ...more,
  });
  return { ...report, lines };
}

const done: Handle = () => ({});

describe('a job', () => {
  test('leaves one line, one row and one exit code', async () => {
    const lib = await library();
    await lib.stock(3);
    const { exitCode, lines, runId } = await job(lib, done);
    expect(exitCode).toBe(0);
    expect(lines).toEqual([expect.stringMatching(/^read-drain drained claimed=3 done=3 seconds=\d+\.\d$/)]);
    expect(
      await lib.one(
        `select outcome, (counts ->> 'done')::int as done, ended_at is not null as ended, slot from $S.job_run where id = $1`,
        [runId],
      ),
    ).toEqual({ outcome: 'drained', done: 3, ended: true, slot: null });
  });

  test('exits with 0 for everything that is as it should be, and not otherwise', async () => {
    const lib = await library();
    expect((await job(lib, done)).outcome).toBe('nothing-to-do');
    await lib.stock(1);
    const dead = await job(lib, () => {
      throw new PermanentError('withdrawn');
    });
    expect([dead.outcome, dead.exitCode]).toEqual(['failures', 1]);
    const behind = await job(lib, done, {
      prepare: () => Promise.reject(new SchemaBehindError('the database is newer than this build')),
    });
    expect([behind.outcome, behind.exitCode]).toEqual(['schema-behind', 3]);
    expect(new Set(Object.values(EXIT))).toEqual(new Set([0, 1, 3]));
  });

  test('that throws is a failure with its reason, never a stack trace', async () => {
    const lib = await library();
    const { outcome, lines } = await job(lib, done, {
      work: () => Promise.reject(new Error('no such table', { cause: 'x' })),
    });
    expect(outcome).toBe('failures');
    expect(lines).toEqual([
      expect.stringMatching(/^read-drain failures seconds=.* reason="Error: no such table ← x"$/),
    ]);
    expect(await lib.one(`select outcome, summary ->> 'reason' as reason from $S.job_run`)).toEqual({
      outcome: 'failures',
      reason: 'Error: no such table ← x',
    });
  });

  test('without a database says so and does not hang', async () => {
    const lib = await library();
    await lib.pool.query(`drop schema "${schema}" cascade`);
    const { exitCode, lines } = await job(lib, done);
    expect(exitCode).toBe(1);
    expect(lines[0]).toMatch(/does not exist.*not-recorded=/);
  });
});

describe('the switches', () => {
  test('disable, pause and the window keep a job from starting; a burst opens the window', async () => {
    const lib = await library();
    await lib.stock(1);
    const set = (switches: Partial<Parameters<typeof setControl>[1]>) =>
      setControl(lib.pool, { schema, job: 'read-drain', by: 'dana', reason: 'test', ...switches });
    const reason = async () => (await job(lib, done)).reason;

    await set({ enabled: false });
    expect(await job(lib, done)).toMatchObject({ outcome: 'disabled', reason: 'disabled by dana: test', exitCode: 0 });
    await set({ enabled: true, pausedUntil: new Date(Date.now() + 3_600_000) });
    expect(await reason()).toMatch(/^paused until .* UTC: test$/);
    const [start, end] = await hoursNotNow(lib);
    await set({ pausedUntil: null, window: { start, end, zone: 'Asia/Jerusalem' } });
    expect(await reason()).toBe(`outside its window ${start}-${end} Asia/Jerusalem`);
    await set({ burstUntil: new Date(Date.now() + 60_000) });
    expect(await job(lib, done)).toMatchObject({ outcome: 'drained' });
    await set({ burstUntil: null, window: { start: end, end: start, zone: 'Asia/Jerusalem' } });
    expect(await job(lib, done)).toMatchObject({ outcome: 'nothing-to-do' });
  });

  test('refuse nonsense and keep what was', async () => {
    const lib = await library();
    const set = (switches: object) => setControl(lib.pool, { schema, job: 'a', by: 'dana', reason: '', ...switches });
    await set({ concurrency: 2 });
    await expect(set({ concurrency: 0 })).rejects.toThrow(DrainError);
    await expect(set({ window: { start: '23:00', end: '05:00', zone: 'Asia/Atlantis' } })).rejects.toThrow(
      /make no sense/,
    );
    await expect(set({ window: { start: '25:00', end: '05:00', zone: 'UTC' } })).rejects.toThrow(/make no sense/);
    expect(await lib.one('select concurrency, window_start from $S.job_control')).toEqual({
      concurrency: 2,
      window_start: null,
    });
  });
});

describe('an operator', () => {
  test('sees how much stands where, and redrives the dead with their history kept', async () => {
    const lib = await library();
    await lib.stock(3);
    await job(lib, (item) => {
      if (item.subject === 'p0001') throw new PermanentError('withdrawn');
      return {};
    });
    expect(await queueDepths(lib.pool, { schema })).toEqual([
      expect.objectContaining({ queue: 'read', done: 2, dead: 1, ready: 0, oldestReadySeconds: null }),
    ]);
    expect(await redrive(lib.pool, { schema, queue: 'read', by: 'dana', reason: 'mended' })).toBe(1);
    const { errors, ...row } = await lib.one<{ errors: { class: string; by?: string }[] }>(
      `select state, attempts, errors from $S.work where subject = 'p0001'`,
    );
    expect(row).toEqual({ state: 'ready', attempts: 0 });
    expect(errors.map((e) => [e.class, e.by])).toEqual([
      ['permanent', undefined],
      ['redrive', 'dana'],
    ]);
    expect((await queueDepths(lib.pool, { schema }))[0]?.oldestReadySeconds).toBeGreaterThanOrEqual(0);
    expect(await job(lib, done)).toMatchObject({ outcome: 'drained', counts: { done: 1 } });
  });

  test('reclaims expired leases only', async () => {
    const lib = await library();
    await lib.stock(2);
    await lib.pool.query(`update "${schema}".work set state = 'leased', attempts = 1, fence = right(subject, 1)::int`);
    await lib.pool.query(`insert into "${schema}".work_claim (fence, queue, owner, until, subjects) values
      (1, 'read', 'x', now() + interval '1 hour', '{p0001}'), (2, 'read', 'y', now() - interval '1 second', '{p0002}')`);
    expect(await reclaimExpired(lib.pool, { schema })).toEqual([{ queue: 'read', subject: 'p0002' }]);
    expect(await lib.states()).toEqual(['p0001 leased', 'p0002 ready']);
  });

  test('asks for a run once, and one taker gets it', async () => {
    const lib = await library();
    const ask = () => requestRun(lib.pool, { schema, job: 'read-drain', reason: 'new pages', by: 'dana' });
    expect([await ask(), await ask()]).toEqual([true, false]);
    const takers = await Promise.all(Array.from({ length: 4 }, () => takeRunRequests(lib.pool, { schema })));
    expect(takers.flat()).toEqual([
      expect.objectContaining({ job: 'read-drain', reason: 'new pages', requestedBy: 'dana' }),
    ]);
    await ask();
    const { runId } = await job(lib, done);
    expect(await lib.one('select run_id from $S.run_request order by id desc limit 1')).toEqual({ run_id: runId });
  });

  test('has one open alarm a key', async () => {
    const lib = await library();
    const open = (reason: string) => openAlarm(lib.pool, { schema, key: 'k', severity: 'warning', reason });
    expect([await open('old'), await open('older')]).toEqual([true, false]);
    expect(await lib.one('select reason from $S.alarm where closed_at is null')).toEqual({ reason: 'older' });
    expect([
      await closeAlarm(lib.pool, { schema, key: 'k' }),
      await closeAlarm(lib.pool, { schema, key: 'k' }),
    ]).toEqual([true, false]);
    expect(await open('again')).toBe(true);
  });
});

/** Two full hours of the day in Jerusalem that enclose neither this moment nor the next hour. */
async function hoursNotNow(lib: Library): Promise<[string, string]> {
  const { hour } = await lib.one<{ hour: number }>(
    `select extract(hour from now() at time zone 'Asia/Jerusalem')::int as hour`,
  );
  const clock = (h: number) => `${String((h + 24) % 24).padStart(2, '0')}:00`;
  return [clock(hour + 2), clock(hour + 23)];
}
