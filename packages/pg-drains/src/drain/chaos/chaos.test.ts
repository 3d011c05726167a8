import { expect, onTestFinished, test } from 'vitest';
import { startThrowawayPostgres } from '../../../../../testing/postgres-server.ts';
import { temporaryFolder } from '../../../../../testing/process.ts';
import { chaos, POISON } from './chaos.ts';

const LONG = process.env.TEST_LONG === '1';

test('whatever fails, every item is done exactly once, or dead with a reason', { timeout: 900_000 }, async () => {
  // A server of its own: its processes are killed.
  const server = await startThrowawayPostgres(await temporaryFolder());
  onTestFinished(() => server.stop());
  const items = LONG ? 10_000 : 800;
  const report = await chaos({ url: server.url, items, drains: 3, seconds: LONG ? 120 : 8, seed: 7 });
  expect(report.wrong).toEqual([]);
  expect(report.dead).toEqual([{ subject: POISON, error: expect.stringContaining('ended without a word') }]);
  expect(report.once).toBe(items - 1);
  expect(Object.keys(report.faults).length).toBeGreaterThan(1);
});
