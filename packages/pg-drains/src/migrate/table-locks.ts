import type { Statement } from './statements.ts';
import { readWords, type Words } from './words.ts';

/** Postgres's table locks, weakest first; `LOCK TABLE … IN … MODE` takes these names. */
export const LOCK_MODES = [
  'access share',
  'row share',
  'row exclusive',
  'share update exclusive',
  'share',
  'share row exclusive',
  'exclusive',
  'access exclusive',
] as const;
export type LockMode = (typeof LOCK_MODES)[number];

/** One table that a statement locks, as far as its text tells. */
export interface TableNeed {
  /** As SQL: `book`, `"Book"`, `other.book`. With `via: 'index'` the name of the index, whose table is meant. */
  readonly name: string;
  readonly mode: LockMode;
  readonly via: 'table' | 'index';
  /** Which foreign keys take the table at their other end along: those of these columns and constraints, or all. */
  readonly partners: readonly string[] | 'all';
}

export interface StatementLocks {
  readonly needs: readonly TableNeed[];
  /** True when it may lock what its text does not show: code is called, or something goes with CASCADE. */
  readonly isOpaque: boolean;
}

/**
 * Which existing tables a statement locks, and how strongly. Source of the modes: the Postgres manual, "Explicit
 * Locking" and the pages of ALTER TABLE and CREATE TABLE; `table-locks.test.ts` holds them against pg_locks.
 *
 * A lexer is enough because an error on the strong side only locks more than needed and one on the weak side leaves
 * the statement to take its lock itself, as without this.
 *
 * @example
 * readLocks({ text: 'create index on book (title)', line: 1, words: ['create', 'index'] })
 * // { needs: [{ name: 'book', mode: 'share', … }], isOpaque: false }
 */
export function readLocks(statement: Statement): StatementLocks {
  const words = readWords(statement.text);
  const read = Object.entries(READERS).find(([verb]) => words.take(verb))?.[1];
  const needs = read?.(words) ?? [];
  const isOpaque = OPAQUE.has(statement.words[0] ?? '') || dropsUnseen(statement);
  return { needs, isOpaque };
}

const OPAQUE = new Set(['do', 'call', 'select', 'execute', 'with']);

function dropsUnseen({ text, words: [verb, what] }: Statement): boolean {
  const isSeen = verb === 'drop' && (what === 'table' || what === 'index');
  return (verb === 'drop' || verb === 'truncate') && !isSeen && readWords(text).skipTo('cascade');
}

type Reader = (words: Words) => TableNeed[];

const READERS: Readonly<Record<string, Reader>> = {
  create: readCreate,
  alter: readAlter,
  drop: readDrop,
  truncate: (words) => {
    words.take('table');
    return needs('access exclusive', ...words.names());
  },
  insert: (words) => needs('row exclusive', words.take('into') ? words.name() : null),
  update: (words) => {
    words.take('only');
    return needs('row exclusive', words.name());
  },
  delete: (words) => {
    if (words.take('from')) words.take('only');
    return needs('row exclusive', words.name());
  },
  merge: (words) => needs('row exclusive', words.take('into') ? words.name() : null),
  with: (words) => needs('row exclusive', ...words.after(['insert', 'into'], ['update'], ['delete', 'from'])),
  copy: (words) => needs('row exclusive', words.name()),
  analyze: (words) => needs('share update exclusive', words.name()),
  cluster: (words) => needs('access exclusive', words.name()),
  reindex: (words) => {
    if (words.take('table')) return needs('share', words.name());
    return words.take('index') ? ofIndexes('share', words.names()) : [];
  },
  comment: (words) => {
    if (words.take('on', 'table')) return needs('share update exclusive', words.name());
    if (words.take('on', 'column')) return needs('share update exclusive', tableOfColumn(words));
    return words.take('on', 'constraint') && words.skipTo('on') ? needs('share update exclusive', words.name()) : [];
  },
  lock: (words) => {
    words.take('table');
    const names = words.names();
    if (!words.take('in')) return needs('access exclusive', ...names);
    const mode = LOCK_MODES.toReversed().find((candidate) => words.take(...candidate.split(' ')));
    return needs(mode ?? 'access exclusive', ...names);
  },
};

const CREATE_ADJECTIVES = new Set([
  'or',
  'replace',
  'global',
  'local',
  'temporary',
  'temp',
  'unlogged',
  'unique',
  'constraint',
]);

