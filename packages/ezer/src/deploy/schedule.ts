import type { TimetableEntry } from 'pg-drains';

const ZONE = 'Asia/Jerusalem';

export const zoneOf = ({ zone = ZONE }: TimetableEntry): string => zone;

/**
 * The starts of a job as five cron fields.
 *
 * @example cronOf({ job: 'mail', minutes: [22], hours: [7], processName: 'mail' }); // '22 7 * * *'
 */
export const cronOf = ({ minutes, hours }: TimetableEntry): string =>
  `${minutes.join(',')} ${hours?.join(',') ?? '*'} * * *`;

/** The same as a calendar expression. @example '*-*-* 07:22:00 Asia/Jerusalem' */
export function calendarOf(entry: TimetableEntry): string {
  const two = (numbers: readonly number[]) => numbers.map((number) => String(number).padStart(2, '0')).join(',');
  return `*-*-* ${entry.hours ? two(entry.hours) : '*'}:${two(entry.minutes)}:00 ${zoneOf(entry)}`;
}
