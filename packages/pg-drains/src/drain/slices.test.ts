import { describe, expect, onTestFinished, test } from 'vitest';
import { runDrain } from './drain.ts';
import { type Library, library, schema, slices, unlined } from './testing/library.ts';
import type { DrainOptions, Handle } from './types.ts';

const drain = ({ pool }: Library, handle: Handle, more: Partial<DrainOptions> = {}) =>
  runDrain({ pool, schema, queue: 'read', job: 'read-drain', handle, ...more });

const run = ({ pool }: Library, sql: string) => pool.query(sql.replaceAll('$S', `"${schema}"`));

describe('a slice of the line', () => {
  test('is taken from the front, in order, by claims that are smaller or larger', async () => {
    const lib = await library();
    await lib.stock(100);
    expect(await slices(lib)).toEqual({ n: 4 });
    const read: string[] = [];
    const note: Handle = ({ subject }) => {
      read.push(subject);
      return {};
    };
    await drain(lib, note, { batch: 7, budget: { items: 21 } });
    expect(await unlined(lib)).toEqual([]);
    expect(await lib.one('select sum(cardinality(subjects))::int as n from $S.work_line')).toEqual({ n: 79 });
    await drain(lib, note, { batch: 50 });
    expect(read).toEqual(Array.from({ length: 100 }, (_, n) => `p${String(n + 1).padStart(4, '0')}`));
    expect(await slices(lib)).toEqual({ n: 0 });
  });

  test('that names a row which moved down does not bring it before its turn', async () => {
    const lib = await library();
    await lib.stock(3);
    await run(lib, `update $S.work set priority = 9 where subject = 'p0003'`);
    await run(lib, `update $S.work set priority = 5 where subject = 'p0002'`);
    await run(lib, `update $S.work set priority = 0 where subject = 'p0003'`);
    const read: string[] = [];
    const note: Handle = ({ subject }) => {
      read.push(subject);
      return {};
    };
    await drain(lib, note, { batch: 1, budget: { items: 1 } });
    expect(read).toEqual(['p0002']);
    expect(await lib.one('select count(*)::int as n from $S.work_line where priority = 9')).toEqual({ n: 0 });
    expect(await drain(lib, note)).toMatchObject({ claimed: 2, done: 2 });
  });

  test('of one subject each: a claim that finds them so reads more of them', async () => {
    const lib = await library();
    await lib.stock(100);
    await run(lib, `update $S.work set state = 'held'; delete from $S.work_line; update $S.work set state = 'ready'`);
    expect(await slices(lib)).toEqual({ n: 100 });
    expect(await drain(lib, () => ({}), { batch: 80 })).toMatchObject({ done: 100, claimed: 100 });
    expect(await lib.one('select count(distinct fence)::int as n from $S.work')).toEqual({ n: 3 }); // of 4, 80 and 16
  });

  test('that another claim is taking from is waited for', async () => {
    const lib = await library();
    await lib.stock(20);
    const other = await lib.pool.connect();
    onTestFinished(() => other.release());
    await other.query('begin');
    await other.query(`select from "${schema}".work_line for update`);
    const running = drain(lib, () => ({}));
    const asked = `select count(*)::int as n, pg_sleep(0.01) from pg_stat_activity
      where datname = current_database() and state = 'idle' and query like '%work_line l%' and query not like '%activity%'`;
    while ((await lib.one<{ n: number }>(asked)).n === 0);
    await other.query('commit');
    expect(await running).toMatchObject({ outcome: 'drained', done: 20 });
  });

  test('that stays in other hands is left to them', async () => {
    const lib = await library();
    await lib.stock(20);
    const other = await lib.pool.connect();
    onTestFinished(() => other.release());
    await other.query('begin');
    await other.query(`select from "${schema}".work_line for update`);
    expect(await drain(lib, () => ({}))).toMatchObject({ outcome: 'nothing-to-do', claimed: 0 });
    await other.query('commit');
    expect(await drain(lib, () => ({}))).toMatchObject({ outcome: 'drained', done: 20 });
  });
});
