// The Hebrew date of a day, from the runtime's own calendar data. Month names are the calendar's English ones, which
// tell Adar from Adar I and Adar II.
const HEBREW = new Intl.DateTimeFormat('en-u-ca-hebrew', { timeZone: 'UTC', day: 'numeric', month: 'long' });

const FRIDAY = 5;
const SATURDAY = 6;

/**
 * Do offices and courts work on this day? Not on Fridays and Saturdays, holidays, their eves, and the middle days of
 * Sukkot and Passover, nor on Memorial Day and Independence Day as the law moves them off the Sabbath
 * (חוק יום העצמאות, תש״ט-1949, סעיף 1).
 *
 * @param day  a day of the calendar, `2035-02-03`
 * @example isWorkingDay('2026-09-21'); // false: Yom Kippur
 */
export function isWorkingDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  const weekday = date.getUTCDay();
  if (weekday === FRIDAY || weekday === SATURDAY) return false;
  return !isHoliday(date);
}

/** How many working days lie after `from`, up to and including `to`. 0 when `to` is not later. */
export function workingDaysBetween(from: string, to: string): number {
  let count = 0;
  for (let date = next(new Date(`${from}T00:00:00Z`)); isoDay(date) <= to; date = next(date))
    if (isWorkingDay(isoDay(date))) count += 1;
  return count;
}

/** From the eve on, to the last day. */
const HOLIDAYS: readonly { month: string; from: number; to: number }[] = [
  { month: 'Elul', from: 29, to: 29 }, // eve of Rosh Hashana
  { month: 'Tishri', from: 1, to: 2 },
  { month: 'Tishri', from: 9, to: 10 }, // Yom Kippur
  { month: 'Tishri', from: 14, to: 22 }, // Sukkot to Simchat Torah
  { month: 'Nisan', from: 14, to: 21 }, // Passover
  { month: 'Sivan', from: 5, to: 6 }, // Shavuot
];

function isHoliday(date: Date): boolean {
  const { month, day } = hebrew(date);
  if (HOLIDAYS.some((holiday) => holiday.month === month && day >= holiday.from && day <= holiday.to)) return true;
  if (month !== 'Iyar') return false;
  const independence = independenceDay(date, day);
  return day === independence || day === independence - 1;
}

/** The day of Iyar on which Independence Day is kept in the year of `date`, which is day `day` of Iyar. */
function independenceDay(date: Date, day: number): number {
  const weekdayOfFifth = daysLater(date, 5 - day).getUTCDay();
  if (weekdayOfFifth === FRIDAY) return 4;
  if (weekdayOfFifth === SATURDAY) return 3;
  return weekdayOfFifth === 1 ? 6 : 5; // on a Monday, Memorial Day would begin as the Sabbath ends
}

function hebrew(date: Date): { month: string; day: number } {
  const parts = HEBREW.formatToParts(date);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return { month: of('month'), day: Number(of('day')) };
}

const daysLater = (date: Date, days: number): Date => new Date(date.getTime() + days * 86_400_000);
const next = (date: Date): Date => daysLater(date, 1);
const isoDay = (date: Date): string => date.toISOString().slice(0, 10);
