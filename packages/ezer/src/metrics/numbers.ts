import { sql } from 'kysely';
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
  /** sums over all runs that ended */
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

/** @returns the numbers of this moment; three scans of small tables and one over the runs */
export async function readNumbers(db: Database): Promise<Numbers> {
  const [queues, jobs, alarms, halachot, decisions, server] = await Promise.all([
    QUEUES.execute(db),
    JOBS.execute(db),
    by(db, 'alarm'),
    by(db, 'halacha'),
    by(db, 'decision'),
    SERVER.execute(db),
  ]);
  return {
    queues: queues.rows,
    jobs: jobs.rows,
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

const WITHIN = RUN_SECONDS.map((limit) => `(count(*) filter (where seconds <= ${limit}))::int`).join(', ');

const JOBS = sql<Numbers['jobs'][number]>`
  with ended as (
    select job, outcome, count(*)::int as runs from ezer.job_run where ended_at is not null group by job, outcome
  ), lasting as (
    select job, sum(seconds)::float8 as seconds, array[${sql.raw(WITHIN)}] as within
      from (select job, extract(epoch from ended_at - started_at) as seconds
              from ezer.job_run where ended_at is not null) r
     group by job
  ), counted as (
    select job, key, sum(value::numeric)::float8 as total
      from ezer.job_run cross join jsonb_each_text(counts) where ended_at is not null group by job, key
  ), newest as (
    select distinct on (job) job, started_at, ended_at from ezer.job_run order by job, started_at desc
  )
  select n.job,
         coalesce((select jsonb_object_agg(outcome, runs) from ended e where e.job = n.job), '{}') as runs,
         coalesce(l.seconds, 0) as seconds, coalesce(l.within, '{}') as within,
         coalesce((select jsonb_object_agg(key, total) from counted c where c.job = n.job), '{}') as counts,
         extract(epoch from n.started_at)::float8 as "lastStart",
         extract(epoch from n.ended_at - n.started_at)::float8 as "lastSeconds"
    from newest n left join lasting l on l.job = n.job order by n.job`;

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
