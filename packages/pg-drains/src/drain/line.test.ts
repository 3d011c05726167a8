import { readFileSync } from 'node:fs';
import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { testDatabase } from '../../../../testing/database.ts';
import { runDrain } from './drain.ts';
import { reclaimExpired } from './operate.ts';
import { type Library, library, schema, slices, unlined } from './testing/library.ts';
import type { DrainOptions, Handle } from './types.ts';

const drain = ({ pool }: Library, handle: Handle, more: Partial<DrainOptions> = {}) =>
  runDrain({ pool, schema, queue: 'read', job: 'read-drain', handle, ...more });

const run = ({ pool }: Library, sql: string) => pool.query(sql.replaceAll('$S', `"${schema}"`));

const claims = async (lib: Library) => await lib.one<{ n: number }>('select count(*)::int as n from $S.work_claim');

describe('the line', () => {
  test.each([
    ['another priority', `update $S.work set priority = 5 where subject = 'p0001'`],
    ['another age', `update $S.work set ready_at = now() - interval '1 day' where subject = 'p0001'`],
    ['held', `update $S.work set state = 'held' where subject = 'p0001'`],
    ['held and ready again', `update $S.work set state = 'held'; update $S.work set state = 'ready'`],
    ['a suspect', `update $S.work set deaths = 1 where subject = 'p0001'`],
    ['no suspect any more', `update $S.work set deaths = 1; update $S.work set deaths = 0`],
    ['gone', `delete from $S.work where subject = 'p0001'`],
    ['new, by hand', `insert into $S.work (queue, subject, input) values ('read', 'x', '1'), ('other', 'y', '1')`],
    ['new, but not ready', `insert into $S.work (queue, subject, input, state) values ('read', 'x', '1', 'held')`],
  ])('follows the work rows, whoever writes them: %s', async (_, change) => {
    const lib = await library();
    await lib.stock(3);
    expect(await unlined(lib)).toEqual([]);
    await run(lib, change);
    expect(await unlined(lib)).toEqual([]);
    const { n } = await lib.one<{ n: number }>(
      `select count(*)::int as n from $S.work where queue = 'read' and state = 'ready' and deaths = 0`,
    );
    expect(await drain(lib, () => ({}))).toMatchObject({ done: change.includes('deaths = 1 where') ? n + 1 : n });
    expect(await lib.one(`select count(*)::int as n from $S.work_line where queue = 'read'`)).toEqual({ n: 0 });
  });

  test('is empty when the work is done, and no claim is left', async () => {
    const lib = await library();
    await lib.stock(120);
    await drain(
      lib,
      (item) => {
        if (item.subject === 'p0050' && item.attempt === 1) throw new Error('once');
        return {};
      },
      { batch: 40, backoff: () => 0 },
    );
    expect(await slices(lib)).toEqual({ n: 0 });
    expect(await claims(lib)).toEqual({ n: 0 });
  });

  test('what a drain gives back stands in it again, and no claim is left', async () => {
    const lib = await library();
    await lib.stock(60);
    const stop = new AbortController();
    const summary = await drain(
      lib,
      () => {
        stop.abort();
        return {};
      },
      { batch: 25, signal: stop.signal },
    );
    expect(summary).toMatchObject({ outcome: 'stopped', claimed: 25, done: 1, released: 24 });
    expect(await unlined(lib)).toEqual([]);
    expect(await claims(lib)).toEqual({ n: 0 });
  });

  test('a row that somebody has locked keeps nobody from the next one', async () => {
    const lib = await library();
    await lib.stock(3);
    const other = await lib.pool.connect();
    await other.query('begin');
    await other.query(`select from "${schema}".work where subject = 'p0001' for update`);
    const read: string[] = [];
    const summary = await drain(
      lib,
      ({ subject }) => {
        read.push(subject);
        return {};
      },
      { batch: 1 },
    );
    await other.query('rollback');
    other.release();
    expect(summary).toMatchObject({ outcome: 'drained', done: 2 });
    expect(read).toEqual(['p0002', 'p0003']);
    expect(await drain(lib, () => ({}))).toMatchObject({ done: 1 });
  });

  test('rows in it that no work stands behind are passed over, and go', async () => {
    const lib = await library();
    await lib.stock(3);
    await run(lib, `update $S.work set state = 'held' where subject = 'p0002'`);
    await run(
      lib,
      `insert into $S.work_line select 'read', 9, now(), array[s, s] from unnest('{p0002,p0002,nobody,p0003}'::text[]) s`,
    );
    const read: string[] = [];
    const summary = await drain(
      lib,
      ({ subject }) => {
        read.push(subject);
        return {};
      },
      { batch: 1 },
    );
    expect(summary).toMatchObject({ outcome: 'drained', done: 2, claimed: 2 });
    expect(read.sort()).toEqual(['p0001', 'p0003']);
    expect(await lib.states()).toEqual(['p0001 done', 'p0002 held', 'p0003 done']);
    expect(await slices(lib)).toEqual({ n: 0 });
  });

  test('what only a hand or half a restore can break is mended', async () => {
    const lib = await library();
    await lib.stock(3);
    await run(lib, `update $S.work_line set subjects = '{p0003}'`);
    await run(lib, `update $S.work set state = 'leased', fence = 99 where subject = 'p0002'`);
    expect(await unlined(lib)).toEqual(['p0001']);
    expect(await reclaimExpired(lib.pool, { schema })).toEqual([{ queue: 'read', subject: 'p0002' }]);
    expect(await unlined(lib)).toEqual([]);
    expect(await drain(lib, () => ({}))).toMatchObject({ done: 3 });
  });
});

