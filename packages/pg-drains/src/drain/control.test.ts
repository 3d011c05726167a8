import { describe, expect, test } from 'vitest';
import { closeAlarm, openAlarm, requestRun, setControl, takeRunRequests } from './control.ts';
import { runDrain } from './drain.ts';
import { DrainError } from './errors.ts';
import { done, job } from './testing/job.ts';
import { type Library, library, schema } from './testing/library.ts';

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

test('a switch reaches a drain in the middle of its batch with the next commit, without a listener or a heartbeat', async () => {
  const lib = await library();
  await lib.stock(10);
  let before: string | null = null;
  const summary = await runDrain({
    pool: lib.pool,
    schema,
    queue: 'read',
    job: 'read-drain',
    handle: async ({ subject }) => {
      if (before === null)
        await setControl(lib.pool, { schema, job: 'read-drain', enabled: false, by: 'dana', reason: '' });
      while (before !== null && !(await lib.states()).includes(`${before} done`));
      before = subject;
      return {};
    },
  });
  expect(summary).toMatchObject({ outcome: 'disabled', claimed: 10 });
  expect(summary.done).toBeLessThan(5);
  expect(summary.released).toBe(10 - summary.done);
});

test('an operator asks for a run once, and one taker gets it', async () => {
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

test('there is one open alarm a key', async () => {
  const lib = await library();
  const open = (reason: string) => openAlarm(lib.pool, { schema, key: 'k', severity: 'warning', reason });
  expect([await open('old'), await open('older')]).toEqual([true, false]);
  expect(await lib.one('select reason from $S.alarm where closed_at is null')).toEqual({ reason: 'older' });
  expect([await closeAlarm(lib.pool, { schema, key: 'k' }), await closeAlarm(lib.pool, { schema, key: 'k' })]).toEqual([
    true,
    false,
  ]);
  expect(await open('again')).toBe(true);
});

/** Two full hours of the day in Jerusalem that enclose neither this moment nor the next hour. */
async function hoursNotNow(lib: Library): Promise<[string, string]> {
  const { hour } = await lib.one<{ hour: number }>(
    `select extract(hour from now() at time zone 'Asia/Jerusalem')::int as hour`,
  );
  const clock = (h: number) => `${String((h + 24) % 24).padStart(2, '0')}:00`;
  return [clock(hour + 2), clock(hour + 23)];
}
