import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { testDatabase } from '../../../../testing/database.ts';
import { isCurrent, LockLost, type MigrateProgress, migrate, readStatus, StepFailed } from './index.ts';
import { advisoryLocks, one, openClient } from './testing/database.ts';
import { withStep } from './testing/library.ts';
import { failure, library, migrated, stateOf } from './testing/migrated.ts';

test('an empty database gets all steps, a ledger row for each, and keeps no lock', async () => {
  const url = await testDatabase();
  const result = await migrate(url, library);
  expect(result.outcome).toBe('applied');
  expect(result.applied.map((step) => step.number)).toEqual([1, 2, 3]);
  expect(result.lockHeldMs).toBeGreaterThan(0);

  const db = await openClient(url);
  const { rows } = await db.query(
    `select number, name, breaking, length(checksum) as hash from library.schema_migration`,
  );
  expect(rows).toEqual([
    { number: 1, name: 'books', breaking: false, hash: 64 },
    { number: 2, name: 'loans', breaking: false, hash: 64 },
    { number: 3, name: 'shelves', breaking: false, hash: 64 },
  ]);
  expect(await advisoryLocks(db)).toBe(0);
});

test('a second call finds the schema current and changes nothing', async () => {
  const { url, db } = await migrated();
  const before = await stateOf(db);
  expect(await migrate(url, library)).toMatchObject({ outcome: 'current', applied: [], lockHeldMs: 0 });
  expect(await stateOf(db)).toEqual(before);
});

test('only the new steps of a longer list are applied', async () => {
  const { url } = await migrated();
  const result = await migrate(url, { ...library, migrations: withStep('create table reader (name text)') });
  expect(result.applied.map((step) => step.name)).toEqual(['more']);
});

test("the caller's own pool answers the fast path, and no other connection is opened", async () => {
  const { url } = await migrated();
  const pool = new pg.Pool({ connectionString: url });
  onTestFinished(() => pool.end());
  expect(await isCurrent(pool, library)).toBe(true);
  expect(await isCurrent(pool, { ...library, migrations: withStep('select 1') })).toBe(false);
  const nowhere = 'postgres://127.0.0.1:1/nowhere';
  expect((await migrate(nowhere, { ...library, queryable: pool })).outcome).toBe('current');
});

test('without a ledger table the schema is simply not current', async () => {
  const db = await openClient(await testDatabase());
  expect(await isCurrent(db, library)).toBe(false);
});

test('status tells what is applied and what is pending', async () => {
  const { db } = await migrated();
  const status = await readStatus(db, { ...library, migrations: withStep('select 1') });
  expect(status.applied.map((row) => row.name)).toEqual(['books', 'loans', 'shelves']);
  expect(status.pending.map((step) => step.name)).toEqual(['more']);
  expect(status.holder).toBeNull();
});

test('a failing statement is named by file and line; its step is gone, the steps before it stay', async () => {
  const url = await testDatabase();
  const sql = `create table reader (name text primary key);
insert into reader values ('a');

-- twice the same
insert into reader
  values ('a');`;
  const error = await failure(migrate(url, { ...library, migrations: withStep(sql) }));
  expect(error).toBeInstanceOf(StepFailed);
  expect(error).toMatchObject({ file: '0004_more.sql', line: 5, sqlState: '23505' });
  const db = await openClient(url);
  expect(await one(db, 'select max(number) from library.schema_migration')).toBe(3);
  expect(await one(db, `select to_regclass('library.reader')::text`)).toBeNull();
  expect(await advisoryLocks(db)).toBe(0);
});

test('an error with a position is named by the line of that position', async () => {
  const { url } = await migrated();
  const sql = `create table "קורא" (name text);\nselect 'שלום',\n  nothing_here\nfrom book;`;
  const error = await failure(migrate(url, { ...library, migrations: withStep(sql) }));
  expect(error).toMatchObject({ file: '0004_more.sql', line: 3, sqlState: '42703' });
});

test('a lock that is released behind our back rolls the step back', async () => {
  const { url, db } = await migrated();
  const migrations = withStep('create table reader (name text); select pg_advisory_unlock_all()');
  expect(await failure(migrate(url, { ...library, migrations }))).toBeInstanceOf(LockLost);
  expect(await one(db, `select to_regclass('library.reader')::text`)).toBeNull();
  expect(await one(db, 'select max(number) from library.schema_migration')).toBe(3);
});

test('a connection that breaks in a step is replaced and the work is finished', async () => {
  const url = await testDatabase();
  const db = await openClient(url);
  const events: MigrateProgress['kind'][] = [];
  // nextval survives the rollback, so the statement ends its own session only the first time
  await db.query('create sequence attempts');
  const migrations = withStep(
    `select case when nextval('public.attempts') = 1 then pg_terminate_backend(pg_backend_pid()) end;
     insert into effect (step) values (4);`,
  );
  const result = await migrate(url, { ...library, migrations, onProgress: (event) => events.push(event.kind) });
  expect(events).toContain('connection-lost');
  expect(result.applied.map((step) => step.number)).toEqual([4]);
  expect(await one(db, 'select jsonb_agg(step order by step) from library.effect')).toEqual([1, 2, 3, 4]);
});

test('a plain name reaches the schema only: not a temporary table, not public, never in place of a built-in', async () => {
  const { url, db } = await migrated();
  await db.query('create table public.stranger ()');
  expect(await failure(migrate(url, { ...library, migrations: withStep('table stranger') }))).toMatchObject({
    sqlState: '42P01',
  });
  const sql = `create temporary table book (x int) on commit drop;
    alter table book add column pages integer;
    create function lower(text) returns text language sql return 'not the built-in';
    insert into effect (step) select 4 where lower('A') = 'a';`;
  await migrate(url, { ...library, migrations: withStep(sql) });
  expect(await one(db, 'select count(pages)::int from library.book')).toBe(0);
  expect(await one(db, 'select count(*)::int from library.effect where step = 4')).toBe(1);
});
