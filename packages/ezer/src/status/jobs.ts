import { sql } from 'kysely';
import type { Database } from '../store/database.ts';

/** One run of a job, as its row says. */
export interface JobRunView {
  id: string;
  startedAt: Date;
  endedAt: Date | null;
  /** null while it runs */
  outcome: string | null;
  /** not ended, and nobody has renewed it: its process is gone */
  lost: boolean;
  counts: Record<string, number>;
  reason: string | null;
  host: string;
  pid: number;
}

/** What a person has switched. */
export interface JobSwitches {
  enabled: boolean;
  pausedUntil: Date | null;
  burstUntil: Date | null;
  /** the hours in which it may work */
  window: { start: string; end: string; zone: string } | null;
  /** why it may not work now; null: it may */
  refusal: 'disabled' | 'paused' | 'outside its window' | null;
  reason: string;
  changedBy: string;
  changedAt: Date;
}

export interface JobView {
  job: string;
  running: JobRunView[];
  /** the newest run that ended */
  last: JobRunView | null;
  /** an open wish for a run */
  request: { by: string; reason: string; at: Date } | null;
  /** null: nobody ever switched anything */
  switches: JobSwitches | null;
}

// Of each job, by the index on (job, started_at): runs at work stand among its newest ones.
const NEWEST = 20;

/** Every named job with its runs, its open wish and its switches, in the order of `jobs`. */
export async function readJobs(db: Database, jobs: readonly string[]): Promise<JobView[]> {
  const [runs, requests, switches] = await Promise.all([
    sql<RunRow>`
      select r.* from unnest(${jobs}::text[]) as names (job)
       cross join lateral (select ${RUN} from ezer.job_run where job_run.job = names.job
                            order by started_at desc limit ${NEWEST}) r`.execute(db),
    db
      .selectFrom('run_request')
      .select(['job', 'requested_by', 'reason', 'requested_at'])
      .where('taken_at', 'is', null)
      .execute(),
    db.selectFrom('job_allowed').selectAll().execute(),
  ]);
  const ofJob = Map.groupBy(runs.rows.map(runOf), (run) => run.job);
  return jobs.map((job) => {
    const own = ofJob.get(job) ?? [];
    const request = requests.find((row) => row.job === job);
    const control = switches.find((row) => row.job === job);
    return {
      job,
      running: own.filter((run) => run.endedAt === null && !run.lost),
      last: own.find((run) => run.endedAt !== null || run.lost) ?? null,
      request: request ? { by: request.requested_by, reason: request.reason, at: request.requested_at } : null,
      switches: control ? switchesOf(control) : null,
    };
  });
}

/** The newest runs of a job, newest first. */
export async function jobRuns(db: Database, job: string, limit = 50): Promise<JobRunView[]> {
  const { rows } = await sql<RunRow>`
    select ${RUN} from ezer.job_run where job = ${job} order by started_at desc limit ${limit}`.execute(db);
  return rows.map(runOf);
}

interface RunRow extends Omit<JobRunView, 'counts'> {
  job: string;
  counts: Record<string, unknown>;
}

const RUN = sql`id, job, started_at as "startedAt", ended_at as "endedAt", outcome, counts, host, pid,
  ended_at is null and alive_until < now() as lost, summary ->> 'reason' as reason`;

function runOf({ counts, ...run }: RunRow): JobRunView & { job: string } {
  const numbers = Object.entries(counts).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  return { ...run, counts: Object.fromEntries(numbers) };
}

interface ControlRow {
  enabled: boolean | null;
  paused_until: Date | null;
  burst_until: Date | null;
  window_start: string | null;
  window_end: string | null;
  window_zone: string | null;
  refusal: string | null;
  reason: string | null;
  changed_by: string | null;
  changed_at: Date | null;
}

/** A view has no "not null" of its own; the table below it has. */
function switchesOf(row: ControlRow): JobSwitches {
  const { window_start: start, window_end: end, window_zone: zone } = row;
  return {
    enabled: row.enabled ?? true,
    pausedUntil: row.paused_until,
    burstUntil: row.burst_until,
    window:
      start === null || end === null || zone === null ? null : { start: start.slice(0, 5), end: end.slice(0, 5), zone },
    refusal: REFUSALS.find((known) => known === row.refusal) ?? null,
    reason: row.reason ?? '',
    changedBy: row.changed_by ?? '',
    changedAt: row.changed_at ?? new Date(0),
  };
}

const REFUSALS = ['disabled', 'paused', 'outside its window'] as const;

/**
 * The jobs that ever ran, as a `with` named `names`: one look into the index for each, where `distinct` reads every run
 * (0.6 s of 140,000, a year of them).
 */
export const JOB_NAMES = sql`
  with recursive names as (
    select min(job) as job from ezer.job_run
    union all
    select (select min(r.job) from ezer.job_run r where r.job > n.job) from names n where n.job is not null
  )`;
