import { expect, test } from 'vitest';
import { testDatabase } from '../../../../testing/database.ts';
import { migrate, plan } from './index.ts';
import { one, openClient } from './testing/database.ts';
import { INDEXED, LIBRARY, SCHEMA, withStep } from './testing/library.ts';

test('on an empty database the plan is everything, from the schema on, and is not carried out', async () => {
  const db = await openClient(await testDatabase());
  const { prepare, steps } = await plan(db, { migrations: INDEXED, schema: SCHEMA });
  expect(prepare.map(({ sql }) => sql.slice(0, 12))).toEqual(['create schem', 'create table']);
  expect(steps.map(({ file, kind }) => [file, kind])).toEqual([
    ['0001_books.sql', 'transactional'],
    ['0002_loans.sql', 'transactional'],
    ['0003_shelves.sql', 'transactional'],
    ['0004_find_titles.sql', 'concurrent-index'],
    ['0005_readers.sql', 'transactional'],
  ]);
  // The table is not there yet, so the plan has its name from the text.
  expect(steps[1]?.statements[1]).toMatchObject({ lock: 'share row exclusive', tables: [{ table: '"library".book' }] });
  expect(steps[3]?.statements[1]).toMatchObject({
    sql: 'create index concurrently "book_by_title__building" on book (title)',
    lock: 'share update exclusive',
  });
  expect(await one(db, `select to_regnamespace('library')::text`)).toBeNull();
});

test('on a database that has some of it the plan is the rest: what is locked first, and what each statement takes', async () => {
  const url = await testDatabase();
  await migrate(url, { migrations: LIBRARY, schema: SCHEMA });
  const db = await openClient(url);
  const migrations = withStep(
    'create index on loan (book);\nalter table book drop column shelf;\nselect shelf(title) from book;',
  );
  const { prepare, steps } = await plan(db, { migrations, schema: SCHEMA });
  expect(prepare).toEqual([]);
  expect(steps).toHaveLength(1);
  const [begin, lock, ...statements] = steps[0]?.statements ?? [];
  expect(begin?.sql).toMatch(/^begin;\s+set local search_path to "library", pg_temp;\s+set local lock_timeout = 200$/);
  expect(lock?.sql).toBe(`do $locks$ begin
  lock table "library"."book" in access exclusive mode;
  lock table "library"."loan" in share mode;
end $locks$`);
  expect(lock?.lock).toBe('access exclusive');
  expect(statements.map(({ sql, line, lock, mayLockMore }) => [sql.slice(0, 22), line, lock, mayLockMore])).toEqual([
    ['create index on loan (', 1, 'share', false],
    ['alter table book drop ', 2, 'access exclusive', false],
    ['select shelf(title) fr', 3, null, true],
    ['insert into "library".', null, null, false],
    ['commit', null, null, false],
  ]);
});

test('the plan is what is sent: sent by hand, it makes the same schema', async () => {
  const url = await testDatabase();
  const db = await openClient(url);
  const { prepare, steps } = await plan(db, { migrations: INDEXED, schema: SCHEMA });
  for (const { sql } of [...prepare, ...steps.flatMap(({ statements }) => statements)]) {
    // The ledger's rows have values that only a run knows.
    if (!sql.startsWith('insert into "library"."schema_migration"')) await db.query(sql);
  }
  expect(await one(db, 'select jsonb_agg(step order by step) from library.effect')).toEqual([1, 2, 3, 5]);
  expect(await one(db, `select indisvalid from pg_index where indexrelid = 'library.book_by_title'::regclass`)).toBe(
    true,
  );
});

test('a current database has nothing to plan', async () => {
  const url = await testDatabase();
  await migrate(url, { migrations: LIBRARY, schema: SCHEMA });
  expect(await plan(await openClient(url), { migrations: LIBRARY, schema: SCHEMA })).toEqual({
    prepare: [],
    steps: [],
  });
});
