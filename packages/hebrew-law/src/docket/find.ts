import { AMBIGUOUS_PROCEDURES } from '../data/procedures.ts';
import { type Normalised, normalise } from '../text/normalise.ts';
import type { Span } from '../text/offsets.ts';
import { isHebrew } from '../text/signs.ts';
import { type DocketNumber, readNumber, readParts } from './number.ts';
import { type Docket, isSupremeOnly, makeDocket } from './parse.ts';
import { PROCEDURES, type Procedure, procedureBeforeNumber, procedureLetters } from './procedures.ts';

/** A docket in running text. */
export interface DocketMention {
  /** As written, from the procedure (without prefix letters) to the last digit. */
  raw: string;
  span: Span;
  docket: Docket;
  /** What stands in brackets between procedure and number: `מחוזי ת"א`. */
  court: string | null;
  /** Letters glued to the procedure: `ב` of `בעפ"ג`. */
  prefixLetters: string;
}

/** The same with UTF-16 positions in the normalised text, for finders that read on from there. */
export interface DocketAt extends Omit<DocketMention, 'raw' | 'span'> {
  start: number;
  end: number;
}

// Every docket ends in digits with a separator between them; the procedure is then looked for in a short window before,
// so the cost is linear whatever the text. A match starts at a digit: engines skip to those fast, and letters before the
// first slash (labour: נד/3-171) are looked for behind.
const NUMBER = /(?<!\d|\d[.,/\\-])(\d{1,6}) ?([-/.\\]) ?(\d{1,5})(?: ?([-/.\\]) ?(\d{1,7}))?(?![\d\\]|[-/.]\d)/g;
const HEBREW_YEAR = /(?:^|[^א-ת])((?:[א-ת]{1,3}|[א-ת]{1,2}"[א-ת])\/)$/;
const WINDOW = 90;
const ABBREVIATION = '(?:[א-ת]{1,2}-)?[א-ת]{1,16}"-?[א-ת]{1,2}\\.?';
const DOTTED = '(?:[א-ת]{1,2}-)?[א-ת]{1,4}\\. ?[א-ת]{1,2}(?:\\. ?[א-ת])?\\.?';
const PLACE = '(?:ת"א|י-ם|ב"ש|חי\'|נצ\'|מרכז|ירושלים|חיפה|תל אביב|באר שבע|נצרת)';
// A quotation mark before the docket opens a quotation; after a letter it is part of a longer word.
const WHOLE = '(?<![א-ת]|[א-ת]["\'])';
const BEFORE = new RegExp(
  `${WHOLE}(${ABBREVIATION}|${DOTTED}|[א-ת]{1,7}'?)(?:-|\\s{0,3}/)?\\s{0,3}` +
    `(?:\\(([^()]{1,60})\\)\\s{0,3}){0,2}(?:${PLACE}\\s{0,3})?(?:מס'?\\s{0,2}|מספר\\s{0,2})?:?\\s{0,3}$`,
);
const SHORT_DASH: ReadonlySet<string> = new Set(['ע"פ', 'ת"פ', 'ת"א', 'עפ"א', 'עפ"ת', 'ענ"פ', 'ה"פ', 'פש"ר', 'תת"ע']);
const BARE_LETTERS: ReadonlySet<string> = new Set(['פ', 'ת', 'ע']);
const AMBIGUOUS: ReadonlySet<string> = new Set(AMBIGUOUS_PROCEDURES.split(' '));
const JOIN = /^(?:\s{0,3}[,;]\s{0,3}(?:ו-?\s?)?|\s{1,3}ו-?\s{0,2}|\s{1,3}וכן\s{1,2}|\s{0,2}\+\s{0,2})$/;

/**
 * All dockets of a text, in order: every historic form, with prefix letters, with the court in brackets, and lists that
 * share one procedure (`בג"ץ 11/90, 12/90 ו-13/90`). Linear in the text.
 *
 * @example findDockets('ראו בעפ״ג 6161-03-17').map((m) => m.docket.canonical) // ['עפ"ג 6161-03-17']
 */
export function findDockets(text: string | Normalised): DocketMention[] {
  const normalised = typeof text === 'string' ? normalise(text) : text;
  return locateDockets(normalised.text).map(({ start, end, docket, court, prefixLetters }) => ({
    raw: normalised.raw(start, end),
    span: normalised.span(start, end),
    docket,
    court,
    prefixLetters,
  }));
}

/** `findDockets` on text that is normalised already, with positions in that text. */
export function locateDockets(text: string): DocketAt[] {
  const found: DocketAt[] = [];
  eachNumber(text, (_, mention) => {
    if (mention) found.push(mention);
  });
  return found;
}

/** A number in the shape of a docket: positions in normalised text, and the docket where a procedure stands before it. */
export interface DocketNumberAt {
  start: number;
  end: number;
  number: DocketNumber;
  mention: DocketAt | null;
}

/** Every number in the shape of a docket, with or without a procedure; dates left out. */
export function eachDocketNumber(text: string, visit: (found: DocketNumberAt) => void): void {
  eachNumber(text, ({ start, end, number }, mention) => visit({ start, end, number, mention }));
}

interface Candidate {
  start: number;
  end: number;
  written: string;
  number: DocketNumber;
}

function eachNumber(text: string, visit: (candidate: Candidate, mention: DocketAt | null) => void): void {
  let passed = 0;
  let last: DocketAt | undefined;
  const leaveNumbers = new Set<string>();
  const numbers = new RegExp(NUMBER); // its own place in the text: a visitor may look for dockets too
  for (let match = numbers.exec(text); match !== null; match = numbers.exec(text)) {
    const year = hebrewYearBefore(text, match.index);
    const written = year + match[0];
    // what matched is the parts of a number already, unless letters stand before it
    const number = year === '' ? readParts(match) : readNumber(written);
    if (!number) continue;
    const start = match.index - year.length;
    const candidate = { start, end: start + written.length, written, number };
    const mention = withoutPreposition(
      withProcedure(text, passed, candidate) ?? joined(text, candidate, last),
      leaveNumbers,
    );
    visit(candidate, mention);
    last = mention ?? last;
    passed = candidate.end;
  }
}

/** `נד/` of `נד/3-171`; empty where none stands. */
function hebrewYearBefore(text: string, at: number): string {
  if (text.charAt(at - 1) !== '/') return '';
  return HEBREW_YEAR.exec(text.slice(Math.max(0, at - 6), at))?.[1] ?? '';
}

function withProcedure(
  text: string,
  passed: number,
  { start: at, written, number: plain }: Candidate,
): DocketAt | null {
  // The first word that fits may be no procedure (`דין. ע.א. 12/80`), so look on behind it; the window bounds the work.
  let from = Math.max(passed, at - WINDOW);
  if (!mayEndProcedure(text, from, at)) return null;
  for (let tries = 0; tries < 4; tries++) {
    const match = BEFORE.exec(text.slice(from, at));
    const word = match?.[1];
    if (!match || word === undefined) return null;
    const wordStart = from + match.index + match[0].indexOf(word);
    const read = procedureBeforeNumber(word);
    const number = read && numberUnder(read.procedure, written, plain);
    if (
      read &&
      number &&
      isWhole(text, wordStart) &&
      isCredible(read.procedure, word, written, number.modern, text.slice(Math.max(0, wordStart - 5), wordStart))
    ) {
      return {
        start: wordStart + skipLetters(word, read.prefixLetters),
        end: at + written.length,
        docket: makeDocket(read.procedure.code, read.procedure.letters, number),
        court: match[2]?.trim() ?? null,
        prefixLetters: read.prefixLetters === 0 ? '' : procedureLetters(word).slice(0, read.prefixLetters),
      };
    }
    from = wordStart + word.length;
  }
  return null;
}

/** Before a number only these end what `BEFORE` asks for: most numbers of a text stand behind something else. */
function mayEndProcedure(text: string, from: number, at: number): boolean {
  let end = at - 1;
  while (end >= from && SEPARATORS.includes(text.charAt(end))) end--;
  return end >= from && (isHebrew(text.charCodeAt(end)) || ".')".includes(text.charAt(end)));
}

const SEPARATORS = ' \n\t:-/';

/** No letter stands before a word, nor a letter and a quote, so it is not the end of a longer one. */
function isWhole(text: string, start: number): boolean {
  const before = text.charCodeAt(start - 1);
  if (isHebrew(before)) return false;
  return !((before === 0x22 || before === 0x27) && isHebrew(text.charCodeAt(start - 2)));
}

// A number in the shape of a docket is common (dates, plans, page ranges), so what is not spelled as an abbreviation must
// earn it: a checked procedure of two letters and more, and a full number. `עמ' 12-34` are pages, not a tax appeal.
function isCredible(procedure: Procedure, word: string, written: string, isModern: boolean, before: string): boolean {
  // `(פ 6161/07)`, `תיק ת' 1717/08`: the registries' bare letters, only where a file is plainly meant
  // `פ' 1896/08`, `ת' 7874-05`: with a geresh the full number is enough; `ע' 12` is a page
  if (word === "פ'" || word === "ת'") return isModern || /^(?:\d{3,6}\/|\d{4,6}-)\d\d$/.test(written);
  if (BARE_LETTERS.has(procedure.code))
    return /(?:\(|תיק |תיק: ?|ב- ?)$/.test(before) && (isModern || /^\d{2,6}\/\d\d$/.test(written));
  if (word.endsWith("'") && procedure.code !== "המ'") return false;
  // `ע"פ 61-11` is a docket, `ע"מ 12-34` are pages
  if (
    written.includes('-') &&
    /^\d{1,2} ?- ?\d+$/.test(written) &&
    (!SHORT_DASH.has(procedure.code) || !word.includes('"'))
  )
    return false;
  if (AMBIGUOUS.has(procedure.code) && !isModern) return false;
  if (/["'.]./.test(word) || procedure.code === 'ערר' || procedure.code === "המ'") return true;
  return procedure.meaning !== null && (isModern || /^\d{2,6}\/\d{2}$/.test(written));
}

/**
 * `בר"ע 171/79` is a procedure of its own, and `ב` before `ר"ע 171/79`: the second where the text has named `ר"ע 171/79`.
 * Remembers in `leaveNumbers` the numbers that it named.
 */
function withoutPreposition(mention: DocketAt | null, leaveNumbers: Set<string>): DocketAt | null {
  if (!mention) return null;
  const { prefix, number, key } = mention.docket;
  if (prefix === LEAVE.code) leaveNumbers.add(number);
  if (prefix !== LEAVE.withPreposition || !leaveNumbers.has(number)) return mention;
  const docket = { prefix: LEAVE.code, number, canonical: `${LEAVE.code} ${number}`, key: key.slice(1) };
  // a number of a list has no procedure of its own before it
  const written = mention.end - mention.start > number.length;
  return written
    ? { ...mention, start: mention.start + 1, prefixLetters: `${mention.prefixLetters}ב`, docket }
    : { ...mention, docket };
}

const LEAVE = { code: 'ר"ע', withPreposition: 'בר"ע' };

function joined(
  text: string,
  { start: at, written, number: plain }: Candidate,
  before: DocketAt | undefined,
): DocketAt | null {
  if (!before || at - before.end > 8 || !JOIN.test(text.slice(before.end, at))) return null;
  if (!/^\d{2,6}\/\d\d$|^\d{3,6}-\d{1,2}-\d\d$/.test(written)) return null;
  const procedure = PROCEDURES.get(before.docket.key.slice(0, before.docket.key.indexOf(':')));
  if (!procedure) return null;
  return {
    start: at,
    end: at + written.length,
    docket: makeDocket(procedure.code, procedure.letters, numberUnder(procedure, written, plain)),
    court: before.court,
    prefixLetters: '',
  };
}

/** A number as its procedure writes it: only a dash of the Supreme Court reads otherwise, so it is rarely read again. */
function numberUnder(procedure: Procedure, written: string, plain: DocketNumber): DocketNumber {
  return isSupremeOnly(procedure) && written.includes('-') ? (readNumber(written, true) ?? plain) : plain;
}

/** Position in `word` after its first `count` letters and a maqaf that follows them (`ב-ת"א`). */
function skipLetters(word: string, count: number): number {
  if (count === 0) return 0;
  return word.charAt(count) === '-' ? count + 1 : count;
}
