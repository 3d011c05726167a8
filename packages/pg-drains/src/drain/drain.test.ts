import { describe, expect, test } from 'vitest';
import { aborted, drain, keep, ledger } from './testing/drain.ts';
import { library, schema } from './testing/library.ts';

describe('a drain', () => {
  test('works its queue empty and says so', async () => {
    const lib = await library();
    await lib.stock(250);
    expect(await drain(lib, keep)).toMatchObject({ outcome: 'drained', claimed: 250, done: 250, reason: null });
    expect((await ledger(lib)).length).toBe(250);
    expect(await lib.one('select result, attempts from $S.work limit 1')).toEqual({
      result: { words: 3 },
      attempts: 1,
    });
    expect(await drain(lib, keep)).toMatchObject({ outcome: 'nothing-to-do', claimed: 0 });
  });

  test('takes the best priority first, then the oldest', async () => {
    const lib = await library();
    await lib.stock(4);
    await lib.pool.query(`update "${schema}".work set priority = 5 where subject = 'p0003'`);
    await lib.pool.query(`update "${schema}".work set ready_at = now() - interval '1 day' where subject = 'p0004'`);
    const order: string[] = [];
    await drain(lib, (item) => {
      order.push(item.subject);
      return {};
    });
    expect(order.slice(0, 2)).toEqual(['p0003', 'p0004']);
  });

  test('stops at its budget of items', async () => {
    const lib = await library();
    await lib.stock(10);
    expect(await drain(lib, keep, { batch: 4, budget: { items: 6 } })).toMatchObject({
      outcome: 'budget-reached',
      done: 6,
    });
  });

  test('stops at its budget of cost', async () => {
    const lib = await library();
    await lib.stock(10);
    const summary = await drain(lib, () => ({ cost: 2 }), { batch: 1, budget: { cost: 5 } });
    expect(summary).toMatchObject({ outcome: 'budget-reached', done: 3, cost: 6 });
  });

  test('stops at its budget of seconds and gives back what it had not begun', async () => {
    const lib = await library();
    await lib.stock(10);
    const summary = await drain(lib, (_, { stopping }) => aborted(stopping).then(() => ({})), {
      budget: { seconds: 2 },
    });
    expect(summary).toMatchObject({ outcome: 'budget-reached', claimed: 10, done: 1, released: 9 });
    expect(await lib.one(`select count(*)::int from $S.work where state = 'ready' and attempts = 0`)).toEqual({
      count: 9,
    });
  });
});
