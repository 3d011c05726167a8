import { readToken } from './tokens.ts';

export interface Statement {
  /** Without leading comments, without the closing semicolon. */
  readonly text: string;
  /** Line of the file on which `text` begins, from 1. */
  readonly line: number;
  /** Its first two bare words in lower case, as far as it has them: what kind of statement it is. */
  readonly words: readonly string[];
}

/**
 * Cuts a SQL file into its statements.
 *
 * They are sent one by one, because Postgres gives no position for an error at run time (a duplicate key, a missing
 * right): only who sends single statements can name the line. Knows strings, quoted names, dollar quotes, nested
 * comments and `BEGIN ATOMIC` bodies.
 *
 * @example
 * splitStatements("create table a(x int); -- one\n\ninsert into a values (1);")
 * // [{ text: 'create table a(x int)', line: 1, … }, { text: 'insert into a values (1)', line: 3, … }]
 */
export function splitStatements(sql: string): Statement[] {
  const statements: Statement[] = [];
  let start = -1;
  let end = 0;
  let words: string[] = [];
  let parentheses = 0;
  let body: AtomicBody = { depth: 0, previous: '' };
  const close = () => {
    if (start >= 0)
      statements.push({ text: sql.slice(start, end), line: lineAt(sql, start), words: words.slice(0, 2) });
    start = -1;
    words = [];
    parentheses = 0;
    body = { depth: 0, previous: '' };
  };

  for (let at = 0; at < sql.length; ) {
    const token = readToken(sql, at);
    at += token.length;
    if (token.kind === 'blank') continue;
    if (token.kind === 'semicolon' && body.depth === 0 && parentheses <= 0) {
      close();
      continue;
    }
    if (start < 0) start = at - token.length;
    end = at;
    if (token.kind === 'open') parentheses += 1;
    if (token.kind === 'close') parentheses -= 1;
    if (token.kind === 'word') {
      const word = sql.slice(at - token.length, at).toLowerCase();
      if (words.length < 2) words.push(word);
      body = followBody(body, word, words);
    }
  }
  close();
  return statements;
}

/** Line of a file on which the character at `index` (UTF-16) stands, from 1. */
export function lineAt(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < index; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/** Inside `BEGIN ATOMIC … END` (SQL function bodies since Postgres 14) semicolons do not end the statement. */
interface AtomicBody {
  depth: number;
  previous: string;
}

function followBody(body: AtomicBody, word: string, words: readonly string[]): AtomicBody {
  let { depth } = body;
  if (words[0] === 'create') {
    if (depth === 0 && body.previous === 'begin' && word === 'atomic') depth = 1;
    else if (depth > 0 && word === 'case') depth += 1;
    else if (depth > 0 && word === 'end') depth -= 1;
  }
  return { depth, previous: word };
}
