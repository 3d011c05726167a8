import { assertStaggered, type Timetable } from 'pg-drains';

/** When a job starts, as croner reads it. */
export interface JobPattern {
  job: string;
  /** `minute hour day month weekday`, or with seconds in front */
  pattern: string;
  /** IANA name */
  zone: string;
}

/**
 * The timetable in the words of croner; nothing else says when a job starts (G2).
 *
 * Refused as a whole when two jobs share a minute: a test says so of the table of this build, and the scheduler of
 * whatever it is given, before it starts anything (0.2 s of computing).
 *
 * @throws TimetableError
 * @example
 * patternsOf([{ job: 'digest', minutes: [12], processName: 'digest' }])[0]?.pattern; // '12 * * * *'
 */
export function patternsOf(timetable: Timetable): JobPattern[] {
  assertStaggered(timetable);
  return timetable.map(({ job, minutes, hours, zone = 'Asia/Jerusalem' }) => ({
    job,
    pattern: `${minutes.join(',')} ${hours?.join(',') ?? '*'} * * *`,
    zone,
  }));
}
