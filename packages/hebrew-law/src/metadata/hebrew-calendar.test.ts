import { describe, expect, it } from 'vitest';
import { gregorianDate, hebrewDate, letterNumber } from './hebrew-calendar.ts';

const MONTHS: Record<string, string> = {
  Tishri: 'תשרי',
  Heshvan: 'חשוון',
  Kislev: 'כסלו',
  Tevet: 'טבת',
  Shevat: 'שבט',
  Adar: 'אדר',
  'Adar I': 'אדר',
  'Adar II': 'אדר',
  Nisan: 'ניסן',
  Iyar: 'אייר',
  Sivan: 'סיוון',
  Tamuz: 'תמוז',
  Av: 'אב',
  Elul: 'אלול',
};
const VALUES: [number, string][] = [
  ...([
    [400, 'ת'],
    [300, 'ש'],
    [200, 'ר'],
    [100, 'ק'],
    [90, 'צ'],
    [80, 'פ'],
    [70, 'ע'],
    [60, 'ס'],
    [50, 'נ'],
  ] as const),
  ...([
    [40, 'מ'],
    [30, 'ל'],
    [20, 'כ'],
    [10, 'י'],
    [9, 'ט'],
    [8, 'ח'],
    [7, 'ז'],
    [6, 'ו'],
    [5, 'ה'],
    [4, 'ד'],
  ] as const),
  ...([
    [3, 'ג'],
    [2, 'ב'],
    [1, 'א'],
  ] as const),
].map(([value, letter]) => [value, letter]);

function inLetters(number: number): string {
  let rest = number;
  let letters = '';
  for (const [value, letter] of VALUES) {
    for (; rest >= value; rest -= value) letters += letter;
  }
  return letters;
}

describe('hebrewDate', () => {
  it('names the same day as the calendar of the platform, from 1948 to 2100', () => {
    const calendar = new Intl.DateTimeFormat('en-u-ca-hebrew', {
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    });
    // 89 days apart: every month, and both its first and last days, in years of all six lengths
    for (let day = Date.UTC(1948, 4, 14); day < Date.UTC(2100, 0, 1); day += 89 * 86_400_000) {
      const parts = Object.fromEntries(calendar.formatToParts(day).map(({ type, value }) => [type, value]));
      const year = inLetters(Number(parts.year) - 5000);
      const month = MONTHS[parts.month ?? ''] ?? '';
      const read = hebrewDate(inLetters(Number(parts.day)), month, year, parts.month === 'Adar II');
      expect(read).toBe(new Date(day).toISOString().slice(0, 10));
    }
  });

  it.each<[string, string, string, boolean, string | null]>([
    ['א', 'כסלו', 'התשע"ז', false, '2016-12-01'],
    ['א', 'מר חשוון', 'תשע"ז', false, '2016-11-02'],
    // a common year has one Adar, whichever is asked for
    ['א', 'אדר', 'תשע"ז', true, '2017-02-27'],
    ['א', 'אדר', 'תשע"ז', false, '2017-02-27'],
    // no such day, month or year
    ['ל', 'טבת', 'תשע"ז', false, null],
    ['ל', 'אדר', 'תשע"ז', false, null],
    ['ל"א', 'ניסן', 'תשע"ז', false, null],
    ['א', 'ינואר', 'תשע"ז', false, null],
    ['x', 'ניסן', 'תשע"ז', false, null],
    ['א', 'ניסן', '', false, null],
    ['א', 'ניסן', 'תק"צ', false, null],
    ['א', 'ניסן', 'תתק"א', false, null],
  ])('reads %s %s %s (Adar II: %s) as %s', (day, month, year, adarTwo, iso) => {
    expect(hebrewDate(day, month, year, adarTwo)).toBe(iso);
  });

  it.each([
    ['תשע"ו', 776],
    ["ה'", 5],
    ['ט"ו', 15],
    ['תש"ן', 750],
    ['', null],
    ['12', null],
  ])('the number of %j is %s', (letters, number) => {
    expect(letterNumber(letters)).toBe(number);
  });
});

describe('gregorianDate', () => {
  it.each<[number, number, number, string | null]>([
    [1, 2, 49, '2049-02-01'],
    [1, 2, 50, '1950-02-01'],
    [1, 2, 0, '2000-02-01'],
    [1, 2, 100, null],
    [31, 12, 1919, null],
    [1, 1, 1920, '1920-01-01'],
    [31, 12, 2100, '2100-12-31'],
    [1, 1, 2101, null],
    [29, 2, 2027, null],
    [0, 1, 2020, null],
    [32, 1, 2020, null],
    [1, 13, 2020, null],
    [1, 0, 2020, null],
  ])('%i.%i.%i is %s', (day, month, year, iso) => {
    expect(gregorianDate(day, month, year)).toBe(iso);
  });
});
