import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { setControl } from './control.ts';
import { runDrain } from './drain.ts';
import { NeedsPersonError, PermanentError, TransientError } from './errors.ts';
import { type Library, library, schema } from './testing/library.ts';
import type { DrainOptions, Handle } from './types.ts';

const drain = ({ pool }: Library, handle: Handle, more: Partial<DrainOptions> = {}) =>
  runDrain({ pool, schema, queue: 'read', job: 'read-drain', handle, ...more });

/** The handler most tests use: one line in the ledger an item. */
const keep: Handle = (item) => ({
  async write(tx) {
    await tx.query(`insert into "${schema}".ledger (subject, input) values ($1, $2)`, [item.subject, item.input]);
  },
  result: { words: 3 },
});

const ledger = async (lib: Library) =>
  (await lib.pool.query<{ subject: string }>(`select subject from "${schema}".ledger order by subject`)).rows.map(
    (row) => row.subject,
  );

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

  test('does no more than one item after it was disabled', async () => {
    const lib = await library();
    await lib.stock(20);
    let worked = 0;
    const summary = await drain(
      lib,
      async () => {
        worked += 1;
        if (worked === 3)
          await lib.pool.query(
            `insert into "${schema}".job_control (job, enabled, reason, changed_by) values ('read-drain', false, 'quota', 'dana')`,
          );
        return {};
      },
      { batch: 1 },
    );
    expect(summary).toMatchObject({ outcome: 'disabled', reason: 'disabled by dana: quota', done: 3 });
    expect(await drain(lib, keep)).toMatchObject({ outcome: 'disabled', claimed: 0 });
  });

  test('learns within its batch that it was disabled, and gives the rest back', async () => {
    const lib = await library();
    await lib.stock(20);
    const summary = await drain(
      lib,
      async (_, { stopping }) => {
        await lib.pool.query(
          `insert into "${schema}".job_control (job, enabled, changed_by) values ('read-drain', false, 'dana') on conflict do nothing`,
        );
        await aborted(stopping); // only the heartbeat can bring the news: nothing completes before
        return {};
      },
      { leaseSeconds: 2 },
    );
    expect(summary).toMatchObject({ outcome: 'disabled', done: 1, released: 19 });
  });

  test('hears on a direct connection that it was disabled, long before its heartbeat', async () => {
    const lib = await library();
    await lib.stock(20);
    const summary = await drain(
      lib,
      async (_, { stopping }) => {
        await setControl(lib.pool, { schema, job: 'read-drain', by: 'dana', reason: 'quota', enabled: false });
        await aborted(stopping); // the heartbeat comes after twenty minutes
        return {};
      },
      { leaseSeconds: 3600, directUrl: lib.url },
    );
    expect(summary).toMatchObject({ outcome: 'disabled', reason: 'disabled by dana: quota', done: 1, released: 19 });
  });

  test('of another job’s switches it hears nothing', async () => {
    const lib = await library();
    await lib.stock(3);
    const summary = await drain(
      lib,
      async () => {
        await setControl(lib.pool, { schema, job: 'other-drain', by: 'dana', reason: 'quota', enabled: false });
        return {};
      },
      { leaseSeconds: 3600, directUrl: lib.url },
    );
    expect(summary).toMatchObject({ outcome: 'drained', done: 3, warnings: [] });
  });

  test('without its direct connection it works on, and says that switches come late', async () => {
    const lib = await library();
    await lib.stock(3);
    const summary = await drain(lib, keep, { directUrl: 'postgres://127.0.0.1:1/nowhere' });
    expect(summary).toMatchObject({ outcome: 'drained', done: 3 });
    expect(summary.warnings.join()).toContain('switches come with the heartbeat only');
  });
});

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

describe('a lease', () => {
  test('that was lost lets nothing be written', async () => {
    const lib = await library();
    await lib.stock(1);
    let rival: Promise<unknown> = Promise.resolve();
    const summary = await drain(lib, async (item, context) => {
      // The clock of another machine: our lease has run out, and somebody else takes and finishes the item.
      await lib.pool.query(`update "${schema}".work_claim set until = now() - interval '1 second'`);
      rival = drain(lib, async () => ({
        async write(tx) {
          await tx.query(`insert into "${schema}".ledger (subject, input) values ('rival', 'v1')`);
        },
      }));
      await rival;
      return keep(item, context);
    });
    expect(summary).toMatchObject({ done: 0, lost: 1 });
    expect(await rival).toMatchObject({ done: 1 });
    expect(await ledger(lib)).toEqual(['rival']);
  });

  test('that a rival holds lets nothing be written, though the rival is not done', async () => {
    const lib = await library();
    await lib.stock(1);
    const begun = Promise.withResolvers<void>();
    const leave = Promise.withResolvers<void>();
    let rival: Promise<unknown> = Promise.resolve();
    const summary = await drain(lib, async (item, context) => {
      await lib.pool.query(`update "${schema}".work_claim set until = now() - interval '1 second'`);
      rival = drain(lib, async () => {
        begun.resolve();
        await leave.promise;
        return {};
      });
      await begun.promise;
      return keep(item, context);
    });
    expect(summary).toMatchObject({ done: 0, lost: 1 });
    expect(await ledger(lib)).toEqual([]);
    leave.resolve();
    expect(await rival).toMatchObject({ done: 1, lost: 0 });
  });

  test('that ran out without a rival lets nothing be written either', async () => {
    const lib = await library();
    await lib.stock(1);
    const summary = await drain(lib, async (item, context) => {
      if (item.attempt === 1)
        await lib.pool.query(`update "${schema}".work_claim set until = now() - interval '1 second'`);
      return keep(item, context);
    });
    expect(summary).toMatchObject({ lost: 1, done: 1, claimed: 2 });
    expect(await ledger(lib)).toEqual(['p0001']);
  });

  test('is renewed while a handler takes longer than it', async () => {
    const lib = await library();
    await lib.stock(1);
    const summary = await drain(
      lib,
      async (item, context) => {
        const { until } = await lib.one<{ until: Date }>('select until from $S.work_claim');
        // Done when the database's own clock has passed the first lease.
        for (let over = false; !over; )
          over = (
            await lib.one<{ over: boolean }>(
              "select clock_timestamp() > $1::timestamptz + interval '50 ms' as over, pg_sleep(0.02)",
              [until],
            )
          ).over;
        return keep(item, context);
      },
      { leaseSeconds: 2 },
    );
    expect(summary).toMatchObject({ done: 1, lost: 0 });
  });

  test('that is lost aborts the signal of the handler', async () => {
    const lib = await library();
    await lib.stock(1);
    let taken = false;
    const summary = await drain(
      lib,
      async (_, { signal }) => {
        if (taken) return {};
        taken = true;
        await lib.pool.query(`update "${schema}".work_claim set until = now() - interval '1 second'`);
        await aborted(signal);
        throw signal.reason;
      },
      { leaseSeconds: 2, budget: { items: 1 } },
    );
    expect(summary).toMatchObject({ lost: 1, done: 0 });
  });
});

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

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

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
