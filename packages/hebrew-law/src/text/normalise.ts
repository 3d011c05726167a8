import { countBelow, type OffsetConverter, offsets, type Span } from './offsets.ts';

/** A text in one spelling of its signs, with the way back to the text it came from. */
export interface Normalised {
  /** The normalised text: search it with ordinary (UTF-16) patterns. */
  readonly text: string;
  readonly original: string;
  /** Code points of the original that the UTF-16 range `[start, end)` of `text` stands for. */
  span(start: number, end: number): Span;
  /** UTF-16 position in `text` of a code point of the original (of the next kept character, if that one was removed). */
  position(codePoint: number): number;
  /** The original words behind the range `[start, end)` of `text`. */
  raw(start: number, end: number): string;
}

const INVISIBLE = '\\u00ad\\u034f\\u061c\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u206f\\ufeff';
const NIQQUD = '\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7';
const GERESH = "'\\u05f3\\u2018\\u2019\\u201a\\u201b\\u2032\\u00b4`\\uff07";
const GERSHAYIM = '\\u05f4\\u201c\\u201d\\u201e\\u201f\\u2033\\uff02';
const DASH = '\\u05be\\u2010-\\u2015\\u2212\\ufe58\\ufe63\\uff0d';
const SPACE = '\\t\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000';
const LINE_END = '\\r\\u000b\\u000c\\u0085\\u2028\\u2029';
const LETTERS = '\\u05f0-\\u05f2\\ufb1d-\\ufb4f';

// Two gereshes are gershayim also when a bidi mark stands between them. Each alternative starts with another character
// class, and the repeated class excludes its follower, so the scan is linear. What vanishes is taken in runs: a megabyte
// of niqqud is one change, not half a million.
const CHANGES = new RegExp(
  `[${GERESH}][${INVISIBLE}${NIQQUD}]*[${GERESH}]|[${INVISIBLE}${NIQQUD}]+|\\r\\n|[${GERESH}${GERSHAYIM}${DASH}${SPACE}${LINE_END}${LETTERS}]`,
  'g',
);
const IS_INVISIBLE = new RegExp(`[${INVISIBLE}]`);
const IS_GERESH = new RegExp(`^[${GERESH}]`);
const IS_NIQQUD = new RegExp(`[${NIQQUD}]`, 'g');
const KINDS: readonly [RegExp, string][] = [
  [new RegExp(`[${INVISIBLE}${NIQQUD}]`), ''],
  [new RegExp(`[${GERESH}]`), "'"],
  [new RegExp(`[${GERSHAYIM}]`), '"'],
  [new RegExp(`[${DASH}]`), '-'],
  [new RegExp(`[${SPACE}]`), ' '],
  [new RegExp(`[${LINE_END}]`), '\n'],
];
const YIDDISH: Record<string, string> = { װ: 'וו', ױ: 'וי', ײ: 'יי' };

/**
 * One spelling for the signs that Hebrew legal texts write in many ways: gershayim (`״ ” „ ''`) become `"`, geresh
 * becomes `'`, maqaf and all dashes `-`, all spaces one blank (not collapsed), all line ends `\n`; niqqud, bidi marks
 * and other invisible characters go; presentation forms (`שׁ`) become plain letters. Letters and their final forms stay.
 * Idempotent and linear; never throws. Work on `.text`, report `.span(…)`.
 *
 * @example normalise('רע״פ 12/34').text // 'רע"פ 12/34'
 */
export function normalise(original: string): Normalised {
  const parts: string[] = [];
  // From text position at[k] on, the character at text position p stands at original position p + shift[k].
  const at: number[] = [];
  const shift: number[] = [];
  let length = 0;
  let copied = 0;
  const mark = (position: number, source: number): void => {
    const moved = source - position;
    if (moved === (shift[shift.length - 1] ?? 0)) return;
    if (at[at.length - 1] === position) {
      at.pop();
      shift.pop();
      if (moved === (shift[shift.length - 1] ?? 0)) return;
    }
    at.push(position);
    shift.push(moved);
  };
  CHANGES.lastIndex = 0;
  for (let match = CHANGES.exec(original); match !== null; match = CHANGES.exec(original)) {
    const found = match[0];
    const written = replacement(found);
    if (written === found) continue;
    const before = match.index - copied;
    if (before > 0) parts.push(original.slice(copied, match.index));
    length += before;
    for (let i = 1; i < written.length; i++) mark(length + i, match.index + Math.min(i, found.length - 1));
    if (written !== '') parts.push(written);
    length += written.length;
    copied = match.index + found.length;
    mark(length, copied);
  }
  parts.push(original.slice(copied));
  const text = copied === 0 ? original : parts.join('');
  return withMap(original, text, at, shift);
}

function replacement(found: string): string {
  if (found.length > 1) return found === '\r\n' ? '\n' : IS_GERESH.test(found) ? '"' : '';
  const known = WRITTEN.get(found);
  if (known !== undefined) return known;
  const written = writtenAs(found);
  WRITTEN.set(found, written);
  return written;
}

// One entry for each of the some 200 signs that CHANGES names.
const WRITTEN = new Map<string, string>();

function writtenAs(found: string): string {
  for (const [kind, written] of KINDS) if (kind.test(found)) return written;
  return YIDDISH[found] ?? found.normalize('NFKD').replace(IS_NIQQUD, '');
}

function withMap(original: string, text: string, at: readonly number[], shift: readonly number[]): Normalised {
  let converter: OffsetConverter | undefined;
  const codePoints = (): OffsetConverter => {
    converter ??= offsets(original);
    return converter;
  };
  const source = (position: number): number => {
    const k = countBelow(at, position + 1) - 1;
    return k < 0 ? position : position + (shift[k] ?? 0);
  };
  // The end of a range is where the next character starts, less the invisible marks before it: niqqud stays with its
  // letter, a bidi mark does not.
  const range = (start: number, end: number): [number, number] => {
    const from = source(start);
    if (end <= start) return [from, from];
    const least = source(end - 1) + 1;
    let to = end >= text.length ? original.length : source(end);
    while (to > least && IS_INVISIBLE.test(original.charAt(to - 1))) to--;
    return [from, Math.max(to, least)];
  };
  return {
    text,
    original,
    span: (start, end) => {
      const [from, to] = range(start, end);
      return { start: codePoints().toCodePoint(from), end: codePoints().toCodePoint(to) };
    },
    raw: (start, end) => original.slice(...range(start, end)),
    position: (codePoint) => {
      const wanted = codePoints().toUtf16(codePoint);
      let low = 0;
      let high = text.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (source(middle) < wanted) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  };
}

const FINAL = /[םןךףץ]/;

/**
 * Final letters in their common form, for comparing; same length, so positions stay.
 *
 * @example foldFinals('בג"ץ') // 'בג"צ'
 */
export function foldFinals(text: string): string {
  // Most words have no final letter. Five passes of plain replacement are several times faster than one with a callback.
  if (!FINAL.test(text)) return text;
  return text.replaceAll('ם', 'מ').replaceAll('ן', 'נ').replaceAll('ך', 'כ').replaceAll('ף', 'פ').replaceAll('ץ', 'צ');
}
