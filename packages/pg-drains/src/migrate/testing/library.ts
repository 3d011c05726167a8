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
