import { expect, test } from 'vitest';
import { testDatabase } from '../../../../testing/database.ts';
import { advisoryLocks, one, openClient } from './testing/database.ts';
import { LIBRARY, SCHEMA } from './testing/library.ts';
import { outcomeOf, startProcess } from './testing/processes.ts';
import { openWire } from './testing/wire.ts';

const order = { schema: SCHEMA, migrations: LIBRARY };

test('a connection whose announced backend is not the one that answers is refused, with the way out named', async () => {
  const url = await testDatabase();
  const pooler = await openWire(url, { announcePid: 4711 });
  const ended = await startProcess({ ...order, url: pooler.url }).ended;
  expect(ended.code).toBe(1);
  expect(ended.reports).toEqual([
    expect.objectContaining({
      name: 'PoolerRefused',
      message: expect.stringContaining('DATABASE_MIGRATION_URL'),
      detail: expect.objectContaining({ announcedPid: 4711 }),
    }),
  ]);
  const db = await openClient(url);
  expect(await one(db, `select to_regnamespace('library')::text`)).toBeNull();
  expect(await advisoryLocks(db)).toBe(0);
});

test('a proxy that passes the announcement through is no pooler, and an assumed session pooler is trusted', async () => {
  const plain = await openWire(await testDatabase());
  expect(outcomeOf(await startProcess({ ...order, url: plain.url }).ended)).toBe('applied');
  const pooler = await openWire(await testDatabase(), { announcePid: 4711 });
  const trusted = startProcess({ ...order, url: pooler.url, assumeSessionPooling: true });
  expect(outcomeOf(await trusted.ended)).toBe('applied');
});

test('when the schema is current, a pooler does no harm: there is no lock to trust', async () => {
  const url = await testDatabase();
  await startProcess({ ...order, url }).ended;
  const pooler = await openWire(url, { announcePid: 4711 });
  expect(outcomeOf(await startProcess({ ...order, url: pooler.url }).ended)).toBe('current');
});
