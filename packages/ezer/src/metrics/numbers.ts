import { sql } from 'kysely';
import { JOB_NAMES } from '../status/index.ts';
import type { Database } from '../store/database.ts';

/** Everything that is measured, as it stands in the database: every process that asks gets the same numbers (G2). */
export interface Numbers {
  queues: {
    queue: string;
    state: string;
    items: number;
    /** of the item that has stood longest in this state, where its time is known */
    oldestSeconds: number | null;
    /** of the item that was tried most often */
    mostAttempts: number;
  }[];
  /** sums over all runs that ever ended, those that are no rows of their own any more included */
  jobs: {
    job: string;
    runs: Record<string, number>;
    seconds: number;
    /** how many runs took at most so long as `RUN_SECONDS` says, in its order; all of them are the sum of `runs` */
    within: number[];
    /** `claimed`, `done`, `retried`, `held`, `dead`, `lost`, `released`, … */
    counts: Record<string, number>;
    lastStart: number;
    lastSeconds: number | null;
  }[];
  alarms: Record<string, number>;
  halachot: Record<string, number>;
  decisions: Record<string, number>;
  server: { deadlocks: number; lockWaits: number; connections: number };
}

/** The lengths by which runs are told apart, in seconds: from nothing to do to a run of an hour. */
export const RUN_SECONDS = [0.1, 1, 10, 60, 300, 900, 3600] as const;

/** @returns the numbers of this moment; scans of small tables and two over the runs */
export async function readNumbers(db: Database): Promise<Numbers> {
  const [queues, jobs, alarms, halachot, decisions, server] = await Promise.all([
    QUEUES.execute(db),
    jobsOf(db),
    by(db, 'alarm'),
    by(db, 'halacha'),
    by(db, 'decision'),
    SERVER.execute(db),
  ]);
  return {
    queues: queues.rows,
    jobs,
    alarms,
    halachot,
    decisions,
    server: server.rows[0] ?? { deadlocks: 0, lockWaits: 0, connections: 0 },
  };
}

const QUEUES = sql<Numbers['queues'][number]>`
  select queue, state, count(*)::int as items,
         extract(epoch from now() - min(ready_at) filter (where state in ('ready', 'waiting', 'held', 'dead')))::float8
           as "oldestSeconds",
         max(attempts) as "mostAttempts"
    from ezer.work group by queue, state order by queue, state`;

/** The numbers of each job, newest run and sums over all that ended. Runs are read twice, and most of them have no counts. */
async function jobsOf(db: Database): Promise<Numbers['jobs']> {
  const [newest, ended, counted] = await Promise.all([NEWEST.execute(db), ENDED.execute(db), COUNTED.execute(db)]);
  return newest.rows.map(({ job, ...run }) => {
    const own = ended.rows.filter((row) => row.job === job);
    return {
      job,
      ...run,
      runs: Object.fromEntries(own.map(({ outcome, runs }) => [outcome, runs])),
      seconds: own.reduce((sum, { seconds }) => sum + seconds, 0),
      within: RUN_SECONDS.map((_, i) => own.reduce((sum, { within }) => sum + (within[i] ?? 0), 0)),
      counts: Object.fromEntries(counted.rows.flatMap((row) => (row.job === job ? [[row.fate, row.total]] : []))),
    };
  });
}

// By the index on (job, started_at), however many runs there were: a run every four minutes is 140,000 a year.
const NEWEST = sql<{ job: string; lastStart: number; lastSeconds: number | null }>`
  ${JOB_NAMES}
  select names.job, extract(epoch from r.started_at)::float8 as "lastStart",
         extract(epoch from r.ended_at - r.started_at)::float8 as "lastSeconds"
    from names cross join lateral (
      select started_at, ended_at from ezer.job_run where job_run.job = names.job order by started_at desc limit 1) r
   order by names.job`;

/** One number for each of `RUN_SECONDS`, of rows with `seconds`. As many as the check of `job_run_sum` says. */
export const WITHIN = RUN_SECONDS.map((limit) => `count(*) filter (where seconds <= ${limit})`).join(', ');

// Each of the two is one statement, so that a run which is moved meanwhile is counted here or there, never twice. Always
// in one order: then what `jobsOf` adds up can round, but never to less than before.
const ENDED = sql<{ job: string; outcome: string; runs: number; seconds: number; within: number[] }>`
  with live as (
    select job, outcome, count(*) as runs, sum(seconds) as seconds, array[${sql.raw(WITHIN)}] as within
      from (select job, outcome, extract(epoch from ended_at - started_at) as seconds
              from ezer.job_run where ended_at is not null) r
     group by job, outcome)
  select job, outcome, (coalesce(live.runs, 0) + coalesce(old.runs, 0))::float8 as runs,
         (coalesce(live.seconds, 0) + coalesce(old.seconds, 0))::float8 as seconds,
         (select array_agg(coalesce(a, 0)::float8 + coalesce(b, 0)::float8 order by n)
            from unnest(live.within, old.within) with ordinality lengths (a, b, n)) as within
    from live full join ezer.job_run_sum old using (job, outcome)
   order by job, outcome`;

const COUNTED = sql<{ job: string; fate: string; total: number }>`
  select job, key as fate, sum(value::numeric)::float8 as total
    from (select job, counts from ezer.job_run where ended_at is not null and counts <> '{}'
          union all select job, counts from ezer.job_run_sum) r cross join jsonb_each_text(counts)
   group by job, key`;

// Deadlocks are counted by the server for the whole database since its statistics were last reset.
const SERVER = sql<Numbers['server']>`
  select (select deadlocks::float8 from pg_stat_database where datname = current_database()) as deadlocks,
         count(*) filter (where wait_event_type = 'Lock')::int as "lockWaits", count(*)::int as connections
    from pg_stat_activity where datname = current_database()`;

async function by(db: Database, table: 'alarm' | 'halacha' | 'decision'): Promise<Record<string, number>> {
  const what = { alarm: sql`severity`, halacha: sql`state`, decision: sql`status` }[table];
  const where = table === 'alarm' ? sql`where closed_at is null` : sql``;
  const { rows } = await sql<{ name: string; count: number }>`
    select ${what} as name, count(*)::int as count from ezer.${sql.table(table)} ${where} group by 1 order by 1`.execute(
    db,
  );
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}
