import type { Language } from '../messages/index.ts';

/** Moments in words, as the clock stands in Jerusalem. */
export interface Clock {
  /** day and hour */
  moment(iso: string): string;
  /** hour and minute */
  hour(iso: string): string;
  /** "3 minutes ago"; also of what is to come: "in 3 minutes" */
  ago(iso: string): string;
  /** a day of the calendar (`2035-02-03`), which is in no zone */
  day(isoDay: string): string;
}

const ZONE = 'Asia/Jerusalem';
const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

export function clock(language: Language, now: Date): Clock {
  const locale = language === 'he' ? 'he-IL' : 'en-GB';
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  return {
    moment: (iso) => new Date(iso).toLocaleString(locale, { timeZone: ZONE, dateStyle: 'long', timeStyle: 'short' }),
    hour: (iso) => new Date(iso).toLocaleTimeString(locale, { timeZone: ZONE, timeStyle: 'short' }),
    ago(iso) {
      const seconds = Math.round((new Date(iso).getTime() - now.getTime()) / 1000);
      const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? UNITS[3];
      // The Hebrew locale data write “לפני דקה (1)” and “לפני שעתיים (2)”.
      return relative.format(Math.trunc(seconds / size), unit).replace(/ \([12]\)/, '');
    },
    day: (isoDay) =>
      new Date(`${isoDay}T00:00:00Z`).toLocaleDateString(locale, {
        timeZone: 'UTC',
        day: 'numeric',
        month: 'long',
        year: 'numeric',
      }),
  };
}
