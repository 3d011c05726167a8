import { pairsOf, type Range } from './pairs.ts';

/** A sentence of a normalised text; positions are UTF-16 in `Normalised.text` (turn them outward with `.span`). */
export interface Sentence {
  /** First letter of the sentence; its paragraph number stands before it. */
  readonly start: number;
  readonly end: number;
  /** Number of the paragraph that begins here (`4`, `ב`), else null. */
  readonly label: string | null;
  /** Counts paragraphs (blank lines, numbered paragraphs) from 0. */
  readonly paragraph: number;
  /** A short line without an ending sign, on its own line or just before a numbered paragraph. */
  readonly heading: boolean;
}

export interface Sentences {
  readonly sentences: readonly Sentence[];
  /** Quotations (`"…"`), outermost first; gershayim inside words are not quotations. */
  readonly quotations: readonly Range[];
  readonly brackets: readonly Range[];
}

const HEBREW = /[א-ת]/;
// Where a sentence may end or a paragraph begin: everything between is skipped by the engine, not looked at letter by letter.
const STOPS = /[\n.?!:]|\s(?=(?:\d{1,3}|[א-ת])\.)/g;
const ENDS = new Set(['.', '?', '!']);
// Words that end in a full stop without ending a sentence.
const SHORT_FORMS = new Set([
  'עמ',
  'מס',
  'פס',
  'ס',
  'נ',
  'כב',
  'טל',
  'פרופ',
  'גב',
  'רח',
  'שד',
  'ר',
  'ח',
  'ת',
  'וכו',
  'סע',
]);
const POINTS_AT_NUMBER = /(?:סעיפים|סעיף|פסקאות|פסקה|פיסקה|תקנה|תקנות|עמוד|עמ'|ע'|בע'|מיום|ביום|מס'|פרק|נספח)\s*$/;
const HEADING_WORDS = 12;
const LONGEST_HEADING = 120;
// Measured on texts copied from word processors: lines of a wrapped paragraph are 45 to 100 letters long.
const WRAPPED_LINE = { least: 40, most: 120 };

/**
 * Cuts a normalised text into sentences. Works on texts with paragraphs (blank lines, wrapped lines) and on texts that
 * lost every line end, where a numbered paragraph (`… נדחה. 4. המבקש`) and a heading before it (`דיון והכרעה 7. אין`)
 * are found by their order. Not an end: a full stop of a docket, date, abbreviation (`ת.א.`), initial (`א. כהן`), or inside
 * brackets. One pass over the text.
 *
 * @example splitSentences('הבקשה נדחית. ראו ע.א. 12/34.').sentences.length // 2
 */
export function splitSentences(text: string): Sentences {
  if (lastText !== text) {
    last = cutSentences(text);
    lastText = text;
  }
  return last;
}

// Parts and halachot of a decision are read from the same sentences, one after the other: the last text is remembered.
let lastText = '';
let last: Sentences = { sentences: [], quotations: [], brackets: [] };

