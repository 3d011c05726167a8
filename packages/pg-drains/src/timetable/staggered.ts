import { startsAt } from './start.ts';
import { assertSound, type Timetable, TimetableError, zoneOf } from './timetable.ts';
import { MINUTE } from './zone.ts';

/**
 * Proves that no two jobs ever start in the same minute, by trying every minute of a year, each job in its own zone,
 * the days on which clocks change included.
 *
 * Three jobs in one minute, each of which ran DDL at its start, made 29 deadlocks in the system before this one. The
 * serialised migration is the guarantee; this is the second layer.
 *
 * @param year default: this year and the next, so that a build made in December still holds in January
 * @throws TimetableError naming the jobs and the first minute they share, or the entry that makes no sense
 * @example assertStaggered([
 *   { job: 'metadata', minutes: [0, 15, 30, 45], processName: 'metadata' },
 *   { job: 'digest', minutes: [12], processName: 'digest' },
 * ]);
 */
export function assertStaggered(timetable: Timetable, year?: number): void {
  assertSound(timetable);
  const first = year ?? new Date().getUTCFullYear();
  const end = Date.UTC(year === undefined ? first + 2 : first + 1, 0, 1) + DAY; // zones west of Greenwich end later
  const jobs = timetable.map((entry) => ({ entry, starts: startsAt(entry) }));
  for (let epoch = Date.UTC(first, 0, 1) - DAY; epoch < end; epoch += MINUTE) {
    let starting = 0;
    for (const { starts } of jobs) if (starts(epoch)) starting += 1;
    if (starting > 1)
      throw shared(
        jobs.filter(({ starts }) => starts(epoch)).map(({ entry }) => entry),
        new Date(epoch),
      );
  }
}

const DAY = 24 * 60 * MINUTE;

function shared(entries: Timetable, at: Date): TimetableError {
  const jobs = entries.map((entry) => entry.job);
  const moments = [...new Set(entries.map(zoneOf))].map((zone) => `${wall(at, zone)} ${zone}`).join(' = ');
  return new TimetableError(
    `Timetable: ${jobs.join(' and ')} both start at ${moments}. Move one of them; proposeMinute finds the free minute with the widest gaps.`,
    jobs,
    at,
  );
}

function wall(at: Date, zone: string): string {
  return at.toLocaleString('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
}

/**
 * The free minute for one more job that starts every `every` minutes, at m, m + every …: the one whose nearest
 * neighbours, over all hours, are farthest away; of equals the earliest.
 *
 * @param every a divisor of 60; default 60, once an hour
 * @throws TimetableError when every minute is taken
 * @example proposeMinute([{ job: 'metadata', minutes: [0, 30], processName: 'metadata' }]) === 15
 */
export function proposeMinute(timetable: Timetable, every = 60): number {
  assertSound(timetable);
  if (!Number.isInteger(every) || every < 1 || 60 % every !== 0)
    throw new TimetableError(`Timetable: every ${every} minutes is no steady beat; use a divisor of 60.`, []);
  const taken = timetable.flatMap((entry) => entry.minutes);
  const gap = (minute: number) => {
    const own = Array.from({ length: 60 / every }, (_, i) => minute + i * every);
    return Math.min(60, ...own.flatMap((m) => taken.map((t) => Math.min((m - t + 60) % 60, (t - m + 60) % 60))));
  };
  const best = Array.from({ length: every }, (_, minute) => ({ minute, gap: gap(minute) })).reduce((a, b) =>
    b.gap > a.gap ? b : a,
  );
  if (best.gap === 0)
    throw new TimetableError(
      `Timetable: no minute is free for a start every ${every} minutes; free one or start less often.`,
      [],
    );
  return best.minute;
}
