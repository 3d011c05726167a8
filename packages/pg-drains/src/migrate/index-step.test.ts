import type pg from 'pg';
import { expect, test } from 'vitest';
import { testDatabase } from '../../../../testing/database.ts';
import { IndexDuplicates, IndexNameTaken, type MigrateProgress, type Migration, migrate, StepFailed } from './index.ts';
import { advisoryLocks, deadlocks, one, openClient, until } from './testing/database.ts';
import { effects, INDEXED, indexStep, LIBRARY, recorded, SCHEMA } from './testing/library.ts';
import { outcomeOf, startProcess } from './testing/processes.ts';

const ALL = [1, 2, 3, 4, 5];

async function library(): Promise<{ url: string; db: pg.Client; other: pg.Client }> {
  const url = await testDatabase();
  await migrate(url, { schema: SCHEMA, migrations: LIBRARY });
  const db = await openClient(url);
  await db.query(`insert into library.book (title) select 'a' || n from generate_series(1, 100) n`);
  return { url, db, other: await openClient(url) };
}

async function migrateNoting(url: string, migrations: Migration[] = INDEXED) {
  const events: MigrateProgress['kind'][] = [];
  const result = await migrate(url, { schema: SCHEMA, migrations, onProgress: ({ kind }) => events.push(kind) });
  return { events, result };
}

async function failure(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    (result) => expect.fail(`did not fail: ${JSON.stringify(result)}`),
    (error: unknown) => error,
  );
}

/** The ledger says what is true, nothing unfinished is left, and nobody holds the lock. */
async function expectWhole(db: pg.Client, steps = ALL): Promise<void> {
  expect(await one(db, `select ${recorded}`)).toEqual(steps);
  expect(await one(db, `select ${effects()}`)).toEqual(steps);
  expect(await one(db, `select count(*)::int from pg_class where relname like '%building'`)).toBe(0);
  expect(await advisoryLocks(db)).toBe(0);
}

test('the index is built, valid, and has its own name; the steps after it follow', async () => {
  const { url, db } = await library();
  expect((await migrateNoting(url)).result.applied.map(({ name }) => name)).toEqual(['find_titles', 'readers']);
  await expectWhole(db);
  expect(await one(db, `select obj_description('library.book_by_title'::regclass)`)).toBeNull();
});

test('an unfinished index of a former start is dropped and built anew', async () => {
  const { url, db, other } = await library();
  await other.query('begin; update library.book set title = title');
  const pid = await one(db, 'select pg_backend_pid()');
  const build = db.query('create index concurrently book_by_title__building on library.book (title)').catch(() => 0);
  await until(other, `select exists (select from pg_class where relname like '%building')`);
  await other.query('select pg_cancel_backend($1)', [pid]);
  await build;
  await other.query('commit');
  expect(
    await one(db, `select indisvalid from pg_index where indexrelid = 'library.book_by_title__building'::regclass`),
  ).toBe(false);
  expect((await migrateNoting(url)).events).toContain('index-dropped');
  await expectWhole(db);
});

test('a finished index is taken over if this very step made it, and built anew if not', async () => {
  const { url, db } = await library();
  await db.query('create index concurrently book_by_title__building on library.book (id)');
  const first = startProcess({ schema: SCHEMA, migrations: INDEXED, url, dieAt: DIE_WHEN_BUILT });
  const reports = (await first.ended).reports.map(({ kind }) => kind);
  expect(reports).toContain('index-dropped');
  expect(reports.at(-1)).toBe('index-built');
  expect(await one(db, `select ${recorded}`)).toEqual([1, 2, 3]);

  const { events } = await migrateNoting(url);
  expect(events).not.toContain('index-dropped');
  await expectWhole(db);
  expect(await one(db, `select pg_get_indexdef('library.book_by_title'::regclass)`)).toContain('(title)');
});
/** lock-taken, pending, step-started, index-dropped, statement, index-built */
const DIE_WHEN_BUILT = 5;

