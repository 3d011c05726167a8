import { expect, test } from 'vitest';
import { DrainError, PermanentError } from './errors.ts';
import { queueDepths, reclaimExpired, redrive } from './operate.ts';
import { done, job } from './testing/job.ts';
import { library, schema } from './testing/library.ts';

test('an operator sees how much stands where, and redrives the dead with their history kept', async () => {
  const lib = await library();
  await lib.stock(3);
  await job(lib, (item) => {
    if (item.subject === 'p0001') throw new PermanentError('withdrawn');
    return {};
  });
  expect(await queueDepths(lib.pool, { schema })).toEqual([
    expect.objectContaining({ queue: 'read', done: 2, dead: 1, ready: 0, oldestReadySeconds: null }),
  ]);
  expect(await redrive(lib.pool, { schema, queue: 'read', by: 'dana', reason: 'mended' })).toBe(1);
  const { errors, ...row } = await lib.one<{ errors: { class: string; by?: string }[] }>(
    `select state, attempts, errors from $S.work where subject = 'p0001'`,
  );
  expect(row).toEqual({ state: 'ready', attempts: 0 });
  expect(errors.map((e) => [e.class, e.by])).toEqual([
    ['permanent', undefined],
    ['redrive', 'dana'],
  ]);
  expect((await queueDepths(lib.pool, { schema }))[0]?.oldestReadySeconds).toBeGreaterThanOrEqual(0);
  expect(await job(lib, done)).toMatchObject({ outcome: 'drained', counts: { done: 1 } });
});

test('an operator reclaims expired leases only', async () => {
  const lib = await library();
  await lib.stock(2);
  await lib.pool.query(`update "${schema}".work set state = 'leased', attempts = 1, fence = right(subject, 1)::int`);
  await lib.pool.query(`insert into "${schema}".work_claim (fence, queue, owner, until, subjects) values
    (1, 'read', 'x', now() + interval '1 hour', '{p0001}'), (2, 'read', 'y', now() - interval '1 second', '{p0002}')`);
  expect(await reclaimExpired(lib.pool, { schema })).toEqual([{ queue: 'read', subject: 'p0002' }]);
  expect(await lib.states()).toEqual(['p0001 leased', 'p0002 ready']);
});

test('an operator who does not say who asks redrives nothing, and what is in somebody’s hands stays there', async () => {
  const lib = await library();
  await lib.stock(2);
  await lib.pool.query(`update "${schema}".work set state = 'leased', attempts = 1, fence = 7 where subject = 'p0001'`);
  await lib.pool.query(`insert into "${schema}".work_claim (fence, queue, owner, until, subjects)
    values (7, 'read', 'x', now() + interval '1 hour', '{p0001}')`);
  await lib.pool.query(`update "${schema}".work set state = 'dead' where subject = 'p0002'`);
  const wish = { schema, queue: 'read', reason: 'mended' };
  await expect(redrive(lib.pool, { ...wish, by: ' ' })).rejects.toThrow(DrainError);
  expect(await lib.states()).toEqual(['p0001 leased', 'p0002 dead']);
  expect(await redrive(lib.pool, { ...wish, by: 'dana', subjects: ['p0001', 'p0002'] })).toBe(1);
  expect(await lib.states()).toEqual(['p0001 leased', 'p0002 ready']);
});
