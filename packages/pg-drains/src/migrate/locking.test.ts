import pg from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { createDatabase } from '../../../../testing/database.ts';
import { blockedTable, findTables, inOrderOf, lockTables, lockTimeoutBelow } from './locking.ts';
import { splitStatements } from './statements.ts';
import { readLocks } from './table-locks.ts';

const FIXTURE = `
  create schema library;
  set search_path to library, pg_temp;
  create table author (id int primary key, name text);
  create table book (id int primary key, author int constraint written_by references author, title text, pages int);
  create index book_title on book (title);
  create table loan (book int references book, reader text);
  create table "Shelf" (place text);
  create function stop() returns trigger language plpgsql as 'begin return new; end';
  create trigger watch before update on book for each row execute function stop();
  create view titles as select title from book;`;

let db: pg.Client;
let library: string;
beforeAll(async () => {
  const { url, drop } = await createDatabase();
  library = url;
  db = new pg.Client({ connectionString: url });
  await db.connect();
  await db.query(FIXTURE);
  return async () => {
    await db.end();
    await drop();
  };
});

const STATEMENTS = [
  'alter table book add column isbn text',
  'alter table only library.book alter column title set not null, alter column pages set statistics 50',
  'alter table book alter pages set statistics 50',
  'alter table book set (fillfactor = 70)',
  'alter table book add constraint b2 foreign key (author) references author not valid',
  'alter table loan add column author int references author (id) on delete cascade, add column x int',
  'alter table book drop constraint written_by',
  'alter table book drop column author',
  'alter table book drop column pages',
  'alter table author alter column id type bigint',
  'alter table book alter column pages type bigint',
  'alter table book validate constraint written_by',
  'alter table book disable trigger watch',
  'alter table if exists "Shelf" rename to shelf',
  'alter table "Shelf" enable row level security, add check (place <> $$,$$)',
  'create index on book (lower(title)) where pages > 3',
  'create unique index if not exists b on only "Shelf" using btree (place)',
  'create table copy (like book including all, a int references author)',
  'create table special (extra int) inherits (book)',
  'create trigger after_all after insert or update of title on book for each row execute function stop()',
  'create or replace function stop() returns trigger language plpgsql as $$ begin alter table book add x int; end $$',
  'create policy p on "Shelf" using (true)',
  'create statistics s on title, pages from book',
  'create view fat as select * from book where pages > 3',
  'drop trigger watch on book',
  'drop index book_title',
  'drop table loan',
  'drop table author cascade',
  'drop table loan, "Shelf"',
  'truncate loan',
  `comment on table book is 'books'`,
  `comment on column book.title is 'its name'`,
  `comment on column library.book.title is 'its name'`,
  'insert into loan select id, title from author join book using (id)',
  'update "Shelf" set place = 1',
  'delete from library.loan',
  'with gone as (delete from loan returning book) update book set pages = 0 where id in (select book from gone)',
  'lock table book, loan in share mode',
];

/** Reading a table conflicts with no writer, so whether a statement reads another table besides is not of interest. */
const HELD = `
  select relation::text as oid, mode from pg_locks
  where pid = pg_backend_pid() and relation is not null and mode not in ('AccessShareLock', 'RowShareLock')`;

test.each(STATEMENTS)('the locks that are read from “%s” are the ones that Postgres takes', async (sql) => {
  const { rows: tables } = await db.query<{ oid: string; name: string }>(
    `select oid::text, format('"%s"."%s"', relnamespace::regnamespace, relname) as name from pg_class
     where relkind = 'r' and relnamespace = 'library'::regnamespace`,
  );
  const found = await findTables(db, { schema: 'library' }, {}, splitStatements(sql));
  await db.query('begin; set local search_path to library, pg_temp');
  try {
    await db.query(sql);
    const { rows: held } = await db.query<{ oid: string; mode: string }>(HELD);
    const strongest = new Map<string, string>();
    for (const { oid, mode } of held) {
      // By the name it had before: a table that was dropped has none now.
      const table = tables.find((candidate) => candidate.oid === oid)?.name;
      const name = mode
        .replace('Lock', '')
        .replaceAll(/(?<=.)[A-Z]/g, ' $&')
        .toLowerCase();
      if (table && ORDER.indexOf(name) > ORDER.indexOf(strongest.get(table) ?? '')) strongest.set(table, name);
    }
    const writing = found.filter(({ mode }) => !['access share', 'row share'].includes(mode));
    expect(Object.fromEntries(writing.map(({ table, mode }) => [table, mode]))).toEqual(Object.fromEntries(strongest));
  } finally {
    await db.query('rollback');
  }
});

const ORDER = [
  '',
  'row exclusive',
  'share update exclusive',
  'share',
  'share row exclusive',
  'exclusive',
  'access exclusive',
];

test('a step locks each table once, the strongest lock first; what it makes itself is not among them', async () => {
  const sql = `create table reader (name text);
    create index on loan (reader);
    alter table book add column place text;
    alter table reader add column b int references book;
    alter table loan drop column reader;`;
  const tables = await findTables(db, { schema: 'library' }, {}, splitStatements(sql));
  expect(lockTables(tables)).toBe(`do $locks$ begin
  lock table "library"."book" in access exclusive mode;
  lock table "library"."loan" in access exclusive mode;
end $locks$`);
  expect(tables.map(({ line }) => line)).toEqual([3, 2]);
});

test('the table that was waited for in vain is known, and comes first the next time', async () => {
  const tables = await findTables(db, { schema: 'library' }, {}, splitStatements('lock table author, book, loan'));
  const other = new pg.Client({ connectionString: library });
  await other.connect();
  await other.query('begin; lock table library.loan in row exclusive mode');
  await db.query(`begin; set local lock_timeout = 20`);
  const error: unknown = await db.query(lockTables(tables)).catch((reason: unknown) => reason);
  await db.query('rollback');
  await other.end();
  expect(blockedTable(tables, error)).toBe('"library"."loan"');
  const again = inOrderOf(['"library"."loan"', '"library"."book"'], tables);
  expect(again.map(({ table }) => table)).toEqual(['"library"."loan"', '"library"."book"', '"library"."author"']);
});

test('the header replaces what the statements show', async () => {
  const step = { locks: ['author'] };
  const tables = await findTables(db, { schema: 'library' }, step, splitStatements('alter table book add x int'));
  expect(lockTables(tables)).toBe('lock table library."author" in access exclusive mode');
});

test('a statement that may lock what its text does not show says so', () => {
  const isOpaque = (sql: string) => splitStatements(sql).map((statement) => readLocks(statement).isOpaque);
  expect(isOpaque('do $$ begin end $$; select f(); drop view titles cascade')).toEqual([true, true, true]);
  expect(isOpaque('drop view titles; alter table book add x int; drop table book cascade')).toEqual([
    false,
    false,
    false,
  ]);
});

test('all waits of a step together stay below deadlock_timeout, whatever number of tables it locks', () => {
  for (const tables of [0, 1, 2, 5, 40]) {
    expect(lockTimeoutBelow(1000, tables) * tables).toBeLessThan(1000);
    expect(lockTimeoutBelow(1000, tables)).toBeLessThanOrEqual(200);
  }
});
