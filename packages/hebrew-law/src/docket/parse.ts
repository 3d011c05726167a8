import { letterNumber } from '../metadata/hebrew-calendar.ts';
import { normalise } from '../text/normalise.ts';
import { type DocketNumber, readNumber } from './number.ts';
import { type Procedure, procedureBeforeNumber, procedureLetters } from './procedures.ts';

/** The name of one proceeding. */
export interface Docket {
  /** Procedure in canonical spelling (`רע"פ`), or '' when only a number was given. */
  prefix: string;
  /** `6116/15`, `2094-01-15`, labour `12-3/45`. */
  number: string;
  /** `רע"פ 6116/15`: what is shown and stored. */
  canonical: string;
  /** Equal for every way of writing the same docket: compare by this, never show it. */
  key: string;
}

const NUMBER_AT_END =
  /(?:(?<![א-ת"])(?:[א-ת]{1,3}|[א-ת]{1,2}"[א-ת]) ?\/ ?\d{1,3} ?- ?\d{1,5}|(?<!\d|\d ?[./\\-] ?)\d{1,6} ?[-/.\\] ?\d{1,5}(?: ?[-/.\\] ?\d{1,7})?)$/;

/**
 * Reads one docket written in any historic form: gershayim of any kind, dots (`ת.א.`), prefix letters (`בעפ"ג`), the
 * court in brackets, year first, month 13 refused. A bare number gives an empty prefix; an unknown abbreviation with
 * gershayim is kept, since this is a field that says it is a docket (running text is read by `findDockets`).
 *
 * @returns null when it is no docket.
 * @example parseDocket('ת״א (מחוזי ת"א) 41417.7.22')?.canonical // 'ת"א 41417-07-22'
 */
export function parseDocket(raw: string): Docket | null {
  if (raw.length > 200) return null;
  const text = normalise(raw).text.replace(/\s+/g, ' ').trim();
  const match = NUMBER_AT_END.exec(text);
  if (!match) return null;
  const start = match.index;
  const written = text
    .slice(0, start)
    .replace(/\([^()]*\)/g, ' ')
    .replace(/(?:מס'|מספר|:)/g, ' ')
    .trim();
  const word = written.split(' ').find((part) => procedureBeforeNumber(part) !== null) ?? written;
  const known = procedureBeforeNumber(word);
  if (written !== '' && !known && !/^[א-ת]{1,5}"[א-ת]$/.test(word)) return null;
  const prefix = known?.procedure.code ?? word;
  const number = readNumber(match[0], isSupremeOnly(known?.procedure));
  return number && makeDocket(prefix, known?.procedure.letters ?? procedureLetters(word), number);
}

/**
 * Whether two dockets name the same proceeding; a missing procedure on either side is not held against it.
 *
 * @example sameDocket({ prefix: 'ת"א', number: '7-07-22', canonical: 'ת"א 7-07-22', key: 'תא:7-07-22' }, { prefix: '', number: '7-07-22', canonical: '7-07-22', key: ':7-07-22' }) // true
 */
export function sameDocket(one: Docket, other: Docket): boolean {
  if (one.prefix === '' || other.prefix === '') return numberKey(one) === numberKey(other);
  return one.key === other.key;
}

/**
 * Orders dockets by year, then month, then serial, then procedure: negative when the first comes before. Two digits from 40
 * on are of the last century: the courts of the state began in 1948.
 *
 * @example ['ע"א 9/99', 'ע"א 3/48', 'ע"א 1/02'].flatMap((d) => parseDocket(d) ?? []).sort(compareDockets).map((d) => d.number) // ['3/48', '9/99', '1/02']
 */
export function compareDockets(one: Docket, other: Docket): number {
  const a = sortKey(one);
  const b = sortKey(other);
  return a < b ? -1 : a > b ? 1 : 0;
}

export function makeDocket(prefix: string, letters: string, { number, key }: DocketNumber): Docket {
  return {
    prefix,
    number,
    canonical: prefix === '' ? number : `${prefix} ${number}`,
    key: `${letters}:${key}`,
  };
}

/** The Supreme Court always writes serial/year, so a dash there is only another sign for the slash. */
export function isSupremeOnly(procedure: Procedure | undefined): boolean {
  return procedure?.levels.length === 1 && procedure.levels[0] === 'supreme';
}

function numberKey(docket: Docket): string {
  return docket.key.slice(docket.key.indexOf(':') + 1);
}

function sortKey(docket: Docket): string {
  const [first = '', middle = '', third] = docket.number.split(/[-/]/);
  const last = third ?? middle;
  const hebrew = letterNumber(first);
  // `נד/3-171` of the labour courts: 5754 began in 1993 and ended in 1994
  if (hebrew !== null) return keyOf(1940 + hebrew, middle, last, docket.prefix);
  const year = Number(last.slice(-2));
  const full = year >= 40 ? 1900 + year : 2000 + year;
  // `717/0917` of the appeals committees: month and year
  const month = third === undefined ? last.slice(0, -2) : middle;
  return keyOf(full, month, first, docket.prefix);
}

function keyOf(year: number, month: string, serial: string, prefix: string): string {
  return `${year}:${month.padStart(4, '0')}:${serial.padStart(7, '0')}:${prefix}`;
}
