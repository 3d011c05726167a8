import { gregorianDate, HEBREW_MONTHS, hebrewDate } from './hebrew-calendar.ts';

/** A date in the text, in positions of the normalised text. */
export interface WrittenDate {
  iso: string;
  start: number;
  end: number;
  /** Both calendars were written and name the same day (true), different days (false), or only one was written (null). */
  agrees: boolean | null;
}

const MONTHS: Record<string, number> = {
  ינואר: 1,
  פברואר: 2,
  מרץ: 3,
  מרס: 3,
  מארס: 3,
  אפריל: 4,
  מאי: 5,
  יוני: 6,
  יולי: 7,
  אוגוסט: 8,
  ספטמבר: 9,
  אוקטובר: 10,
  נובמבר: 11,
  דצמבר: 12,
};
const NUMERIC = /(?<!\d[./-]?)(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d|[./-]\d)/g;
const NAMED = new RegExp(
  `(?<!\\d)(\\d{1,2})\\s{0,3}[בל]?(${Object.keys(MONTHS).join('|')}),?\\s{0,3}(\\d{4})(?!\\d)`,
  'g',
);
const HEBREW = new RegExp(
  `(?<![א-ת])([א-ל]'?|[יכל]"?[א-ט]|ט"?[וז])\\s{0,3}(?:ל?חודש\\s)?ב?(${HEBREW_MONTHS.join('|')})(?:\\s{0,2}(א|ב|ראשון|שני)'?(?![א-ת"]))?,?\\s{0,3}(ה?["']?ת?ת["']?ש["']?[א-ת]?["']?[א-ת]?["']?[א-ת]?|ה?תש["']?[א-ת]{1,2})(?![א-ת])`,
  'g',
);

/** All dates of a text in order; a Hebrew and a civil date side by side are one. */
export function writtenDates(text: string): WrittenDate[] {
  const civil: WrittenDate[] = [];
  for (const m of text.matchAll(NUMERIC)) {
    push(civil, m, gregorianDate(Number(m[1]), Number(m[3]), Number(m[4])));
  }
  for (const m of text.matchAll(NAMED)) {
    push(civil, m, gregorianDate(Number(m[1]), MONTHS[m[2] ?? ''] ?? 0, Number(m[3])));
  }
  const hebrew: WrittenDate[] = [];
  for (const m of text.matchAll(HEBREW)) {
    const iso = hebrewDate(m[1] ?? '', m[2] ?? '', m[4] ?? '', /^(?:ב|שני)/.test(m[3] ?? ''));
    push(hebrew, m, iso);
  }
  civil.sort((a, b) => a.start - b.start);
  const dates: WrittenDate[] = [];
  for (const day of hebrew) {
    const pair = civil.findIndex((c) => beside(text, day, c));
    const other = civil[pair];
    if (!other) dates.push(day);
    else {
      civil.splice(pair, 1);
      const start = Math.min(day.start, other.start);
      const end = Math.max(day.end, other.end);
      dates.push({ iso: other.iso, start, end, agrees: closeDays(day.iso, other.iso) });
    }
  }
  return [...dates, ...civil].sort((a, b) => a.start - b.start);
}

function push(list: WrittenDate[], match: RegExpMatchArray, iso: string | null): void {
  const start = match.index ?? 0;
  if (iso) list.push({ iso, start, end: start + match[0].length, agrees: null });
}

const BETWEEN = /^[\s,(:]{0,6}(?:ה-?|ל-|יום|ב-)?[\s,(]{0,3}$/;
function beside(text: string, one: WrittenDate, other: WrittenDate): boolean {
  const [first, second] = one.start < other.start ? [one, other] : [other, one];
  const gap = second.start - first.end;
  return gap >= 0 && gap <= 10 && BETWEEN.test(text.slice(first.end, second.start));
}

// The Hebrew day starts in the evening: a decision given at night may carry either.
function closeDays(one: string, other: string): boolean {
  return Math.abs(Date.parse(one) - Date.parse(other)) <= 86_400_000;
}
