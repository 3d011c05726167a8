import { expect, onTestFinished, test } from 'vitest';
import { testDatabase } from '../../../../testing/database.ts';
import { lockKeyFor, releaseLock, waitForTurn } from './lock.ts';
import { openSession } from './session.ts';

const lock = lockKeyFor('library', undefined);

async function session(url: string) {
  const opened = await openSession(url, 'test');
  onTestFinished(() => opened.end());
  return opened;
}

test('who waits is woken by the release, not by its next turn', async () => {
  const url = await testDatabase();
  const holder = await session(url);
  const waiter = await session(url);
  const limits = { waitMs: 60_000, isDone: async () => false };
  expect(await waitForTurn(holder, lock, { ...limits, onWait: () => undefined })).toBe('taken');

  await waiter.query(`listen "${lock.channel}"`);
  const woken = waiter.heard(1_000_000); // longer than the test may take
  await releaseLock(holder, lock);
  await woken;
  expect(await waitForTurn(waiter, lock, { ...limits, onWait: () => undefined })).toBe('taken');
});

test('who waits listens for the release', async () => {
  const url = await testDatabase();
  const holder = await session(url);
  const waiter = await session(url);
  await waitForTurn(holder, lock, { waitMs: 0, isDone: async () => false, onWait: () => undefined });
  const channels: unknown[] = [];
  const isDone = async () => {
    channels.push(...(await waiter.query<{ name: string }>('select pg_listening_channels() as name')).rows);
    return true;
  };
  expect(await waitForTurn(waiter, lock, { waitMs: 60_000, isDone, onWait: () => undefined })).toBe('done');
  expect(channels).toEqual([{ name: lock.channel }]);
});

test('a release between two turns is not missed, and two keys do not wake each other', async () => {
  const url = await testDatabase();
  const holder = await session(url);
  const waiter = await session(url);
  const other = lockKeyFor('another', undefined);
  await waiter.query(`listen "${lock.channel}"`);
  for (const held of [other, lock]) {
    await waitForTurn(holder, held, { waitMs: 0, isDone: async () => false, onWait: () => undefined });
  }
  await releaseLock(holder, other);
  const start = performance.now();
  await waiter.heard(50);
  expect(performance.now() - start).toBeGreaterThan(45);
  await releaseLock(holder, lock);
  await waiter.query('select 1'); // the word is delivered with the answer to this
  await waiter.heard(1_000_000);
});
