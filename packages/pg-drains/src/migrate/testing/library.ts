import type { Migration } from '../index.ts';

export const SCHEMA = 'library';

/**
 * A small invented schema in three steps. None of them can be applied twice, and each leaves a row in `effect`, so that
 * "once" can be counted.
 */
export const LIBRARY: Migration[] = [
  {
    number: 1,
    name: 'books',
    breaking: false,
    sql: `-- the books; and a function whose body has semicolons
create table effect (step integer not null, backend integer not null default pg_backend_pid());
create table book (id integer primary key generated always as identity, title text not null);
create function shelf(title text) returns text language plpgsql as $$
begin
  return upper(left(title, 1)); -- one letter;
end $$;
insert into effect (step) values (1);`,
  },
  {
    number: 2,
    name: 'loans',
    breaking: false,
    sql: `create table loan (book integer not null references book, reader text not null);
create index loan_reader on loan (reader);
insert into effect (step) values (2);
`,
  },
  {
    number: 3,
    name: 'shelves',
    breaking: false,
    sql: `alter table book add column shelf text generated always as (left(title, 1)) stored;
insert into effect (step) values (3);
`,
  },
];

/** The list with one more step at its end. */
export function withStep(sql: string, extra: Partial<Migration> = {}, list: Migration[] = LIBRARY): Migration[] {
  return [...list, { number: list.length + 1, name: 'more', breaking: false, sql, ...extra }];
}

/** An index that is built while the table is written to, as step `number`. */
export function indexStep(number: number, extra: Partial<Migration> = {}): Migration {
  return {
    number,
    name: 'find_titles',
    breaking: false,
    kind: 'concurrent-index',
    sql: '-- kind: concurrent-index\ncreate index concurrently book_by_title on book (title);\n',
    ...extra,
  };
}

/** The library with an index step in the middle of the list. */
export const INDEXED: Migration[] = [
  ...LIBRARY,
  indexStep(4),
  { number: 5, name: 'readers', breaking: false, sql: 'insert into effect (step) values (5);' },
];

/** Which steps left their effect, as a sorted array: a row in `effect`, or the finished index (named as step `index`). */
export const effects = (index = 4): string => `(
  select coalesce(jsonb_agg(step order by step), '[]') from (
    select step from library.effect
    union all
    select ${index} from pg_index where indexrelid = to_regclass('library.book_by_title') and indisvalid) done)`;

export const recorded = `(select coalesce(jsonb_agg(number order by number), '[]') from library.schema_migration)`;
