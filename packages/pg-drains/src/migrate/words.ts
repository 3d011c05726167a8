import { readToken } from './tokens.ts';

/** A statement as a row of words, for who wants to know what it touches without parsing all of SQL. */
export interface Words {
  /** Takes these words when they come next, all or none. */
  take(...expected: string[]): boolean;
  /** Takes the next word when it is one of these. */
  takeAny(expected: ReadonlySet<string>): boolean;
  /** Takes `name` or `schema.name`, as SQL that can be sent again; null when none comes next. */
  name(): string | null;
  /** `a, only b, c.d`, as far as it goes. */
  names(): string[];
  /** Goes behind the next occurrence of this word outside parentheses; false, and at the end, when there is none. */
  skipTo(word: string): boolean;
  /** Every name that follows one of these phrases, at any depth, from here to the end; takes nothing. */
  after(...phrases: readonly string[][]): string[];
  /** What is left, cut at commas outside parentheses. */
  parts(): Words[];
  readonly isAtEnd: boolean;
}

interface Word {
  readonly kind: 'open' | 'close' | 'comma' | 'dot' | 'word' | 'name' | 'other';
  /** Bare words in lower case, as Postgres folds them; everything else as it stands. */
  readonly text: string;
}

/** @example readWords('drop table if exists a, b') */
export function readWords(sql: string): Words {
  const words: Word[] = [];
  for (let at = 0; at < sql.length; ) {
    const { kind, length } = readToken(sql, at);
    const text = sql.slice(at, at + length);
    at += length;
    if (kind !== 'blank' && kind !== 'semicolon')
      words.push({ kind, text: kind === 'word' ? text.toLowerCase() : text });
  }
  return over(words);
}

function over(words: readonly Word[]): Words {
  let at = 0;
  const isIdentifier = (word: Word | undefined) => word?.kind === 'word' || word?.kind === 'name';
  const nameAt = (index: number): { text: string; end: number } | null => {
    const first = words[index];
    if (!first || !isIdentifier(first)) return null;
    const second = words[index + 2];
    const isQualified = words[index + 1]?.kind === 'dot' && isIdentifier(second);
    return isQualified
      ? { text: `${first.text}.${second?.text}`, end: index + 3 }
      : { text: first.text, end: index + 1 };
  };
  const matches = (index: number, expected: readonly string[]) =>
    expected.every((text, i) => words[index + i]?.kind !== 'name' && words[index + i]?.text === text);

  const self: Words = {
    take: (...expected) => {
      if (!matches(at, expected)) return false;
      at += expected.length;
      return true;
    },
    takeAny: (expected) => {
      const next = words[at];
      if (next?.kind !== 'word' || !expected.has(next.text)) return false;
      at += 1;
      return true;
    },
    name: () => {
      const found = nameAt(at);
      if (found) at = found.end;
      return found?.text ?? null;
    },
    names: () => {
      const found: string[] = [];
      do {
        self.take('only');
        const name = self.name();
        if (name !== null) found.push(name);
        self.take('*');
      } while (self.take(','));
      return found;
    },
    skipTo: (word) => {
      for (let depth = 0; at < words.length; at += 1) {
        if (words[at]?.kind === 'open') depth += 1;
        if (words[at]?.kind === 'close') depth -= 1;
        if (depth === 0 && matches(at, [word])) {
          at += 1;
          return true;
        }
      }
      return false;
    },
    after: (...phrases) => {
      const found: string[] = [];
      for (let index = at; index < words.length; index += 1) {
        const phrase = phrases.find((candidate) => matches(index, candidate));
        const name = phrase && nameAt(index + phrase.length);
        if (name) found.push(name.text);
      }
      return found;
    },
    parts: () => {
      const parts: Word[][] = [[]];
      let depth = 0;
      for (const word of words.slice(at)) {
        if (word.kind === 'open') depth += 1;
        if (word.kind === 'close') depth -= 1;
        if (word.kind === 'comma' && depth === 0) parts.push([]);
        else parts[parts.length - 1]?.push(word);
      }
      at = words.length;
      return parts.map(over);
    },
    get isAtEnd() {
      return at >= words.length;
    },
  };
  return self;
}
