import { countBelow, hasSurrogates, type OffsetConverter, offsets, type Span } from './offsets.ts';

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

// Characters and ranges of characters that are written in another way, or not at all.
const INVISIBLE = '\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff';
const NIQQUD = '\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7';
const GERESH = "'\u05f3\u2018\u2019\u201a\u201b\u2032\u00b4`\uff07";
const GERSHAYIM = '\u05f4\u201c\u201d\u201e\u201f\u2033\uff02';
const DASH = '\u05be\u2010-\u2015\u2212\ufe58\ufe63\uff0d';
const SPACE = '\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000';
const LINE_END = '\r\u000b\u000c\u0085\u2028\u2029';
const LETTERS = '\u05f0-\u05f2\ufb1d-\ufb4f';
const YIDDISH: Record<string, string> = { װ: 'וו', ױ: 'וי', ײ: 'יי' };

// What becomes of each UTF-16 unit: 0 it stays; 1 or 2 it goes; 3 a letter to be looked up; else the code it is written as.
const STAYS = 0;
const IS_INVISIBLE = 1;
const IS_NIQQUD = 2;
const IS_LETTER = 3;
const WRITTEN = new Uint16Array(0x1_0000);
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;
for (const [signs, written] of [
  [INVISIBLE, IS_INVISIBLE],
  [NIQQUD, IS_NIQQUD],
  [GERESH, APOSTROPHE],
  [GERSHAYIM, QUOTE],
  [DASH, 0x2d],
  [SPACE, 0x20],
  [LINE_END, LINE_FEED],
  [LETTERS, IS_LETTER],
] as const)
  for (const [, first = '', last = first] of signs.matchAll(/(.)(?:-(.))?/gs))
    WRITTEN.fill(written, first.charCodeAt(0), last.charCodeAt(0) + 1);

/**
 * One spelling for the signs that Hebrew legal texts write in many ways: gershayim (`״ ” „ ''`) become `"`, geresh
 * becomes `'`, maqaf and all dashes `-`, all spaces one blank (not collapsed), all line ends `\n`; niqqud, bidi marks
 * and other invisible characters go; presentation forms (`שׁ`) become plain letters. Letters and their final forms stay.
 * Idempotent and linear; never throws. Work on `.text`, report `.span(…)`.
 *
 * @example normalise('רע״פ 12/34').text // 'רע"פ 12/34'
 */
export function normalise(original: string): Normalised {
  const kept = new Pieces();
  // From text position at[k] on, the character at text position p stands at original position p + shift[k].
  const at: number[] = [];
  const shift: number[] = [];
  let marked = -1;
  let moved = 0;
  const mark = (position: number, source: number): void => {
    if (source - position === moved) return;
    if (marked === position) {
      at.pop();
      shift.pop();
      marked = -1;
      moved = shift.length === 0 ? 0 : (shift[shift.length - 1] ?? 0);
      if (source - position === moved) return;
    }
    marked = position;
    moved = source - position;
    at.push(position);
    shift.push(moved);
  };
  let copied = 0;
  let next = 0;
  while (next < original.length) {
    const code = original.charCodeAt(next);
    // most signs are letters, blanks and full stops
    const written = code >= FIRST_LETTER && code <= LAST_LETTER ? STAYS : (WRITTEN[code] ?? STAYS);
    if (written === STAYS) {
      next++;
      continue;
    }
    let end = next + 1;
    let replacement = written;
    if (written <= IS_NIQQUD) end = behindVanishing(original, end);
    else if (code === CARRIAGE_RETURN && original.charCodeAt(end) === LINE_FEED) end++;
    else if (written === APOSTROPHE) {
      // two gereshes are gershayim, also when a bidi mark stands between them
      const second = behindVanishing(original, end);
      if (WRITTEN[original.charCodeAt(second)] === APOSTROPHE) {
        end = second + 1;
        replacement = QUOTE;
      } else if (code === APOSTROPHE) {
        next = end;
        continue;
      }
    }
    kept.copy(original, copied, next);
    if (written === IS_LETTER) {
      const letters = lettersOf(original.charAt(next));
      for (let i = 0; i < letters.length; i++) {
        if (i > 0) mark(kept.length, next);
        kept.add(letters.charCodeAt(i));
      }
    } else if (written > IS_NIQQUD) kept.add(replacement);
    mark(kept.length, end);
    copied = end;
    next = end;
  }
  if (copied === 0) return withMap(original, original, at, shift);
  kept.copy(original, copied, original.length);
  return withMap(original, kept.joined(), at, shift);
}

