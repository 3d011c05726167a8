import type { Timetable, TimetableEntry } from 'pg-drains';
import { SETTINGS } from '../config/settings.ts';

/** How long a job's process may live, in whole seconds; each file that starts jobs says the same. */
export interface Deadlines {
  /** the shortest time between two starts */
  period: number;
  /** the run's own budget (`EZER_JOB_SECONDS`): it claims no more, and finishes the item in hand */
  run: number;
  /** whoever started it asks it to end: SIGTERM or SIGINT */
  end: number;
  /** from that signal to SIGKILL */
  stop: number;
}

/** A job starts so often that no run could end before its next start. */
export class PeriodTooShort extends Error {
  override readonly name = 'PeriodTooShort';
  readonly job: string;
  readonly period: number;

  constructor(job: string, period: number) {
    super(`${job} starts every ${period} s; give it minutes that are at least ${LEAST_PERIOD / 60} apart`);
    this.job = job;
    this.period = period;
  }
}

// A drain that is asked to end gives its item in hand 10 s and then releases it (`graceSeconds` of pg-drains). Three
// times that, so that SIGKILL only meets a process that hangs.
const STOP = 30;
/** Seconds that the item in hand may take after the budget; a judgment is read part by part, each far shorter. */
export const LAST_ITEM = 240;
const LEAST_PERIOD = 300;
const HOUR = 3600;

/**
 * Budget, end and kill of one job, all of them before its next start: a process manager kills or skips a run that
 * meets its next one.
 *
 * @throws PeriodTooShort
 * @example
 * deadlinesOf({ job: 'read', minutes: [0, 15, 30, 45], processName: 'read' });
 * // { period: 900, run: 600, end: 840, stop: 30 }
 */
export function deadlinesOf(entry: TimetableEntry): Deadlines {
  const period = periodOf(entry);
  if (period < LEAST_PERIOD) throw new PeriodTooShort(entry.job, period);
  const run = Math.min(Number(SETTINGS.EZER_JOB_SECONDS.default), Math.floor((period * 2) / 3));
  return { period, run, end: Math.min(run + LAST_ITEM, period - 2 * STOP), stop: STOP };
}

/** Never longer than an hour: when clocks are put back, a start of one hour comes again in the next. */
function periodOf({ minutes }: TimetableEntry): number {
  return shortestGap(minutes) * 60;
}

/**
 * How late a start may still be made, in seconds: before any other job's minute comes, so that a late start keeps the
 * timetable's distance from the next one.
 */
export function latestStart(timetable: Timetable): number {
  return (shortestGap(timetable.flatMap(({ minutes }) => minutes)) * 60 * 3) / 4;
}

/** In minutes, around the hour. */
function shortestGap(minutes: readonly number[]): number {
  const sorted = [...minutes].sort((a, b) => a - b);
  const first = sorted[0] ?? 0;
  return Math.min(HOUR / 60, ...sorted.map((minute, i) => (sorted[i + 1] ?? first + 60) - minute));
}