function cutSentences(text: string): Sentences {
  const { quotations, brackets } = pairsOf(text);
  const wrapped = linesAreWrapped(text);
  const letters = /[.:?"]\s+ב\.\s/.test(text) && /[.:?"]\s+ג\.\s/.test(text);
  const inside = cursor(brackets);
  const sentences: Sentence[] = [];
  let paragraph = 0;
  let start = skipSpace(text, 0);
  let label: string | null = null;
  let number = 0;
  let letter = 0;

  const close = (end: number, ended: boolean): void => {
    let last = end;
    while (last > start && isSpace(text.charCodeAt(last - 1))) last--;
    if (last > start) {
      const heading = !ended && !ENDS.has(text.charAt(last - 1)) && isHeading(text.slice(start, last));
      sentences.push({ start, end: last, label, paragraph, heading });
    }
    label = null;
    start = skipSpace(text, end);
    if (lineEnds(text, end, start) >= (wrapped ? 2 : 1)) paragraph++;
  };
  const openParagraph = (found: Label): void => {
    paragraph++;
    label = found.label;
    if (found.number > 0) number = found.number;
    else letter = found.letter;
    start = skipSpace(text, found.end);
  };

  const first = labelAt(text, start);
  if (first) openParagraph(first);
  const stops = new RegExp(STOPS);
  stops.lastIndex = start;
  for (let stop = stops.exec(text); stop !== null; stop = stops.exec(text)) {
    const at = stop.index;
    const sign = text.charAt(at);
    if (sign === '\n') {
      if (wrapped && blankLineEnd(text, at) === null) continue;
      close(at, false);
      const found = labelAt(text, start);
      if (found) openParagraph(found);
      stops.lastIndex = Math.max(at + 1, start);
      continue;
    }
    if (isSpace(text.charCodeAt(at))) {
      // A paragraph number in the middle of a line: only the next in order counts, so that a sum or a section does not.
      const found = at + 1 > start ? labelAt(text, at + 1) : null;
      if (found && isNext(found, number, letters ? letter : -1, text, at)) {
        close(at, false);
        openParagraph(found);
        stops.lastIndex = start;
      }
      continue;
    }
    if (!ENDS.has(sign) && !/^\):\s+[א-ת]/.test(text.slice(at - 1, at + 8))) continue;
    if (inside(at) || !isEnd(text, at)) continue;
    let end = at + 1;
    while (end < text.length && /["'.?!]/.test(text.charAt(end))) end++;
    close(end, true);
    const found = labelAt(text, start);
    if (found && (found.number > 0 ? found.number <= number + 3 : letters)) openParagraph(found);
    stops.lastIndex = Math.max(at + 1, start);
  }
  close(text.length, false);
  return { sentences, quotations, brackets };
}

interface Label {
  label: string;
  number: number;
  letter: number;
  end: number;
}

const LABEL = /(\d{1,3}|[א-ת])\.(?=\s*[א-ת"'([])/y;

function labelAt(text: string, at: number): Label | null {
  LABEL.lastIndex = at;
  const match = LABEL.exec(text);
  const name = match?.[1];
  if (name === undefined) return null;
  const number = Number(name);
  // A letter with a full stop is a label only with a blank after it: `ת.א.` is not.
  if (Number.isNaN(number) && !isSpace(text.charCodeAt(at + 2))) return null;
  return Number.isNaN(number)
    ? { label: name, number: 0, letter: name.charCodeAt(0) - 0x5cf, end: at + 2 }
    : { label: name, number, letter: 0, end: at + name.length + 1 };
}

function isNext(found: Label, number: number, letter: number, text: string, at: number): boolean {
  if (found.number === 0) return letter >= 0 && found.letter === letter + 1;
  const expected = found.number === number + 1 || (number === 0 && found.number === 2);
  return expected && !POINTS_AT_NUMBER.test(text.slice(Math.max(0, at - 12), at));
}

function isEnd(text: string, at: number): boolean {
  if (text.charAt(at) !== '.') return true;
  const next = text.charAt(at + 1);
  if (next === '.') return false;
  if (text.charAt(at - 1) === '.') return text.charAt(at - 2) !== '.' && isSpace(text.charCodeAt(at + 1)); // `..` is a slip, `...` an omission
  let from = at;
  while (from > 0 && at - from < 24 && HEBREW.test(text.charAt(from - 1))) from--;
  const word = text.slice(from, at);
  if (word.length === 1 && !/["']/.test(text.charAt(from - 1))) return false;
  if (SHORT_FORMS.has(word) && text.charAt(from - 1) !== '"') return false;
  // Lost line ends glue sentences together (`לאמצו.בית המשפט`): a long word before and letters after still end one.
  if (HEBREW.test(next) && text.charAt(at - 1) === ')') return HEBREW.test(text.charAt(at + 2));
  if (HEBREW.test(next)) return word.length >= 3 && HEBREW.test(text.charAt(at + 2)) && text.charAt(at + 2) !== '.';
  if (/\d/.test(next)) return word.length >= 3;
  if (/[A-Za-z]/.test(next)) return false; // file names and addresses in the footer
  return true;
}

function linesAreWrapped(text: string): boolean {
  if (!/\n[^\S\n]*\n/.test(text)) return false;
  let long = 0;
  let total = 0;
  for (let start = 0, end = 0; start <= text.length; start = end + 1) {
    end = text.indexOf('\n', start);
    if (end < 0) end = text.length;
    if (end - start < 15) continue;
    const length = text.slice(start, end).trim().length;
    if (length < 15) continue;
    total++;
    if (length >= WRAPPED_LINE.least && length <= WRAPPED_LINE.most) long++;
  }
  return total > 2 && long / total > 0.5;
}

function blankLineEnd(text: string, at: number): number | null {
  let end = at + 1;
  while (end < text.length && text.charAt(end) !== '\n' && isSpace(text.charCodeAt(end))) end++;
  return text.charAt(end) === '\n' || end >= text.length ? end : null;
}

function isHeading(text: string): boolean {
  if (text.length > LONGEST_HEADING) return false;
  let words = 1;
  for (let at = 1; at < text.length; at++) {
    if (isSpace(text.charCodeAt(at)) && !isSpace(text.charCodeAt(at - 1))) words++;
  }
  return words <= HEADING_WORDS;
}

/** Normalised text has no other white space. */
function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a;
}

function skipSpace(text: string, at: number): number {
  let from = at;
  while (from < text.length && isSpace(text.charCodeAt(from))) from++;
  return from;
}

/** How many of the white space between two positions are line ends, up to two. */
function lineEnds(text: string, start: number, end: number): number {
  let found = 0;
  for (let at = start; at < end && found < 2; at++) if (text.charCodeAt(at) === 0x0a) found++;
  return found;
}

/** Whether rising positions lie inside one of the ranges (sorted by start). */
function cursor(ranges: readonly Range[]): (at: number) => boolean {
  let next = 0;
  let until = -1;
  return (at) => {
    for (let range = ranges[next]; range !== undefined && range.start <= at; range = ranges[++next]) {
      until = Math.max(until, range.end);
    }
    return at < until;
  };
}
