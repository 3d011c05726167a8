import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { testDatabase } from '../../../../testing/database.ts';
import {
  AuthenticationFailed,
  BadMigrations,
  ChecksumChanged,
  DatabaseNewer,
  DatabaseUnreachable,
  isCurrent,
  LockLost,
  LockWaitExceeded,
  type MigrateProgress,
  migrate,
  OrderChanged,
  PermissionMissing,
  ReadOnlyDatabase,
  readStatus,
  StepFailed,
} from './index.ts';
import { advisoryLocks, one, openClient } from './testing/database.ts';
import { LIBRARY, SCHEMA, withStep } from './testing/library.ts';

const library = { migrations: LIBRARY, schema: SCHEMA };

/** Everything that a failed start must leave as it was. */
async function stateOf(db: pg.Client): Promise<unknown> {
  return one(
    db,
    `select jsonb_build_object(
       'columns', (select jsonb_agg(table_schema || '.' || table_name || '.' || column_name order by 1)
                   from information_schema.columns where table_schema not in ('pg_catalog', 'information_schema')),
       'ledger', (select jsonb_agg(step) from library.schema_migration step))`,
  );
}

async function migrated(): Promise<{ url: string; db: pg.Client }> {
  const url = await testDatabase();
  await migrate(url, library);
  return { url, db: await openClient(url) };
}

async function failure(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    (result) => expect.fail(`did not fail: ${JSON.stringify(result)}`),
    (error: unknown) => error,
  );
}

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

test('an edited file is refused and nothing is changed', async () => {
  const { url, db } = await migrated();
  const before = await stateOf(db);
  const edited = LIBRARY.map((step) => (step.number === 2 ? { ...step, sql: `${step.sql}\nselect 1;` } : step));
  const error = await failure(migrate(url, { ...library, migrations: withStep('create table x ()', {}, edited) }));
  expect(error).toBeInstanceOf(ChecksumChanged);
  expect(error).toMatchObject({ file: '0002_loans.sql' });
  expect(await stateOf(db)).toEqual(before);
});

test('CRLF instead of LF is not an edit', async () => {
  const { url } = await migrated();
  const windows = LIBRARY.map((step) => ({ ...step, sql: step.sql.replaceAll('\n', '\r\n') }));
  expect((await migrate(url, { ...library, migrations: windows })).outcome).toBe('current');
});

test('another order is refused and nothing is changed', async () => {
  const { url, db } = await migrated();
  const before = await stateOf(db);
  const [first, second, third] = LIBRARY;
  if (!first || !second || !third) throw new Error('the library has three steps');
  const reordered = [first, { ...third, number: 2 }, { ...second, number: 3 }];
  const error = await failure(migrate(url, { ...library, migrations: reordered }));
  expect(error).toBeInstanceOf(OrderChanged);
  expect(error).toMatchObject({ appliedFile: '0002_loans.sql', codeFile: '0002_shelves.sql' });
  expect(await stateOf(db)).toEqual(before);
});

test('old code goes on after a later step that breaks nothing, and stops after one that does', async () => {
  const { url, db } = await migrated();
  const expanded = withStep('create table reader (name text)', { name: 'expand' });
  await migrate(url, { ...library, migrations: expanded });
  expect(await migrate(url, library)).toMatchObject({ outcome: 'current', ahead: 1 });

  const contracted = withStep('drop table loan', { name: 'contract', breaking: true }, expanded);
  await migrate(url, { ...library, migrations: contracted });
  const before = await stateOf(db);
  const error = await failure(migrate(url, library));
  expect(error).toBeInstanceOf(DatabaseNewer);
  expect(error).toMatchObject({ codeHead: '0003_shelves.sql', breakingFiles: ['0005_contract.sql'] });
  expect(await failure(isCurrent(db, library))).toBeInstanceOf(DatabaseNewer);
  expect(await stateOf(db)).toEqual(before);
});