const FIRST_LETTER = 0x5d0;
const LAST_LETTER = 0x5ea;

/** The first position from `at` on whose sign stays. */
function behindVanishing(text: string, at: number): number {
  let end = at;
  for (let written = WRITTEN[text.charCodeAt(end)]; written === IS_INVISIBLE || written === IS_NIQQUD; )
    written = WRITTEN[text.charCodeAt(++end)];
  return end;
}

/** A presentation form in plain letters. */
function lettersOf(form: string): string {
  return YIDDISH[form] ?? form.normalize('NFKD').replace(VOWELS, '');
}

const VOWELS = new RegExp(`[${NIQQUD}]`, 'g');

const BUFFERED = 4096;
// A longer piece is cut out of the original whole.
const SHORT = 32;

/** A text put together of pieces of another and single characters: a megabyte of one-letter strings would take ten times the time. */
class Pieces {
  length = 0;
  private readonly parts: string[] = [];
  private readonly buffer = new Uint16Array(BUFFERED);
  private buffered = 0;

  copy(text: string, start: number, end: number): void {
    if (end - start > SHORT) {
      this.flush();
      this.parts.push(text.slice(start, end));
      this.length += end - start;
    } else for (let at = start; at < end; at++) this.add(text.charCodeAt(at));
  }

  add(code: number): void {
    if (this.buffered === BUFFERED) this.flush();
    this.buffer[this.buffered++] = code;
    this.length++;
  }

  joined(): string {
    this.flush();
    return this.parts.join('');
  }

  private flush(): void {
    if (this.buffered === 0) return;
    const codes = this.buffer.subarray(0, this.buffered);
    this.parts.push(Reflect.apply(String.fromCharCode, null, codes));
    this.buffered = 0;
  }
}

function withMap(original: string, text: string, at: readonly number[], shift: readonly number[]): Normalised {
  let converter: OffsetConverter | undefined;
  const codePoints = (): OffsetConverter => {
    converter ??= offsets(original);
    return converter;
  };
  const isPlain = at.length === 0 && !hasSurrogates(original);
  // Ranges are asked for in the order of the text: the place in the map where the last was found is looked at first.
  let found = -1;
  const source = (position: number): number => {
    if ((found >= 0 && position < (at[found] ?? 0)) || position >= (at[found + 1] ?? Number.POSITIVE_INFINITY))
      found = countBelow(at, position + 1) - 1;
    return found < 0 ? position : position + (shift[found] ?? 0);
  };
  // The end of a range is where the next character starts, less the invisible marks before it: niqqud stays with its
  // letter, a bidi mark does not.
  const range = (start: number, end: number): [number, number] => {
    if (at.length === 0) return [start, Math.max(start, end)];
    const from = source(start);
    if (end <= start) return [from, from];
    const least = source(end - 1) + 1;
    let to = end >= text.length ? original.length : source(end);
    while (to > least && WRITTEN[original.charCodeAt(to - 1)] === IS_INVISIBLE) to--;
    return [from, Math.max(to, least)];
  };
  return {
    text,
    original,
    span: (start, end) => {
      // Most texts stand as they were written; a pair a word, only to be taken apart, is half of what a tokenizer leaves behind.
      if (isPlain) return { start, end: Math.max(start, end) };
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