describe('a batch claimed ahead', () => {
  test('is given back when the drain is stopped', async () => {
    const lib = await library();
    await lib.stock(300);
    const stop = new AbortController();
    let worked = 0;
    const summary = await drain(
      lib,
      async () => {
        worked += 1;
        if (worked === 30) stop.abort();
        return {};
      },
      { batch: 25, signal: stop.signal },
    );
    expect(summary).toMatchObject({ outcome: 'stopped', done: 30, released: summary.claimed - 30 });
    expect(summary.claimed).toBeGreaterThan(50); // of the batch ahead, too
    expect(await lib.one(`select count(*)::int as n from $S.work where state = 'ready' and attempts = 0`)).toEqual({
      n: 270,
    });
    expect(await unlined(lib)).toEqual([]);
  });

  test('keeps to the budget', async () => {
    const lib = await library();
    await lib.stock(100);
    expect(await drain(lib, () => ({}), { batch: 20, budget: { items: 70 } })).toMatchObject({
      outcome: 'budget-reached',
      claimed: 70,
      done: 70,
    });
  });

  test('is not claimed while items are slow', async () => {
    const lib = await library();
    await lib.stock(60);
    let most = 0;
    let worked = 0;
    await drain(
      lib,
      async () => {
        worked += 1;
        if (worked % 20 === 1) await lib.pool.query('select pg_sleep(1.05)'); // each batch lasts longer than what is quick
        const { n } = await lib.one<{ n: number }>(`select count(*)::int as n from $S.work where state = 'leased'`);
        most = Math.max(most, n);
        return {};
      },
      { batch: 20 },
    );
    expect(worked).toBe(60);
    expect(most).toBe(20);
  });
});

describe('a completion', () => {
  test('that finds its row changed in the moment it locks it, settles it all the same', async () => {
    const lib = await library();
    await lib.stock(2);
    const other = await lib.pool.connect();
    onTestFinished(() => other.release());
    const read: string[] = [];
    const running = drain(
      lib,
      async ({ subject, input }) => {
        read.push(`${subject} ${input}`);
        if (read.length > 1) return {};
        await other.query('begin');
        await other.query(`update "${schema}".work set input = 'v2' where subject = 'p0001'`);
        return {};
      },
      { batch: 1 },
    );
    await waitingForLock(lib);
    await other.query('commit');
    expect(await running).toMatchObject({ outcome: 'drained', lost: 0 });
    expect(read).toEqual(['p0001 v1', 'p0002 v1', 'p0001 v2']);
    expect(await lib.states()).toEqual(['p0001 done', 'p0002 done']);
  });

  test.each(['a"b', 'c\\d', '{e,f}', ' NULL ', 'null', '', "g'h", 'י"ד'])('of a subject named %j', async (subject) => {
    const lib = await library();
    await lib.pool.query(`insert into "${schema}".page values ($1, $2), ('plain', 'v1')`, [subject, `${subject}"\\`]);
    await lib.derive();
    expect(await drain(lib, () => ({ result: { subject } }))).toMatchObject({ outcome: 'drained', done: 2 });
    expect(
      await lib.one('select result, state, done_input = input as same from $S.work where subject = $1', [subject]),
    ).toEqual({
      result: { subject },
      state: 'done',
      same: true,
    });
  });
});

test('the step to the line takes along what is ready, what is held, and what waits', async () => {
  const client = new pg.Client({ connectionString: await testDatabase() });
  await client.connect();
  onTestFinished(() => client.end());
  const file = (name: string) => readFileSync(new URL(`schema/${name}`, import.meta.url), 'utf8');
  await client.query(file('0001_work.sql'));
  await client.query(`insert into work (queue, subject, input, priority, state, deaths, next_at, lease_until, lease_owner) values
    ('read', 'a', '1', 3, 'ready', 0, null, null, null), ('read', 'b', '1', 0, 'ready', 1, null, null, null),
    ('read', 'c', '1', 0, 'leased', 0, null, '2040-01-01', 'host:1'), ('read', 'd', '1', 0, 'waiting', 0, now(), null, null)`);
  await client.query(file('0002_line.sql'));
  await client.query(file('0003_slices.sql'));
  const { rows: line } = await client.query('select queue, priority, subjects from work_line');
  expect(line).toEqual([{ queue: 'read', priority: 3, subjects: ['a'] }]);
  const { rows: held } = await client.query(
    `select c.owner, c.until = '2040-01-01' as same, c.subjects, w.subject from work_claim c join work w using (fence)`,
  );
  expect(held).toEqual([{ owner: 'host:1', same: true, subjects: ['c'], subject: 'c' }]);
});

/** Until a statement of this database waits for a row. */
async function waitingForLock(lib: Library): Promise<void> {
  const waiting = `select count(*)::int as n, pg_sleep(0.01) from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  while ((await lib.one<{ n: number }>(waiting)).n === 0);
}