test('a wait that is too long names the holder of the lock', async () => {
  const url = await testDatabase();
  const db = await openClient(url);
  await db.query('select pg_advisory_lock(4711)');
  const error = await failure(migrate(url, { ...library, lockKey: 4711, waitMs: 60 }));
  expect(error).toBeInstanceOf(LockWaitExceeded);
  const pid = await one(db, 'select pg_backend_pid()');
  expect(error).toMatchObject({ holder: { pid, applicationName: 'test', since: expect.any(Date) } });
  expect(await one(db, `select to_regnamespace('library')::text`)).toBeNull();
});

test('a holder of our own is named with the time since which it holds the lock', async () => {
  const url = await testDatabase();
  const db = await openClient(url);
  await db.query('create table closed_gate ()');
  await db.query('begin; lock table closed_gate');
  const first = migrate(url, {
    ...library,
    migrations: withStep('table public.closed_gate'),
    applicationName: 'first',
  });
  const second = await openClient(url);
  for (;;) {
    const { holder, applied } = await readStatus(second, library);
    if (applied.length < 3) continue;
    expect(holder?.applicationName).toBe('first');
    expect(Math.abs(Date.now() - (holder?.since?.getTime() ?? 0))).toBeLessThan(10_000);
    break;
  }
  await db.query('commit');
  await first;
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

test('a role that may not create is told so, and which right is missing', async () => {
  const { url, db } = await migrated();
  const role = `r_${await one(db, 'select md5(current_database())')}`;
  await db.query(`create role ${role} login password 'weak'`);
  onTestFinished(async () => {
    await db.query(`drop owned by ${role}; drop role ${role}`);
  });
  const weak = new URL(url);
  weak.username = role;
  weak.password = 'weak';

  expect(await failure(migrate(weak.href, library))).toMatchObject({
    name: 'PermissionMissing',
    doing: 'read the ledger',
  });
  expect(await failure(migrate(weak.href, { ...library, schema: 'other' }))).toMatchObject({
    name: 'PermissionMissing',
    role,
    doing: 'create the schema and its ledger',
  });
  await db.query(
    `grant usage on schema library to ${role}; grant select, insert on library.schema_migration to ${role}`,
  );
  expect((await migrate(weak.href, library)).outcome).toBe('current');
  const error = await failure(migrate(weak.href, { ...library, migrations: withStep('\nalter table book add x int') }));
  expect(error).toBeInstanceOf(PermissionMissing);
  expect(error).toMatchObject({ doing: '0004_more.sql:2' });
  expect(await advisoryLocks(db)).toBe(0);
});

test('no server, no such database, a wrong password and a read-only session each have their own error', async () => {
  const url = await testDatabase();
  expect(await failure(migrate('postgres://u@127.0.0.1:1/x', library))).toMatchObject({
    name: 'DatabaseUnreachable',
    code: 'ECONNREFUSED',
  });
  const noDatabase = new URL(url);
  noDatabase.pathname = '/not_there';
  expect(await failure(migrate(noDatabase.href, library))).toBeInstanceOf(DatabaseUnreachable);
  const wrongPassword = new URL(url);
  wrongPassword.password = 'wrong';
  const refused = await failure(migrate(wrongPassword.href, library));
  expect(refused).toBeInstanceOf(AuthenticationFailed);
  expect(String(refused)).not.toContain('wrong');
  const noPassword = new URL(url);
  noPassword.password = '';
  expect(await failure(migrate(noPassword.href, library))).toBeInstanceOf(AuthenticationFailed);
  const readOnly = `${url}?options=${encodeURIComponent('-c default_transaction_read_only=on')}`;
  expect(await failure(migrate(readOnly, library))).toBeInstanceOf(ReadOnlyDatabase);
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

test('a wrong list is refused before the database is asked', async () => {
  const [first, second] = LIBRARY;
  if (!first || !second) throw new Error('the library has three steps');
  const reasonOf = async (migrations: typeof LIBRARY) => {
    const error = await failure(migrate('postgres://127.0.0.1:1/x', { ...library, migrations }));
    return error instanceof BadMigrations ? error.reason : error;
  };
  expect(await reasonOf([])).toBe('empty');
  expect(await reasonOf([first, first])).toBe('duplicate-number');
  expect(await reasonOf([first, { ...second, number: 3 }])).toBe('gap');
});
