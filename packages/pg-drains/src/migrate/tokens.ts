/** One token of SQL, as far as cutting and reading statements needs to tell them apart. */
export interface Token {
  readonly kind: 'blank' | 'semicolon' | 'open' | 'close' | 'comma' | 'dot' | 'word' | 'name' | 'other';
  readonly length: number;
}

const BLANK = /(?:\s+|--[^\n]*)/y;
const WORD = /[\p{L}_][\p{L}\p{N}_$]*/uy;
const DOLLAR_QUOTE = /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy;
/** Unrolled loops: the same written as alternatives overflows the stack of the RegExp engine on a long string. */
const STRING = /(?:[eE]'[^'\\]*(?:(?:\\.|'')[^'\\]*)*'|'[^']*(?:''[^']*)*')/sy;
const QUOTED_NAME = /"[^"]*(?:""[^"]*)*"/sy;

/** The token that begins at `at`. `name` is a quoted identifier, `word` a bare one or a keyword. */
export function readToken(sql: string, at: number): Token {
  const blank = match(BLANK, sql, at);
  if (blank) return { kind: 'blank', length: blank.length };
  if (sql.startsWith('/*', at)) return { kind: 'blank', length: commentLength(sql, at) };
  const text = match(STRING, sql, at);
  if (text) return { kind: 'other', length: text.length };
  const name = match(QUOTED_NAME, sql, at);
  if (name) return { kind: 'name', length: name.length };
  const word = match(WORD, sql, at);
  if (word) return { kind: 'word', length: word.length };
  const dollar = match(DOLLAR_QUOTE, sql, at);
  if (dollar) {
    const close = sql.indexOf(dollar, at + dollar.length);
    return { kind: 'other', length: (close < 0 ? sql.length : close + dollar.length) - at };
  }
  return { kind: MARKS[sql[at] ?? ''] ?? 'other', length: 1 };
}

/** Semicolons inside parentheses belong to the statement: CREATE RULE … DO (…; …). */
const MARKS: Record<string, Token['kind']> = {
  ';': 'semicolon',
  '(': 'open',
  ')': 'close',
  ',': 'comma',
  '.': 'dot',
};

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** Block comments nest in Postgres, unlike in the SQL standard's older readings and in C. */
function commentLength(sql: string, at: number): number {
  let depth = 0;
  for (let i = at; i < sql.length; i += 1) {
    if (sql.startsWith('/*', i)) {
      depth += 1;
      i += 1;
    } else if (sql.startsWith('*/', i)) {
      depth -= 1;
      i += 1;
      if (depth === 0) return i + 1 - at;
    }
  }
  return sql.length - at;
}
