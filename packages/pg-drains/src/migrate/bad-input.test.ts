/** Everything wrong that one can hand to a migration, each with its own error, and with a ledger that is true afterwards. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { testDatabase } from '../../../../testing/database.ts';
import {
  DuplicateNumber,
  IndexDuplicates,
  LockWaitExceeded,
  loadMigrations,
  type MigrateOptions,
  migrate,
  NoMigrations,
  NotUtf8,
  NumberGap,
  PermissionMissing,
  StepFailed,
} from './index.ts';
import { advisoryLocks, one, openClient, until } from './testing/database.ts';
import { effects, indexStep, LIBRARY, recorded, SCHEMA, withStep } from './testing/library.ts';
import { outcomeOf, startProcess } from './testing/processes.ts';

const library = { schema: SCHEMA, migrations: LIBRARY };

async function migrated(): Promise<{ url: string; db: pg.Client }> {
  const url = await testDatabase();
  await migrate(url, library);
  return { url, db: await openClient(url) };
}

async function refusal(url: string, options: MigrateOptions): Promise<unknown> {
  return migrate(url, options).then(
    (result) => expect.fail(`was not refused: ${JSON.stringify(result)}`),
    (error: unknown) => error,
  );
}

/** What the ledger names has left its effect, and nothing else has. */
async function expectTrueLedger(db: pg.Client, steps: number[]): Promise<void> {
  expect(await one(db, `select ${recorded}`)).toEqual(steps);
  expect(await one(db, `select ${effects()}`)).toEqual(steps);
  expect(await advisoryLocks(db)).toBe(0);
}

const ok = 'select 1;';
test.each([
  ['an empty folder', {}, NoMigrations, /Add 0001_what\.sql/],
  ['a duplicate number', { '0001_a.sql': ok, '0001_b.sql': ok }, DuplicateNumber, /0001_b\.sql.* next free number/],
  ['a gap in the numbers', { '0001_a.sql': ok, '0003_c.sql': ok }, NumberGap, /0003_c\.sql.*Restore the missing file/],
  ['a file that is not UTF-8', { '0001_a.sql': Uint8Array.of(0x2d, 0xe0) }, NotUtf8, /0001_a\.sql.*Save it as UTF-8/],
])('%s is refused before there is a connection, with the next step', async (_, files, type, message) => {
  const folder = await mkdtemp(join(tmpdir(), 'bad-input-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  const error: unknown = await loadMigrations(folder).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(type);
  expect(error).toMatchObject({ name: type.name, message: expect.stringMatching(message) });
});

test('a statement that fails in the middle of a file takes what stands before it along', async () => {
  const { url, db } = await migrated();
  const migrations = withStep('insert into effect (step) values (4);\nselect 1 / 0;\ncreate table later ();');
  const error = await refusal(url, { ...library, migrations });
  expect(error).toBeInstanceOf(StepFailed);
  expect(error).toMatchObject({ line: 2, sqlState: '22012', message: expect.stringContaining('Correct the file') });
  await expectTrueLedger(db, [1, 2, 3]);
});

test('a unique index on a table with duplicates leaves nothing, not even an invalid index', async () => {
  const { url, db } = await migrated();
  await db.query(`insert into library.book (title) values ('a'), ('a')`);
  const sql = 'create unique index concurrently book_by_title on book (title)';
  const error = await refusal(url, { ...library, migrations: [...LIBRARY, indexStep(4, { sql })] });
  expect(error).toBeInstanceOf(IndexDuplicates);
  expect(error).toMatchObject({ message: expect.stringContaining('Make the rows unique') });
  await expectTrueLedger(db, [1, 2, 3]);
});

test('a migration that takes longer than the others wait: they say who works, and it comes to its end', {
  timeout: 120_000,
}, async () => {
  const { url, db } = await migrated();
  const watcher = await openClient(url);
  await db.query('create table public.gate ()');
  await db.query('begin; lock table public.gate');
  const migrations = withStep('insert into effect (step) values (4);\ntable public.gate;');
  const first = startProcess({ ...library, url, migrations, stepMs: 100_000, applicationName: 'the long one' });
  await first.report(({ kind }) => kind === 'step-started');
  const error = await refusal(url, { ...library, migrations, waitMs: 200 });
  expect(error).toBeInstanceOf(LockWaitExceeded);
  expect(error).toMatchObject({ message: expect.stringMatching(/the long one.*since \d{4}-.*Start again when/s) });
  expect(await one(watcher, `select ${recorded}`)).toEqual([1, 2, 3]);
  await db.query('commit');
  expect(outcomeOf(await first.ended)).toBe('applied');
  await until(watcher, `select ${recorded} @> '4'`);
  await expectTrueLedger(watcher, [1, 2, 3, 4]);
});

test('a role without the right to DDL is told which right, and where', async () => {
  const { url, db } = await migrated();
  const role = `r_${await one(db, 'select md5(current_database())')}`;
  await db.query(`create role ${role} login password 'weak'; grant usage on schema library to ${role};
    grant select, insert on all tables in schema library to ${role}`);
  onTestFinished(async () => {
    await db.query(`drop owned by ${role}; drop role ${role}`);
  });
  const weak = new URL(url);
  weak.username = role;
  weak.password = 'weak';
  const migrations = withStep('insert into effect (step) values (4);\nalter table book add column x int;');
  const error = await refusal(weak.href, { ...library, migrations });
  expect(error).toBeInstanceOf(PermissionMissing);
  expect(error).toMatchObject({ role, doing: '0004_more.sql:2', message: expect.stringContaining('owner') });
  await expectTrueLedger(db, [1, 2, 3]);
});

// DATABASE_URL to a standby: standby.test.ts, which needs a server of its own.
