// The arithmetic Hebrew calendar (Reingold and Dershowitz, "Calendrical Calculations"): day numbers since the epoch of
// the proleptic Gregorian calendar, months counted from Nisan.
const HEBREW_EPOCH = -1373427;
const TISHRI = 7;

const isLeap = (year: number): boolean => (7 * year + 1) % 19 < 7;
const lastMonth = (year: number): number => (isLeap(year) ? 13 : 12);

function elapsedDays(year: number): number {
  const months = Math.floor((235 * year - 234) / 19);
  const parts = 12084 + 13753 * months;
  const day = 29 * months + Math.floor(parts / 25920);
  return (3 * (day + 1)) % 7 < 3 ? day + 1 : day;
}

function newYear(year: number): number {
  const [before, here, after] = [elapsedDays(year - 1), elapsedDays(year), elapsedDays(year + 1)];
  const delay = after - here === 356 ? 2 : here - before === 382 ? 1 : 0;
  return HEBREW_EPOCH + here + delay;
}

function monthLength(year: number, month: number): number {
  const days = newYear(year + 1) - newYear(year);
  if (month === 8) return days % 10 === 5 ? 30 : 29;
  if (month === 9) return days % 10 === 3 ? 29 : 30;
  if (month === 2 || month === 4 || month === 6 || month === 10 || month === 13) return 29;
  return month === 12 && !isLeap(year) ? 29 : 30;
}

const MONTHS: Record<string, number> = {
  ניסן: 1,
  אייר: 2,
  איר: 2,
  סיון: 3,
  סיוון: 3,
  תמוז: 4,
  אב: 5,
  'מנחם אב': 5,
  אלול: 6,
  תשרי: 7,
  חשון: 8,
  חשוון: 8,
  'מר חשון': 8,
  'מר חשוון': 8,
  מרחשון: 8,
  מרחשוון: 8,
  כסלו: 9,
  כסליו: 9,
  טבת: 10,
  שבט: 11,
  אדר: 12,
};

/** Names of the Hebrew months as decisions write them, longest first: for building patterns. */
export const HEBREW_MONTHS = Object.keys(MONTHS).sort((a, b) => b.length - a.length);

const VALUES: Record<string, number> = Object.fromEntries(
  [...'אבגדהוזחטיכלמנסעפצקרשת'].map((letter, i) => [letter, i < 9 ? i + 1 : i < 18 ? (i - 8) * 10 : (i - 17) * 100]),
);
const FINAL_LETTERS: Record<string, string> = { ך: 'כ', ם: 'מ', ן: 'נ', ף: 'פ', ץ: 'צ' };

/** Number written in Hebrew letters: `תשע"ו` is 776, `ט"ו` 15; null for anything else. */
export function letterNumber(written: string): number | null {
  const letters = written.replace(/["'\s]/g, '');
  if (letters === '') return null;
  let sum = 0;
  for (const letter of letters) {
    const value = VALUES[FINAL_LETTERS[letter] ?? letter];
    if (value === undefined) return null;
    sum += value;
  }
  return sum;
}

/**
 * ISO date of a Hebrew day. `year` with or without the thousand (`תשע"ו`, `התשע"ו`); in a leap year plain אדר is Adar I,
 * and `adarTwo` asks for Adar II. Null when there is no such day.
 *
 * @example hebrewDate('א', 'כסלו', 'התשע"ז') // '2016-12-01'
 */
export function hebrewDate(day: string, month: string, year: string, adarTwo = false): string | null {
  const dayNumber = letterNumber(day);
  let monthNumber = MONTHS[month.replace(/\s+/g, ' ')];
  const yearNumber = letterNumber(year.replace(/^ה["']?(?=ת)/, ''));
  if (dayNumber === null || monthNumber === undefined || yearNumber === null) return null;
  if (yearNumber < 600 || yearNumber > 900) return null;
  const full = 5000 + yearNumber;
  if (monthNumber === 12 && adarTwo && isLeap(full)) monthNumber = 13;
  if (dayNumber < 1 || dayNumber > monthLength(full, monthNumber)) return null;
  let total = newYear(full) + dayNumber - 1;
  for (let m = TISHRI; m !== monthNumber; m = m === lastMonth(full) ? 1 : m + 1) total += monthLength(full, m);
  return isoOfDayNumber(total);
}

function isoOfDayNumber(fixed: number): string {
  // Day 719163 is 1970-01-01.
  return new Date((fixed - 719163) * 86_400_000).toISOString().slice(0, 10);
}

/**
 * ISO date of a Gregorian day, or null when the calendar has no such day. Two-digit years: 00 to 49 are 20xx.
 *
 * @example [gregorianDate(29, 2, 2028), gregorianDate(29, 2, 2027)] // ['2028-02-29', null]
 */
export function gregorianDate(day: number, month: number, year: number): string | null {
  const full = year >= 100 ? year : year < 50 ? 2000 + year : 1900 + year;
  if (full < 1920 || full > 2100) return null;
  const date = new Date(Date.UTC(full, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.toISOString().slice(0, 10);
}
