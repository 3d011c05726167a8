import type { Range } from '../text/pairs.ts';
import { CaseNames, type Meant, proceedingOf } from './case-names.ts';
import type { CaseAt } from './cases.ts';

/** What `אלמוג, לעיל ה"ש 3` means, and where its name begins; the name is null where none is written. */
export interface NotedCase {
  start: number;
  name: string | null;
  meant: Meant;
}

// `[3] ע"א …` and `3 ע"א …` at the beginning of a line. With a full stop it is a paragraph of the decision.
const NOTE = /^[^\S\n]{0,20}(?:\[(\d{1,3})\]|(\d{1,3})(?=[^\S\n]{1,4}[א-ת"(]))/gm;
const LONGEST_NOTE = 1500;
const ENDS = /\n[^\S\n]*\n/;

/**
 * The footnotes that the text itself carries, by number: lines that count 1, 2, 3 in one of two forms. A number that comes
 * twice is no one's, since then which is meant is not known. Linear in the text.
 */
function locateFootnotes(text: string): ReadonlyMap<number, Range> {
  const found = new Map<number, Range>();
  const twice = new Set<number>();
  const expected = { bracket: 1, plain: 1 };
  let last: number | null = null;
  const close = (end: number): void => {
    const open = last === null ? undefined : found.get(last);
    if (last === null || !open) return;
    const words = text.slice(open.start, Math.min(end, open.start + LONGEST_NOTE));
    const stop = words.search(ENDS);
    found.set(last, { start: open.start, end: open.start + (stop < 0 ? words.length : stop) });
  };
  for (const match of text.matchAll(NOTE)) {
    const form = match[1] === undefined ? 'plain' : 'bracket';
    const number = Number(match[1] ?? match[2]);
    if (number === expected[form]) expected[form]++;
    else if (!found.has(number)) continue;
    close(match.index);
    last = found.has(number) ? null : number;
    if (last === null) twice.add(number);
    else found.set(number, { start: match.index + match[0].length, end: text.length });
  }
  close(text.length);
  for (const number of twice) found.delete(number);
  return found;
}

const NAME_BEFORE = /(?<![א-ת"'])([א-ת][א-ת"'-]{1,20}(?:\s[א-ת][א-ת"'-]{1,20}){0,2}),?\s$/;
const NO_NAME_BEFORE = /(?:^|[(;:.\n]|(?<![א-ת])(?:ראו|ראה|השוו|השווה|כאמור|כמפורט|ו?ר')[,:]?)\s*$/;

/**
 * The case of `אלמוג, לעיל ה"ש 3`. Where the text carries the footnote, it is the one that stands there: under that name, or
 * alone and without a name. Without the footnote only a name that one cited case bears tells it. A name that no case bears
 * may be an author's, and is left out.
 */
export function caseOfNote(
  text: string,
  at: number,
  there: NotedCases | undefined,
  names: CaseNames,
): NotedCase | null {
  const before = text.slice(Math.max(0, at - 70), at);
  const words = NAME_BEFORE.exec(before)?.[1]?.split(/\s/) ?? [];
  for (let skip = 0; skip < words.length; skip++) {
    const rest = words.slice(skip);
    const name = rest.join(' ');
    const { meant, length } = names.find(rest);
    const noted = there?.named(rest) ?? null;
    const known = meant.resolution !== 'unknown' && length === rest.length;
    if (!known && noted === null) continue;
    const start = text.lastIndexOf(name, at);
    if (there === undefined) return { start, name, meant };
    if (noted !== null) return { start, name, meant: noted };
    // The name was given to a case that stands in the note, or the note speaks of another.
    const stands = meant.resolution === 'found' && there.holds(meant.index);
    return { start, name, meant: stands ? meant : { resolution: 'unknown' } };
  }
  const only = NO_NAME_BEFORE.test(before) ? there?.only() : undefined;
  return only ? { start: at, name: null, meant: only } : null;
}

/** The cases of the footnotes of one text, each read once however often it is pointed at. */
export class Footnotes {
  readonly #text: string;
  readonly #cases: readonly CaseAt[];
  readonly #read = new Map<number, NotedCases>();
  #places: ReadonlyMap<number, Range> | undefined;

  constructor(text: string, cases: readonly CaseAt[]) {
    this.#text = text;
    this.#cases = cases;
  }

  numbered(number: number): NotedCases | undefined {
    this.#places ??= locateFootnotes(this.#text);
    const place = this.#places.get(number);
    const known = this.#read.get(number);
    if (known || !place) return known;
    const noted = new NotedCases(this.#text, place, this.#cases);
    this.#read.set(number, noted);
    return noted;
  }
}

/** The cases that one footnote cites. */
class NotedCases {
  readonly #cases: readonly CaseAt[];
  readonly #first: number;
  readonly #proceedings: ReadonlySet<string>;
  readonly #names = new CaseNames();

  constructor(text: string, { start, end }: Range, cases: readonly CaseAt[]) {
    this.#cases = cases;
    let low = 0;
    let high = cases.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((cases[middle]?.start ?? 0) < start) low = middle + 1;
      else high = middle;
    }
    this.#first = low;
    let next = low;
    for (let one = cases[next]; one && one.start < end; one = cases[++next]) this.#names.addParties(text, one, next);
    this.#proceedings = new Set(cases.slice(low, next).map(proceedingOf));
  }

  holds(index: number): boolean {
    const wanted = this.#cases[index];
    return wanted !== undefined && this.#proceedings.has(proceedingOf(wanted));
  }

  named(words: readonly string[]): Meant | null {
    const { meant, length } = this.#names.find(words);
    return meant.resolution === 'unknown' || length < words.length ? null : meant;
  }

  only(): Meant | null {
    return this.#proceedings.size === 1 ? { resolution: 'found', index: this.#first } : null;
  }
}
