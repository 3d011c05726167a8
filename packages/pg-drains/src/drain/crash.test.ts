import { describe, expect, test, vi } from 'vitest';
import { type Library, library } from './testing/library.ts';
import { read } from './testing/reading.ts';

// Dozens of processes are started one after the other, on a machine that may be busy.
const LONG = process.env.TEST_LONG === '1';
const KILLS = LONG ? 200 : 12;
const ITEMS = LONG ? 6_000 : 400;
vi.setConfig({ testTimeout: LONG ? 1_800_000 : 240_000 });

const unfinished = async (lib: Library) =>
  (await lib.one<{ n: number }>(`select count(*)::int as n from $S.work where state not in ('done', 'dead')`)).n;

const ledger = (lib: Library) =>
  lib.one<{ lines: number; subjects: number }>(
    'select count(*)::int as lines, count(distinct subject)::int as subjects from $S.ledger',
  );

describe('after kill -9', () => {
  test('at random points, every item is done exactly once', async () => {
    const lib = await library();
    await lib.stock(ITEMS);
    let kills = 0;
    for (let start = 0; (await unfinished(lib)) > 0; start += 1) {
      expect(start, 'the drains do not come to an end').toBeLessThan(5 * KILLS);
      const reading = read(lib, { mode: 'keep', lease: LONG ? 1 : 0.5 });
      if (kills < KILLS) {
        await reading.said(Math.ceil(Math.random() * 90));
        reading.child.kill('SIGKILL');
      }
      if ((await reading.ended).signal === 'SIGKILL') kills += 1;
    }
    expect(kills).toBeGreaterThan(KILLS / 4);
    expect(await ledger(lib)).toEqual({ lines: ITEMS, subjects: ITEMS });
    expect(await lib.one('select max(deaths)::int as deaths from $S.work')).toEqual({ deaths: 0 });
    const died = await lib.one<{ n: number }>(
      `select count(*)::int as n from $S.work where jsonb_path_exists(errors, '$[*] ? (@.class == "process-died")')`,
    );
    expect(died.n, 'no kill met a claimed item: the test proves nothing').toBeGreaterThan(0);
  });

  test('an item that kills its process ends dead, alone, with its history', async () => {
    const lib = await library();
    await lib.stock(30);
    for (let start = 0; (await unfinished(lib)) > 0; start += 1) {
      expect(start, 'the drains do not come to an end').toBeLessThan(40);
      await read(lib, { mode: 'poison', lease: 1, maxAttempts: 3 }).ended;
    }
    expect(await lib.one(`select state, attempts, last_error from $S.work where subject = 'p0007'`)).toEqual({
      state: 'dead',
      attempts: 3,
      last_error: 'the process that held it ended without a word',
    });
    expect(
      await lib.one(`select count(*)::int as done, max(attempts) <= 2 as unburnt from $S.work where state = 'done'`),
    ).toEqual({
      done: 29,
      unburnt: true,
    });
    expect(await ledger(lib)).toEqual({ lines: 29, subjects: 29 });
  });

  test('the place of a dead run is free again within its lease', async () => {
    const lib = await library();
    await lib.stock(3);
    const first = read(lib, { mode: 'hang', concurrency: 1, lease: 3 });
    await first.line(/^begun/);
    const second = await read(lib, { mode: 'keep', concurrency: 1 }).ended;
    expect(second).toMatchObject({ code: 0, summary: expect.stringMatching(/^read-drain already-running /) });
    first.child.kill('SIGKILL');
    await first.ended;
    let summary = '';
    for (let start = 0; !/ drained /.test(summary); start += 1) {
      expect(start).toBeLessThan(60);
      summary = (await read(lib, { mode: 'keep', concurrency: 1, lease: 3 }).ended).summary;
    }
    expect(await ledger(lib)).toEqual({ lines: 3, subjects: 3 });
    expect(await lib.one(`select count(*)::int as n from $S.job_run where outcome = 'vanished'`)).toEqual({ n: 1 });
  });
});

describe('several processes at once', () => {
  test('share a queue without working an item twice', async () => {
    const lib = await library();
    await lib.stock(1500);
    const endings = await Promise.all(
      Array.from({ length: 4 }, () => read(lib, { mode: 'keep', lease: 30, batch: 50 }).ended),
    );
    const done = endings.map(({ summary }) => Number(/ done=(\d+)/.exec(summary)?.[1] ?? 0));
    expect(done.reduce((sum, n) => sum + n, 0)).toBe(1500);
    expect(await ledger(lib)).toEqual({ lines: 1500, subjects: 1500 });
  });

  test('keep to the limit of the installation, however many start', async () => {
    const lib = await library();
    await lib.stock(5);
    const readings = Array.from({ length: 5 }, () =>
      read(lib, { mode: 'finish', concurrency: 2, lease: 30, batch: 1 }),
    );
    const refused = await firstEnded(
      readings.map((r) => r.ended),
      3,
    );
    expect(refused.map((r) => r.summary.split(' ')[1])).toEqual([
      'already-running',
      'already-running',
      'already-running',
    ]);
    for (const reading of readings) reading.child.kill('SIGTERM');
    await Promise.all(readings.map((r) => r.ended));
  });
});

describe('a signal', () => {
  test('lets the items in hand finish and gives the rest back', async () => {
    const lib = await library();
    await lib.stock(10);
    const reading = read(lib, { mode: 'finish', lease: 30 });
    await reading.line(/^begun p0003/); // three lanes
    reading.child.kill('SIGTERM');
    expect(await reading.ended).toMatchObject({
      code: 0,
      summary: expect.stringMatching(/^read-drain stopped .*done=3 released=7 /),
    });
    expect(await lib.one(`select count(*)::int as n from $S.work where state = 'ready' and attempts = 0`)).toEqual({
      n: 7,
    });
    expect(await lib.one(`select outcome, counts ->> 'done' as done from $S.job_run`)).toEqual({
      outcome: 'stopped',
      done: '3',
    });
  });

  test('ends the process in time even when a handler never returns', async () => {
    const lib = await library();
    await lib.stock(10);
    const reading = read(lib, { mode: 'hang', lease: 30, grace: 0.2 });
    await reading.line(/^begun p0003/);
    reading.child.kill('SIGINT');
    expect(await reading.ended).toMatchObject({ code: 0, summary: expect.stringMatching(/released=10 /) });
    expect(await lib.one(`select count(*)::int as n from $S.work where state = 'ready' and attempts = 0`)).toEqual({
      n: 10,
    });
  });

  test('sent twice ends the process now', async () => {
    const lib = await library();
    await lib.stock(1);
    const reading = read(lib, { mode: 'hang', grace: 60 });
    await reading.line(/^begun/);
    reading.child.kill('SIGTERM');
    await reading.line(/^stopping/);
    reading.child.kill('SIGTERM');
    expect(await reading.ended).toMatchObject({ code: 143, summary: '' });
  });
});

/** The results of the first `count` promises to resolve. */
function firstEnded<T>(promises: Promise<T>[], count: number): Promise<T[]> {
  const results: T[] = [];
  return new Promise((resolve, reject) => {
    for (const promise of promises) {
      promise.then((value) => {
        results.push(value);
        if (results.length === count) resolve(results.slice());
      }, reject);
    }
  });
}