test('rows that are the same stop a unique index with its own error; nothing unfinished refuses writes afterwards', async () => {
  const { url, db } = await library();
  await db.query(`insert into library.book (title) values ('a1')`);
  const unique = indexStep(4, { sql: '\ncreate unique index concurrently book_by_title on only book (title)' });
  const error = await failure(migrateNoting(url, [...LIBRARY, unique]));
  expect(error).toBeInstanceOf(IndexDuplicates);
  expect(error).toMatchObject({ file: '0004_find_titles.sql', line: 2, table: 'book', columns: 'title' });
  expect(String(error)).toContain('group by title having count(*) > 1');
  expect(String(error)).not.toContain('a1');
  await expectWhole(db, [1, 2, 3]);
  await db.query(`insert into library.book (title) values ('a1')`);

  await db.query(`delete from library.book where title = 'a1'`);
  await migrateNoting(url, [...LIBRARY, unique]);
  await expectWhole(db, [1, 2, 3, 4]);
});

test('a name that is taken, and a table that is not there, are said, and change nothing', async () => {
  const { url, db } = await library();
  const lost = indexStep(4, { sql: 'create index concurrently lost on nowhere (title)' });
  const error = await failure(migrateNoting(url, [...LIBRARY, lost]));
  expect(error).toBeInstanceOf(StepFailed);
  expect(error).toMatchObject({ sqlState: '42P01', line: 1 });
  await db.query('create index book_by_title on library.book (id)');
  expect(await failure(migrateNoting(url))).toBeInstanceOf(IndexNameTaken);
  expect(await one(db, `select ${recorded}`)).toEqual([1, 2, 3]);
  expect(await advisoryLocks(db)).toBe(0);
});

test('anything but one concurrent index, named and to be had only once, is refused and nothing is changed', async () => {
  const url = await testDatabase();
  const reasonOf = async (sql: string, kind: Migration['kind'] = 'concurrent-index') => {
    const migrations = [{ ...indexStep(1), sql, kind }];
    const error = await failure(migrate(url, { schema: SCHEMA, migrations }));
    return error instanceof Error && 'reason' in error ? error.reason : error;
  };
  const ok = 'create index concurrently a on b (c)';
  expect(await reasonOf('create index a on b (c)')).toBe('bad-index');
  expect(await reasonOf('create index concurrently on b (c)')).toBe('bad-index');
  expect(await reasonOf('create index concurrently if not exists a on b (c)')).toBe('bad-index');
  expect(await reasonOf(`create index concurrently ${'a'.repeat(54)} on b (c)`)).toBe('bad-index');
  expect(await reasonOf(`${ok}; select 1`)).toBe('bad-index');
  expect(await reasonOf(ok, 'transactional')).toBe('outside-transaction');
  expect(await reasonOf('drop index concurrently a', 'transactional')).toBe('outside-transaction');
  expect(await reasonOf('vacuum b', 'transactional')).toBe('outside-transaction');
  expect(await one(await openClient(url), `select to_regnamespace('library')::text`)).toBeNull();
});

test('SIGKILL in the middle of a build: the next start drops what is unfinished and builds it', {
  timeout: 120_000,
}, async () => {
  const { url, db, other } = await library();
  await other.query('begin; update library.book set title = title');
  const first = startProcess({ schema: SCHEMA, migrations: INDEXED, url });
  await until(
    db,
    `select exists (select from pg_index where indexrelid = to_regclass('library.book_by_title__building'))`,
  );
  first.kill();
  await first.ended;
  const second = startProcess({ schema: SCHEMA, migrations: INDEXED, url });
  await second.report(({ kind }) => kind === 'step-started');
  await other.query('commit');
  expect(outcomeOf(await second.ended)).toBe('applied');
  await expectWhole(db);
});

test('others that wait for the lock do not stop the build, and the build stops no writer', {
  timeout: 120_000,
}, async () => {
  const { url, db, other } = await library();
  await other.query('begin; update library.book set title = title');
  const first = startProcess({ schema: SCHEMA, migrations: INDEXED, url });
  await until(
    db,
    `select exists (select from pg_stat_activity where query ~* '^create index' and wait_event_type = 'Lock')`,
  );
  const waiting = startProcess({ schema: SCHEMA, migrations: INDEXED, url });
  await waiting.report(({ kind }) => kind === 'waiting');
  await db.query(`set lock_timeout = '1s'; insert into library.book (title) values ('written meanwhile')`);
  await other.query('commit');
  expect(outcomeOf(await first.ended)).toBe('applied');
  expect(outcomeOf(await waiting.ended)).toBe('waited');
  expect(await deadlocks(db)).toBe(0);
  await expectWhole(db);
});
