import { expect, onTestFinished, test } from 'vitest';
import { testDatabase } from '../../../../testing/database.ts';
import {
  AuthenticationFailed,
  BadMigrations,
  ChecksumChanged,
  DatabaseNewer,
  DatabaseUnreachable,
  isCurrent,
  LockWaitExceeded,
  migrate,
  OrderChanged,
  PermissionMissing,
  ReadOnlyDatabase,
  readStatus,
} from './index.ts';
import { advisoryLocks, one, openClient } from './testing/database.ts';
import { LIBRARY, withStep } from './testing/library.ts';
import { failure, library, migrated, stateOf } from './testing/migrated.ts';

test('an edited file is refused and nothing is changed', async () => {
  const { url, db } = await migrated();
  const before = await stateOf(db);
  const edited = LIBRARY.map((step) => (step.number === 2 ? { ...step, sql: `${step.sql}\nselect 1;` } : step));
  const error = await failure(migrate(url, { ...library, migrations: withStep('create table x ()', {}, edited) }));
  expect(error).toBeInstanceOf(ChecksumChanged);
  expect(error).toMatchObject({ file: '0002_loans.sql' });
  expect(await stateOf(db)).toEqual(before);
});

test('an edited file is told at once, not after the wait for a lock that another holds', async () => {
  const { url, db } = await migrated();
  await db.query('select pg_advisory_lock(4711)');
  const migrations = LIBRARY.map((step) => (step.number === 2 ? { ...step, sql: 'select 1' } : step));
  const error = await failure(migrate(url, { ...library, migrations, lockKey: 4711, waitMs: 1_000_000 }));
  expect(error).toBeInstanceOf(ChecksumChanged);
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
    const name = await one(second, 'select application_name from pg_stat_activity where pid = $1', [holder?.pid]);
    expect(name).toBe(`first @${holder?.since?.toISOString().replace('.000Z', 'Z')}`); // not the start of its session
    break;
  }
  await db.query('commit');
  await first;
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
