import { describe, expect, test } from 'vitest';
import { TransientError } from './errors.ts';
import { drain, keep, ledger } from './testing/drain.ts';
import { library, schema } from './testing/library.ts';
import type { Handle } from './types.ts';

describe('an item whose text changes while it is worked', () => {
  test('keeps the result of the old text and is read again', async () => {
    const lib = await library();
    await lib.stock(1);
    const read: string[] = [];
    await drain(lib, async (item, context) => {
      read.push(item.input);
      if (read.length === 1) {
        await lib.pool.query(`update "${schema}".page set version = 'v2'`);
        await lib.derive();
      }
      return keep(item, context);
    });
    expect(read).toEqual(['v1', 'v2']);
    expect(await lib.states()).toEqual(['p0001 done']);
  });
});

describe('a long item', () => {
  test('goes on at the part where it stopped', async () => {
    const lib = await library();
    await lib.stock(1);
    const worked: string[] = [];
    const parts: Handle = async (_item, context) => {
      const done = await context.partsDone();
      for (const part of ['one', 'two', 'three']) {
        if (done.has(part)) continue;
        worked.push(part);
        if (part === 'three' && worked.length === 3) throw new TransientError('interrupted');
        await context.completePart(part, {
          async write(tx) {
            await tx.query(`insert into "${schema}".ledger (subject, input) values ($1, 'v1')`, [part]);
          },
        });
      }
      return {};
    };
    await drain(lib, parts, { backoff: () => 0 });
    expect(worked).toEqual(['one', 'two', 'three', 'three']);
    expect(await ledger(lib)).toEqual(['one', 'three', 'two']);
    expect(await lib.one('select count(*)::int from $S.work_part')).toEqual({ count: 0 });
  });
});
