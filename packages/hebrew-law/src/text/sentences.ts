import { pairsOf, type Range } from './pairs.ts';
import { isEnd, nextStop } from './sentence-ends.ts';
import { BLANK, isEndSign, isHebrew, isLatin, isSpace, LINE_END } from './signs.ts';

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

  let scrap: Cut | null = null;
  const close = (end: number, ended: boolean): void => {
    let last = end;
    while (last > start && isSpace(text.charCodeAt(last - 1))) last--;
    if (last > start) {
      const isScrap = wordless(text, start, last);
      if (isScrap && scrap !== null) {
        scrap.end = last;
        scrap.paragraph = paragraph;
      } else {
        const heading = !ended && !isEndSign(text.charCodeAt(last - 1)) && isHeading(text, start, last);
        const sentence: Cut = { start, end: last, label, paragraph, heading };
        scrap = isScrap && sentences.length > 0 ? sentence : null;
        sentences.push(sentence);
      }
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
  for (let at = nextStop(text, start), from = start; at < text.length; at = nextStop(text, from)) {
    from = at + 1;
    const sign = text.charCodeAt(at);
    if (sign === LINE_END) {
      if (wrapped && !endsBlankLine(text, at)) continue;
      close(at, false);
      const found = labelAt(text, start);
      if (found) openParagraph(found);
      from = Math.max(from, start);
    } else if (sign === BLANK) {
      // A paragraph number in the middle of a line: only the next in order counts, so that a sum or a section does not.
      const found = at + 1 > start ? labelAt(text, at + 1) : null;
      if (found && isNext(found, number, letters ? letter : -1, text, at)) {
        close(at, false);
        openParagraph(found);
        from = start;
      }
    } else if (!inside(at) && isEnd(text, at)) {
      let end = at + 1;
      while (end < text.length && isEndSign(text.charCodeAt(end), true)) end++;
      close(end, true);
      const found = labelAt(text, start);
      if (found && (found.number > 0 ? found.number <= number + 3 : letters)) openParagraph(found);
      from = Math.max(from, start);
    }
  }
  close(text.length, false);
  return { sentences, quotations, brackets };
}

/** A sentence that is still being cut. */
interface Cut extends Sentence {
  end: number;
  paragraph: number;
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

function endsBlankLine(text: string, at: number): boolean {
  let end = at + 1;
  while (text.charCodeAt(end) === BLANK) end++;
  return end >= text.length || text.charCodeAt(end) === LINE_END;
}

function isHeading(text: string, start: number, end: number): boolean {
  if (end - start > LONGEST_HEADING) return false;
  let words = 1;
  for (let at = start + 1; at < end; at++) {
    if (isSpace(text.charCodeAt(at)) && !isSpace(text.charCodeAt(at - 1))) words++;
  }
  return words <= HEADING_WORDS;
}

/**
 * Whether a piece has no two letters: page numbers, rules of dashes, empty list items. A run of them is one sentence, so
 * that a text of nothing else is not half a million.
 */
function wordless(text: string, start: number, end: number): boolean {
  let letters = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if ((isHebrew(code) || isLatin(code) || code > 0xbf) && ++letters > 1) return false;
  }
  return true;
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
