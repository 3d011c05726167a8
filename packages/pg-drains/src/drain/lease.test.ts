import { describe, expect, onTestFinished, test } from 'vitest';
import { keepLeases } from './lease.ts';
import { aborted, drain, keep, ledger } from './testing/drain.ts';
import { library, schema } from './testing/library.ts';

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

test('a late answer about an earlier claim does not let go of the same subject held anew', async () => {
  const { pool } = await library();
  const ignore = () => {};
  const leases = keepLeases({
    pool,
    schema,
    queue: 'read',
    job: 'x',
    leaseSeconds: 60,
    onRefusal: ignore,
    onWarning: ignore,
  });
  onTestFinished(() => leases.close());
  const first = {
    queue: 'read',
    subject: 'p0001',
    fence: '1',
    attempt: 1,
    input: 'v1',
    engine: '',
    priority: 0,
    readyAt: new Date(),
  };
  const second = { ...first, fence: '2', input: 'v2' };
  leases.hold([first]);
  leases.hold([second]);
  leases.drop(first);
  const { signal } = leases.abortOf(second);
  await leases.releaseAll();
  expect(signal.aborted).toBe(true);
});
