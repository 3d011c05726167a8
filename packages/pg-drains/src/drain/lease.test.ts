import { expect, onTestFinished, test } from 'vitest';
import { keepLeases } from './lease.ts';
import { library, schema } from './testing/library.ts';

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
