import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testDatabase } from '../../../../testing/database.ts';
import { startThrowawayPostgres } from '../../../../testing/postgres-server.ts';
import { migrate } from './index.ts';
import { advisoryLocks, deadlocks, one, openClient } from './testing/database.ts';
import { effects, INDEXED, LIBRARY, recorded, SCHEMA, withStep } from './testing/library.ts';
import { outcomeOf, startAllAtOnce, startAtOnce } from './testing/processes.ts';

const OLD = { schema: SCHEMA, migrations: LIBRARY };
const NEW = { schema: SCHEMA, migrations: INDEXED };
const CONTRACT = {
  schema: SCHEMA,
  migrations: withStep('drop table loan', { name: 'contract', breaking: true }, INDEXED),
};

test('an old and a new build started at the same instant on an empty database both go on, and the new schema is there', {
  timeout: 120_000,
}, async () => {
  const url = await testDatabase();
  const ends = await startAllAtOnce([OLD, NEW, OLD, NEW, OLD, NEW].map((build) => ({ ...build, url })));
  for (const end of ends) expect(['applied', 'waited', 'current']).toContain(outcomeOf(end));
  const db = await openClient(url);
  expect(await one(db, `select ${recorded}`)).toEqual([1, 2, 3, 4, 5]);
  expect(await one(db, `select ${effects()}`)).toEqual([1, 2, 3, 4, 5]);
  expect(await deadlocks(db)).toBe(0);
  expect(await advisoryLocks(db)).toBe(0);
});

test('an old build goes on after an expansion and stops after a contraction; a new one brings an old schema forward', {
  timeout: 120_000,
}, async () => {
  const url = await testDatabase();
  const db = await openClient(url);
  const outcomes = async (build: typeof OLD) => (await startAtOnce(2, { ...build, url })).map(outcomeOf).sort();
  await migrate(url, OLD);
  expect(await outcomes(NEW)).toContain('applied');
  expect(await outcomes(OLD)).toEqual(['current', 'current']);
  await migrate(url, CONTRACT);
  for (const outcome of await outcomes(NEW)) expect(outcome).toContain('DatabaseNewer');
  expect(await one(db, `select ${recorded}`)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(await advisoryLocks(db)).toBe(0);
});

test('on Postgres 15 eight processes at the same instant do what they do on 18', { timeout: 120_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'migrate-at-once-15-'));
  const server = await startThrowawayPostgres(folder, 15);
  try {
    const ends = await startAtOnce(8, { ...NEW, url: server.url });
    expect(ends.map(outcomeOf).filter((outcome) => outcome === 'applied')).toHaveLength(1);
    const db = await openClient(server.url);
    expect(await one(db, `select ${effects()}`)).toEqual([1, 2, 3, 4, 5]);
    expect(await one(db, `select ${recorded}`)).toEqual([1, 2, 3, 4, 5]);
    expect(await deadlocks(db)).toBe(0);
    expect(await advisoryLocks(db)).toBe(0);
    await db.end();
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
