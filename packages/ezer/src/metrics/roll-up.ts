import { sql } from 'kysely';
import { JOB_NAMES } from '../status/index.ts';
import type { Database } from '../store/database.ts';
import { WITHIN } from './numbers.ts';

/** What the pages and commands show of one job stays whatever its age: `jobRuns` gives the newest 50. */
const KEPT_OF_A_JOB = 50;

/** One turn is 0.1 s of the server's processor time (107,601 old runs among 140,000, on a machine that others used). */
const AT_ONCE = 10_000;

/**
 * Moves runs that ended more than so many days ago from `job_run` to their sums in `job_run_sum`. One statement: killed
 * in the middle it has moved nothing, and what it moved it cannot move again, however many do it at once.
 *
 * @param days  how long a run stays a row of its own; the newest 50 of each job stay longer
 * @param most  how many runs are moved at the most; the oldest of each job go first
 * @returns how many were moved; fewer than `most`: nothing old is left
 * @example
 * await rollUpRuns(store.db, { days: 90 }); // 10000, while there is that much
 */
export async function rollUpRuns(
  db: Database,
  { days, most = AT_ONCE }: { days: number; most?: number },
): Promise<number> {
  const { rows } = await sql<{ moved: number }>`
    ${JOB_NAMES},
    -- By the index on (job, started_at), both for the place where the newest ones end and for what is older.
    old as (
      select r.id from names
       cross join lateral (select started_at from ezer.job_run where job_run.job = names.job
                            order by started_at desc offset ${KEPT_OF_A_JOB - 1} limit 1) kept
       cross join lateral (select id from ezer.job_run
                            where job_run.job = names.job and started_at < kept.started_at
                              and started_at < now() - make_interval(days => ${days})
                              and ended_at < now() - make_interval(days => ${days})
                            order by started_at limit ${most} for update skip locked) r
       limit ${most}
    ),
    moved as (
      delete from ezer.job_run where id in (select id from old)
      returning job, outcome, extract(epoch from ended_at - started_at) as seconds, counts
    ),
    counted as (
      select job, outcome, jsonb_object_agg(key, total) as counts
        from (select job, outcome, key, sum(value::numeric) as total
                from moved cross join jsonb_each_text(counts) group by job, outcome, key) c
       group by job, outcome
    ),
    summed as (
      select job, outcome, count(*) as runs, sum(seconds) as seconds, array[${sql.raw(WITHIN)}] as within
        from moved group by job, outcome
    ),
    -- In one order, so that two that add to the same rows wait and do not deadlock.
    added as (
      insert into ezer.job_run_sum as total (job, outcome, runs, seconds, within, counts)
      select job, outcome, runs, seconds, within, coalesce(counts, '{}')
        from summed left join counted using (job, outcome) order by job, outcome
      on conflict (job, outcome) do update set
        runs = total.runs + excluded.runs,
        seconds = total.seconds + excluded.seconds,
        within = (select array_agg(a + b order by n)
                    from unnest(total.within, excluded.within) with ordinality lengths (a, b, n)),
        counts = (select coalesce(jsonb_object_agg(key, amount), '{}')
                    from (select key, sum(value::numeric) as amount
                            from (select * from jsonb_each_text(total.counts)
                                  union all select * from jsonb_each_text(excluded.counts)) two
                           group by key) one)
    )
    select count(*)::int as moved from moved`.execute(db);
  return rows[0]?.moved ?? 0;
}
