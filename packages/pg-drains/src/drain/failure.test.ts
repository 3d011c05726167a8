import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runDrain } from './drain.ts';
import { NeedsPersonError, PermanentError, TransientError } from './errors.ts';
import { drain, keep, ledger } from './testing/drain.ts';
import { library, schema } from './testing/library.ts';
import type { Handle } from './types.ts';

describe('a failure', () => {
  const trouble = `select state, attempts, last_error, errors, next_at > now() + interval '50 minutes' as later from $S.work`;

  test('is tried again with backoff, and the item is dead after its last attempt, its history kept', async () => {
    const lib = await library();
    await lib.stock(1);
    const fails: Handle = () => {
      throw new Error('no such page \u0000 \ud800');
    };
    const soon = { maxAttempts: 3, backoff: () => 0 };
    const summary = await drain(lib, fails, soon);
    expect(summary).toMatchObject({ outcome: 'failures', retried: 2, dead: 1 });
    const row = await lib.one<{ state: string; errors: { attempt: number; class: string }[] }>(trouble);
    expect(row.state).toBe('dead');
    expect(row.errors.map((e) => `${e.attempt} ${e.class}`)).toEqual(['1 unexpected', '2 unexpected', '3 unexpected']);
    expect(await drain(lib, keep)).toMatchObject({ outcome: 'nothing-to-do' });
  });

  test('with a time to come back waits that long and costs no attempt', async () => {
    const lib = await library();
    await lib.stock(1);
    await drain(lib, () => {
      throw new TransientError('429', { retryAfterSeconds: 3600 });
    });
    expect(await lib.one(trouble)).toMatchObject({
      state: 'waiting',
      attempts: 0,
      later: true,
      last_error: 'TransientError: 429',
    });
  });

  test('that is permanent is dead at once; one that needs a person is held', async () => {
    const lib = await library();
    await lib.stock(2);
    await drain(lib, (item) => {
      if (item.subject === 'p0001') throw new PermanentError('withdrawn');
      throw new NeedsPersonError('a scan without text');
    });
    expect(await lib.states()).toEqual(['p0001 dead', 'p0002 held']);
  });

  test('may be a thrown string', async () => {
    const lib = await library();
    await lib.stock(1);
    await drain(lib, () => {
      throw 'out of paper';
    });
    expect(await lib.one(trouble)).toMatchObject({ state: 'waiting', last_error: 'out of paper' });
  });

  test('in one write leaves the rest of its group unharmed, each written once', async () => {
    const lib = await library();
    await lib.stock(50);
    const summary = await drain(lib, (item, context) => ({
      async write(tx) {
        await (await keep(item, context))?.write?.(tx);
        if (item.subject === 'p0025') await tx.query('select 1 / 0');
      },
    }));
    expect(summary).toMatchObject({ done: 49, retried: 1 });
    const written = await ledger(lib);
    expect(written.length).toBe(49);
    expect(new Set(written).size).toBe(49);
    expect(written).not.toContain('p0025');
  });

  test.each(['commit', '  ; COMMIT and chain', 'rollback', 'end', 'begin', 'start transaction'])(
    'of a handler that ends the transaction (%s) keeps nothing, and says what to change',
    async (statement) => {
      const lib = await library();
      await lib.stock(1);
      const summary = await drain(lib, () => ({
        async write(tx) {
          await tx.query(`insert into "${schema}".ledger (subject, input) values ('x', 'y')`);
          await tx.query(statement);
        },
      }));
      expect(summary).toMatchObject({ dead: 1, done: 0 });
      expect(await ledger(lib)).toEqual([]);
      const { last_error } = await lib.one<{ last_error: string }>('select last_error from $S.work');
      expect(last_error).toContain('leave out every begin, commit and rollback');
    },
  );

  test('of a part of its own is undone by a savepoint, which is allowed', async () => {
    const lib = await library();
    await lib.stock(1);
    const summary = await drain(lib, (item) => ({
      async write(tx) {
        await tx.query('savepoint a');
        await tx.query(`insert into "${schema}".ledger (subject, input) values ('x', 'y')`);
        await tx.query('rollback to savepoint a');
        await tx.query(`insert into "${schema}".ledger (subject, input) values ($1, 'y')`, [item.subject]);
      },
    }));
    expect(summary).toMatchObject({ done: 1 });
    expect(await ledger(lib)).toEqual(['p0001']);
  });

  test('of a handler to give its connections back ends the run with a word, and loses nothing', async () => {
    const lib = await library();
    await lib.stock(20);
    const pool = new pg.Pool({ connectionString: lib.url, max: 3 });
    const leaked: pg.PoolClient[] = [];
    onTestFinished(async () => {
      for (const client of leaked) client.release();
      await pool.end();
    });
    const leak = async () => {
      leaked.push(await pool.connect());
      return {};
    };
    const options = { pool, schema, queue: 'read', job: 'read-drain', leaseSeconds: 1, batch: 1 };
    await expect(runDrain({ ...options, handle: leak })).rejects.toThrow('never releases');
    expect(await drain(lib, keep, { leaseSeconds: 1 })).toMatchObject({ dead: 0 });
  });

  test('to finish in time is a failure of the item, not of the run', async () => {
    const lib = await library();
    await lib.stock(2);
    const summary = await drain(lib, (item) => (item.subject === 'p0001' ? new Promise<undefined>(() => {}) : {}), {
      itemSeconds: 0.1,
    });
    expect(summary).toMatchObject({ done: 1, retried: 1 });
    expect(await lib.one(`select errors -> 0 ->> 'class' as class from $S.work where subject = 'p0001'`)).toEqual({
      class: 'timeout',
    });
  });
});
