import { nextStart, type Timetable, type TimetableEntry } from 'pg-drains';
import { QUEUE_OF } from '../../../jobs/queues.ts';
import { type Numbers, readNumbers } from '../../../metrics/index.ts';
import {
  type AlarmView,
  type JobSwitches,
  type JobView,
  type RefusalsByReason,
  readAlarms,
  readJobs,
  readRefusals,
  readStatus,
  readTrouble,
  type Status,
  type TroubleGroup,
} from '../../../status/index.ts';
import type { Database } from '../../../store/database.ts';

/** A job as the page shows it: what it does, and what waits for it. */
export interface JobState extends JobView {
  entry: TimetableEntry;
  /** null: not before somebody switches it on */
  next: Date | null;
  queue: Status['queues'][number] | null;
}

/** What changes by itself, and is asked for again and again. */
export interface LiveState {
  now: Date;
  timetable: Timetable;
  status: Status;
  jobs: JobState[];
  alarms: { open: AlarmView[]; closed: AlarmView[] };
}

export interface OperationsState extends LiveState {
  trouble: TroubleGroup[];
  refusals: RefusalsByReason[];
  numbers: Numbers;
}

export async function readLive(db: Database, timetable: Timetable, now = new Date()): Promise<LiveState> {
  const names = timetable.map(({ job }) => job);
  const [status, jobs, alarms] = await Promise.all([readStatus(db), readJobs(db, names), readAlarms(db)]);
  return { now, timetable, status, alarms, jobs: jobs.map((job) => stateOf(job, timetable, status, now)) };
}

export async function readOperations(db: Database, timetable: Timetable): Promise<OperationsState> {
  const [live, trouble, refusals, numbers] = await Promise.all([
    readLive(db, timetable),
    readTrouble(db),
    readRefusals(db),
    readNumbers(db),
  ]);
  return { ...live, trouble, refusals, numbers };
}

function stateOf(job: JobView, timetable: Timetable, status: Status, now: Date): JobState {
  const entry = timetable.find((each) => each.job === job.job);
  if (entry === undefined) throw new Error(`${job.job} was read and is not in the timetable; this is a defect`);
  const queues: Readonly<Record<string, string | undefined>> = QUEUE_OF;
  const queue = queues[job.job];
  return {
    ...job,
    entry,
    next: nextRun(entry, job.switches, now),
    queue: queue === undefined ? null : (status.queues.find((each) => each.queue === queue) ?? emptyQueue(queue)),
  };
}

const emptyQueue = (queue: string): Status['queues'][number] => ({ queue, states: {}, oldestReady: null });

/**
 * The next start at which the job may work, as far as its switches say today. Two days are looked at: a window opens
 * every day.
 */
export function nextRun(entry: TimetableEntry, switches: JobSwitches | null, now: Date): Date | null {
  if (switches?.enabled === false) return null;
  const paused = switches?.pausedUntil ?? null;
  const from = paused !== null && paused > now ? new Date(paused.getTime() - 1) : now;
  const latest = from.getTime() + 2 * 86_400_000;
  for (let start = nextStart(entry, from); start.getTime() < latest; start = nextStart(entry, start)) {
    if (mayWork(switches, start)) return start;
  }
  return null;
}

function mayWork(switches: JobSwitches | null, at: Date): boolean {
  const { window = null, burstUntil = null } = switches ?? {};
  if (window === null || (burstUntil !== null && burstUntil > at)) return true;
  const clock = at.toLocaleTimeString('en-GB', { timeZone: window.zone, hour: '2-digit', minute: '2-digit' });
  const { start, end } = window;
  return start < end ? clock >= start && clock < end : clock >= start || clock < end;
}
