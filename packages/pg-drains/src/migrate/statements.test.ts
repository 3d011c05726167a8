import { expect, test } from 'vitest';
import { splitStatements } from './statements.ts';

const textsOf = (sql: string) => splitStatements(sql).map((statement) => statement.text);

test('statements are cut at semicolons and know their line', () => {
  const sql = '-- first\ncreate table a(x int); -- one\n\n/* two; */ insert into a values (1);\n';
  expect(splitStatements(sql)).toEqual([
    { text: 'create table a(x int)', line: 2, words: ['create', 'table'] },
    { text: 'insert into a values (1)', line: 4, words: ['insert', 'into'] },
  ]);
});

test.each([
  ['a string', `select 'a;''b;' ; select 2`, [`select 'a;''b;'`, 'select 2']],
  ['a backslash in a plain string', `select '\\'; select 2`, [`select '\\'`, 'select 2']],
  ['an escape string', `select E'\\';'; select 2`, [`select E'\\';'`, 'select 2']],
  ['a quoted name', `table "a;""b"; select 2`, [`table "a;""b"`, 'select 2']],
  ['a dollar quote', `do $$ begin; end $$; select 2`, ['do $$ begin; end $$', 'select 2']],
  ['a tagged dollar quote', `do $a$ $$;$$ $b$; $a$; select 2`, ['do $a$ $$;$$ $b$; $a$', 'select 2']],
  ['a dollar inside a name', `select a$b$c; select b$b$`, ['select a$b$c', 'select b$b$']],
  ['a parameter-like dollar', `select '$1'; select $1`, [`select '$1'`, 'select $1']],
  ['a nested comment', `select 1 /* a /* b; */ ; */ + 1; select 2`, ['select 1 /* a /* b; */ ; */ + 1', 'select 2']],
  ['a line comment with a quote', `select 1 -- it's; here\n; select 2`, ['select 1', 'select 2']],
  [
    'a rule with several actions',
    `create rule r as on insert to a do (select 1; select 2); select 3`,
    ['create rule r as on insert to a do (select 1; select 2)', 'select 3'],
  ],
  [
    'an SQL body',
    `create function f() returns int begin atomic select case when true then 1 end; select 2; end; select 3`,
    ['create function f() returns int begin atomic select case when true then 1 end; select 2; end', 'select 3'],
  ],
  ['nothing', ` ; -- only a comment;\n;;`, []],
  ['no last semicolon', `select 1`, ['select 1']],
])('%s does not confuse it', (_, sql, expected) => {
  expect(textsOf(sql)).toEqual(expected);
});

test('a megabyte in one string is one statement', () => {
  const sql = `select '${"a''".repeat(400_000)}'; select 2`;
  expect(splitStatements(sql)).toHaveLength(2);
});
