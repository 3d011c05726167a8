import { expect, test } from 'vitest';
import { setControl } from './control.ts';
import { aborted, drain, keep } from './testing/drain.ts';
import { library, schema } from './testing/library.ts';

test('a drain does no more than one item after it was disabled', async () => {
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

test('a drain learns within its batch that it was disabled, and gives the rest back', async () => {
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

test('a drain hears on a direct connection that it was disabled, long before its heartbeat', async () => {
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

test('a drain of another job’s switches it hears nothing', async () => {
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

test('a drain without its direct connection it works on, and says that switches come late', async () => {
  const lib = await library();
  await lib.stock(3);
  const summary = await drain(lib, keep, { directUrl: 'postgres://127.0.0.1:1/nowhere' });
  expect(summary).toMatchObject({ outcome: 'drained', done: 3 });
  expect(summary.warnings.join()).toContain('switches come with the heartbeat only');
});
