import { type TimetableEntry, zoneOf } from './timetable.ts';
import { MINUTE, wallClock } from './zone.ts';

/**
 * The first start strictly after `from`.
 *
 * Where a clock is put back, a job starts in both of its equal hours; where it is put forward, a start in the missing
 * hour does not take place that day.
 *
 * @throws RangeError when the entry never starts (the searching ends after eight days)
 * @example nextStart({ job: 'digest', minutes: [12], processName: 'digest' }, new Date('2026-01-01T10:12:00Z'))
 *   // 2026-01-01T11:12:00Z
 */
export function nextStart(entry: TimetableEntry, from: Date): Date {
  const starts = startsAt(entry);
  const first = (Math.floor(from.getTime() / MINUTE) + 1) * MINUTE;
  for (let epoch = first; epoch < first + 8 * 24 * 60 * MINUTE; epoch += MINUTE) {
    if (starts(epoch)) return new Date(epoch);
  }
  throw new RangeError(
    `${entry.job} does not start within eight days of ${from.toISOString()}; check its hours and minutes.`,
  );
}

/** Does the job start in this minute? `epoch` in milliseconds, at the full minute. */
export function startsAt(entry: TimetableEntry): (epoch: number) => boolean {
  const clock = wallClock(zoneOf(entry));
  const day = new Uint8Array(24 * 60);
  for (const hour of entry.hours ?? Array.from({ length: 24 }, (_, h) => h)) {
    for (const minute of entry.minutes) day[hour * 60 + minute] = 1;
  }
  return (epoch) => day[clock(epoch)] === 1;
}
