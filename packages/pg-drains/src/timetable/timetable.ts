/** When one job starts: at these minutes of these hours, as the clock stands in its zone. */
export interface TimetableEntry {
  job: string;
  /** 0 to 59 */
  minutes: readonly number[];
  /** 0 to 23; every hour when absent */
  hours?: readonly number[];
  /** IANA name; default Asia/Jerusalem */
  zone?: string;
  /** what the operator's process list calls it */
  processName: string;
}

/** All jobs of an installation. The one place that says when anything starts. */
export type Timetable = readonly TimetableEntry[];

/** The timetable cannot stand as it is. */
export class TimetableError extends Error {
  override name = 'TimetableError';
  /** the jobs concerned */
  readonly jobs: readonly string[];
  /** the moment of a shared start, or null when the entry itself is wrong */
  readonly at: Date | null;
  constructor(message: string, jobs: readonly string[], at: Date | null = null, cause?: unknown) {
    super(message, { cause });
    this.jobs = jobs;
    this.at = at;
  }
}

export const zoneOf = (entry: TimetableEntry): string => entry.zone ?? 'Asia/Jerusalem';

/**
 * Checks every entry for itself.
 *
 * @throws TimetableError for a minute or hour that no clock shows, an unknown zone, an empty list, a name used twice
 */
export function assertSound(timetable: Timetable): void {
  for (const entry of timetable) {
    const wrong = (what: string, cause?: unknown) =>
      new TimetableError(`Timetable: ${entry.job} ${what}`, [entry.job], null, cause);
    if (entry.minutes.length === 0) throw wrong('has no minute and would never start; give it one.');
    if (entry.hours?.length === 0) throw wrong('has no hour and would never start; leave hours out for every hour.');
    for (const minute of entry.minutes) {
      if (!isWithin(minute, 59)) throw wrong(`names minute ${minute}; minutes go from 0 to 59.`);
    }
    for (const hour of entry.hours ?? []) {
      if (!isWithin(hour, 23)) throw wrong(`names hour ${hour}; hours go from 0 to 23.`);
    }
    if (new Set(entry.minutes).size < entry.minutes.length) throw wrong('names a minute twice.');
    try {
      new Intl.DateTimeFormat('en', { timeZone: zoneOf(entry) });
    } catch (cause) {
      throw wrong(`is in zone ${zoneOf(entry)}, which is not known; use a name like Asia/Jerusalem.`, cause);
    }
  }
  for (const key of ['job', 'processName'] as const) {
    const twice = timetable.find((entry, i) => timetable.findIndex((other) => other[key] === entry[key]) < i);
    if (twice) {
      const jobs = timetable.filter((entry) => entry[key] === twice[key]).map((entry) => entry.job);
      throw new TimetableError(`Timetable: ${twice[key]} stands there twice; each ${key} is used once.`, jobs);
    }
  }
}

function isWithin(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= most;
}