function readCreate(words: Words): TableNeed[] {
  while (words.takeAny(CREATE_ADJECTIVES));
  if (words.take('table')) {
    return [
      ...needs('share row exclusive', ...words.after(['references'])),
      ...needs('access share', ...words.after(['like'])),
      ...needs('share update exclusive', ...words.after(['inherits', '('])),
      ...needs('access exclusive', ...words.after(['partition', 'of'])),
    ];
  }
  if (words.take('index')) {
    const mode = words.take('concurrently') ? 'share update exclusive' : 'share';
    if (!words.skipTo('on')) return [];
    words.take('only');
    return needs(mode, words.name());
  }
  if (words.take('trigger')) {
    if (!words.skipTo('on')) return [];
    const table = words.name();
    return needs('share row exclusive', table, words.take('from') ? words.name() : null);
  }
  if (words.take('policy')) return words.skipTo('on') ? needs('access exclusive', words.name()) : [];
  if (words.take('rule')) return words.skipTo('to') ? needs('access exclusive', words.name()) : [];
  if (words.take('statistics')) return words.skipTo('from') ? needs('share update exclusive', words.name()) : [];
  return [];
}

function readDrop(words: Words): TableNeed[] {
  if (words.take('table')) {
    words.take('if', 'exists');
    return words.names().map((name) => need(name, 'access exclusive', 'all'));
  }
  if (words.take('index')) {
    const mode = words.take('concurrently') ? 'share update exclusive' : 'access exclusive';
    words.take('if', 'exists');
    return ofIndexes(mode, words.names());
  }
  return readOnTable(words);
}

const ON_TABLE = new Set(['trigger', 'policy', 'rule']);

/** `trigger t on book`: what belongs to a table changes only under the table's strongest lock. */
function readOnTable(words: Words): TableNeed[] {
  return words.takeAny(ON_TABLE) && words.skipTo('on') ? needs('access exclusive', words.name()) : [];
}

function readAlter(words: Words): TableNeed[] {
  if (!words.take('table')) return readOnTable(words);
  words.take('if', 'exists');
  words.take('only');
  const table = words.name();
  if (table === null) return [];
  words.take('*');
  return words.parts().flatMap((action) => readAction(table, action));
}

function readAction(table: string, action: Words): TableNeed[] {
  const references = needs('share row exclusive', ...action.after(['references']));
  if (action.take('validate')) return needs('share update exclusive', table);
  if (action.take('set', '(') || action.take('reset', '(')) return needs('share update exclusive', table);
  if (action.take('cluster') || action.take('set', 'without', 'cluster')) return needs('share update exclusive', table);
  if (action.take('attach', 'partition')) {
    return [...needs('share update exclusive', table), ...needs('access exclusive', action.name())];
  }
  if (action.take('detach', 'partition')) return needs('access exclusive', table, action.name());
  if (action.take('inherit'))
    return [...needs('access exclusive', table), ...needs('share update exclusive', action.name())];
  if (action.take('enable', 'trigger') || action.take('disable', 'trigger')) return needs('share row exclusive', table);
  if (action.take('add'))
    return [need(table, isForeignKey(action) ? 'share row exclusive' : 'access exclusive'), ...references];
  if (action.take('drop')) {
    action.take('constraint') || action.take('column');
    action.take('if', 'exists');
    const dropped = action.name();
    return [need(table, 'access exclusive', action.take('cascade') || dropped === null ? 'all' : [unquote(dropped)])];
  }
  if (action.take('alter')) return [readColumnChange(table, action)];
  return needs('access exclusive', table);
}

function isForeignKey(action: Words): boolean {
  if (action.take('constraint')) action.name();
  return action.take('foreign', 'key');
}

function readColumnChange(table: string, action: Words): TableNeed {
  action.take('column') || action.take('constraint');
  const column = action.name() ?? '';
  if (action.take('set', 'statistics') || action.take('set', '(') || action.take('reset', '(')) {
    return need(table, 'share update exclusive');
  }
  const isTypeChange = action.take('type') || action.take('set', 'data', 'type');
  return need(table, 'access exclusive', isTypeChange ? [unquote(column)] : []);
}

function need(name: string, mode: LockMode, partners: TableNeed['partners'] = []): TableNeed {
  return { name, mode, via: 'table', partners };
}

function needs(mode: LockMode, ...names: readonly (string | null)[]): TableNeed[] {
  return names.flatMap((name) => (name === null ? [] : [need(name, mode)]));
}

function ofIndexes(mode: LockMode, names: readonly string[]): TableNeed[] {
  return names.map((name) => ({ name, mode, via: 'index', partners: [] }));
}

/** `book.title` is table and column, `library.book.title` has its schema before them. */
function tableOfColumn(words: Words): string | null {
  const name = words.name();
  return words.take('.') ? name : (name?.split('.')[0] ?? null);
}

function unquote(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
}
