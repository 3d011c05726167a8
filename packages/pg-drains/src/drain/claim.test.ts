import { describe, expect, test } from 'vitest';
import { drain } from './testing/drain.ts';
import { library, schema } from './testing/library.ts';

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
});
