import { foldFinals } from '../text/normalise.ts';

/** The number of a docket, read. */
export interface DocketNumber {
  /** Canonical: `6116/15`, `2094-01-15`, labour `12-3/45` or `נד/3-171`. */
  number: string;
  /** The same for every way of writing it: separators unified, no final forms, `6116-15`. */
  key: string;
  /** Serial, month and year were all given (`12345-06-21`). */
  modern: boolean;
}

const PARTS = /^(\d{1,6}) ?([-/.\\]) ?(\d{1,5})(?: ?([-/.\\]) ?(\d{1,7}))?$/;
const HEBREW_YEAR = /^([א-ת]{1,3}|[א-ת]{1,3}"[א-ת]) ?[/\\] ?(\d{1,3}) ?- ?(\d{1,5})$/;

/**
 * Reads the number of a docket in any historic form, in normalised text.
 * Forms: `1234/05`, `1234/2005`, year first with blanks (`94 / 1717`), `12345-06-21` with `-`, `/`, `.` or `\`, one-digit
 * month or four-digit year, labour `12-3/45` and `נד/3-171`. Month 0 or 13 is no docket: null.
 *
 * @example readNumber('41417.7.22')?.number // '41417-07-22'
 */
export function readNumber(written: string, supreme = false): DocketNumber | null {
  const parts = PARTS.exec(written);
  if (parts) return readParts(parts, supreme);
  const labour = HEBREW_YEAR.exec(written);
  if (labour) {
    const number = `${(labour[1] ?? '').replace('"', '')}/${labour[2]}-${labour[3]}`;
    return { number, key: foldFinals(number), modern: false };
  }
  return null;
}

/** Reads a number that is taken apart: the whole, then digits, sign, digits, and for three parts sign and digits again. */
export function readParts(parts: RegExpExecArray, supreme = false): DocketNumber | null {
  return parts[5] === undefined ? twoParts(parts, supreme) : threeParts(parts);
}

function threeParts([, first = '', sign1, middle = '', sign2, last = '']: RegExpExecArray): DocketNumber | null {
  if (middle.length > 4) return null;
  // Dots also write dates: a serial of 31 or less with dots is one.
  if (sign1 === '.' && (sign2 !== '.' || Number(first) <= 31)) return null;
  // `01/06/0003171`: bench, year and a serial filled up with noughts, of the local courts.
  if (last.length === 7) {
    const filled = sign1 === '/' && sign2 === '/' && first.length === 2 && middle.length === 2 && last.startsWith('0');
    return filled ? old(last, middle, '/') : null;
  }
  const month = Number(middle);
  // `12-3/45` of the labour courts: a registry number and a serial, not a month; the serial comes second and is long or
  // the first part is too short for a modern serial.
  if (sign1 === '-' && sign2 === '/' && first.length <= 2 && /^\d\d$/.test(last)) {
    return { number: `${first}-${middle}/${last}`, key: `${first}-${middle}-${last}`, modern: false };
  }
  if (middle.length > 2 || month < 1 || month > 12) return null;
  // Text that went through a visual-order page has the parts backwards: 21-06-12345.
  if (last.length > 2 && !/^(?:19|20)\d\d$/.test(last)) {
    return first.length === 2 ? modern(last, month, first) : null;
  }
  // `9904-03-1` is kept as written: whether its last digit is a part of the file or half a year, nothing in it says.
  if (last.length < 2) {
    if (sign1 !== '-' || sign2 !== '-' || first.length < 3 || middle.length !== 2) return null;
    const number = `${withoutNoughts(first)}-${middle}-${last}`;
    return { number, key: number, modern: true };
  }
  return modern(first, month, last.slice(-2));
}

function modern(serial: string, month: number, year: string): DocketNumber {
  const number = `${withoutNoughts(serial)}-${String(month).padStart(2, '0')}-${year}`;
  return { number, key: number, modern: true };
}

function twoParts([, first = '', sign, last = '']: RegExpExecArray, supreme: boolean): DocketNumber | null {
  if (sign === '.') return null;
  const yearLast = last.length === 2 || (last.length === 4 && /^(?:19|20)/.test(last));
  // Early-1990s Supreme Court files write the year first.
  if (!yearLast && sign !== '-' && /^[04-9]\d$/.test(first) && last.length >= 3) return old(last, first, '/');
  if (yearLast) return old(first, last, sign === '-' && !supreme ? '-' : '/');
  // Appeals committees write serial/MMYY.
  if (last.length === 4 && Number(last.slice(0, 2)) >= 1 && Number(last.slice(0, 2)) <= 12) {
    return sign === '-' ? null : { number: `${first}/${last}`, key: `${first}-${last}`, modern: false };
  }
  return null;
}

function old(serial: string, year: string, sign: string): DocketNumber {
  const plain = withoutNoughts(serial);
  return { number: `${plain}${sign}${year.slice(-2)}`, key: `${plain}-${year.slice(-2)}`, modern: false };
}

function withoutNoughts(serial: string): string {
  return serial.startsWith('0') ? serial.replace(/^0+(?=\d)/, '') : serial;
}
