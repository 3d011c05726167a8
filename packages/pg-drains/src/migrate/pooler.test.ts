import { expect, test } from 'vitest';
import { testDatabase } from '../../../../testing/database.ts';
import { advisoryLocks, one, openClient } from './testing/database.ts';
import { LIBRARY, SCHEMA } from './testing/library.ts';
import { findPgBouncer, openPgBouncer } from './testing/pgbouncer.ts';
import { openPooler } from './testing/pooler.ts';
import { outcomeOf, startAtOnce, startProcess } from './testing/processes.ts';
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

test('through a pooler that gives every transaction another backend a session lock is not what it seems; it is refused', async () => {
  const url = await testDatabase();
  const pooled = await openPooler(url);
  const client = await openClient(pooled);
  expect(await one(client, 'select pg_try_advisory_lock(4711)')).toBe(true);
  expect(await one(client, 'select pg_advisory_unlock(4711)')).toBe(false);

  const ends = await startAtOnce(4, { ...order, url: pooled });
  for (const { reports } of ends) expect(reports.at(-1)).toMatchObject({ kind: 'error', name: 'PoolerRefused' });
  const db = await openClient(url);
  expect(await one(db, `select to_regnamespace('library')::text`)).toBeNull();
  // The orphan of above: who is refused has not even asked for the migration lock.
  expect(await advisoryLocks(db)).toBe(1);
});

const PGBOUNCER = findPgBouncer();

test.skipIf(!PGBOUNCER)(
  `through a real PgBouncer in transaction mode: refused${PGBOUNCER ? '' : ' (not installed here: the proxy above stands in for it)'}`,
  { timeout: 60_000 },
  async () => {
    const url = await testDatabase();
    const pooled = await openPgBouncer(PGBOUNCER ?? '', url, 'transaction');
    const ends = await startAtOnce(4, { ...order, url: pooled });
    for (const { reports, code } of ends) {
      expect(code).toBe(1);
      expect(reports.at(-1)).toMatchObject({ kind: 'error', name: 'PoolerRefused' });
    }
    const db = await openClient(url);
    expect(await one(db, `select to_regnamespace('library')::text`)).toBeNull();
    expect(await advisoryLocks(db)).toBe(0);
    await startProcess({ ...order, url }).ended;
    expect(outcomeOf(await startProcess({ ...order, url: pooled }).ended)).toBe('current');
  },
);

test.skipIf(!PGBOUNCER)(
  `through a real PgBouncer in session mode: refused too, unless it is said that it is one${PGBOUNCER ? '' : ' (not installed here)'}`,
  { timeout: 60_000 },
  async () => {
    const url = await testDatabase();
    const pooled = await openPgBouncer(PGBOUNCER ?? '', url, 'session');
    expect(outcomeOf(await startProcess({ ...order, url: pooled }).ended)).toContain('PoolerRefused');
    const ends = await startAtOnce(4, { ...order, url: pooled, assumeSessionPooling: true });
    expect(ends.map(outcomeOf).filter((outcome) => outcome === 'applied')).toHaveLength(1);
    const db = await openClient(url);
    expect(await one(db, 'select count(*)::int from library.schema_migration')).toBe(order.migrations.length);
    expect(await advisoryLocks(db)).toBe(0);
  },
);
