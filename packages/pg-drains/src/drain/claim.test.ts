import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openWire } from '../migrate/testing/wire.ts';
import { drain } from './testing/drain.ts';
import { library, schema } from './testing/library.ts';

test('each item of a claim has its own attempt, input, priority and place', async () => {
  const lib = await library();
  await lib.pool.query(
    `insert into "${schema}".work (queue, subject, input, priority, ready_at, attempts) values
       ('read', 'first', 'v1', 2, '2031-05-01T00:00:00.123456Z', 0),
       ('read', 'second', 'v2', 1, '2030-04-01T00:00:00Z', 3)`,
  );
  const items: unknown[] = [];
  await drain(lib, ({ subject, input, priority, attempt, readyAt }) => {
    items.push([subject, input, priority, attempt, readyAt.toISOString()]);
    return {};
  });
  expect(items).toEqual([
    ['first', 'v1', 2, 1, '2031-05-01T00:00:00.123Z'],
    ['second', 'v2', 1, 4, '2030-04-01T00:00:00.000Z'],
  ]);
});

test('a run that met no trouble looks for none', async () => {
  const lib = await library();
  await lib.stock(3);
  const wire = await openWire(lib.url);
  const pool = new pg.Pool({ connectionString: wire.url });
  onTestFinished(() => pool.end());
  expect(await drain({ ...lib, pool }, () => ({}))).toMatchObject({ done: 3 });
  // The claim and the completion, then from its place, from the head, and from there again after what was committed.
  expect(wire.statements.reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(5);
});

describe('claims that go on where the last one ended', () => {
  test('come back to the head for what is more urgent, and for what is older', async () => {
    const lib = await library();
    await lib.stock(40);
    const order: string[] = [];
    const summary = await drain(
      lib,
      async (item) => {
        order.push(item.subject);
        if (order.length === 3)
          await lib.pool.query(
            `insert into "${schema}".work (queue, subject, input, priority, ready_at) values
               ('read', 'urgent', 'v1', 9, now()), ('read', 'older', 'v1', 0, now() - interval '1 day')`,
          );
        return {};
      },
      { batch: 2 },
    );
    expect(summary).toMatchObject({ outcome: 'drained', done: 42 });
    expect(order.slice(0, 3)).toEqual(['p0001', 'p0002', 'p0003']);
    expect(new Set(order).size).toBe(42);
  });

  test('and for what waited for its time, before the line is empty', async () => {
    const lib = await library();
    await lib.stock(8);
    const order: string[] = [];
    const summary = await drain(
      lib,
      async ({ subject }) => {
        order.push(subject);
        await lib.pool.query('select pg_sleep(0.25)'); // so that the line lasts longer than the head may wait
        if (order.length === 1) throw new Error('once');
        return {};
      },
      { batch: 1, backoff: () => 0 },
    );
    expect(summary).toMatchObject({ outcome: 'drained', done: 8, retried: 1 });
    expect(order.lastIndexOf('p0001')).toBeGreaterThan(0);
    expect(order.lastIndexOf('p0001')).toBeLessThan(order.length - 1);
  });

  test('and for what waited for its time, once the line is empty', async () => {
    const lib = await library();
    await lib.stock(4);
    const order: string[] = [];
    await drain(
      lib,
      ({ subject }) => {
        order.push(subject);
        if (order.length === 1) throw new Error('once');
        return {};
      },
      { batch: 1, backoff: () => 0 },
    );
    expect(order.toSorted()).toEqual(['p0001', 'p0001', 'p0002', 'p0003', 'p0004']);
  });
});
