import { refusal } from './gate.ts';

/** What a start is judged by, as SQL that is true or false. `values` are those that `idle` names, `$1` to `$<values>`. */
export interface StartConditions {
  /** the schema is this code's: only then is anything written */
  prepared: string;
  /** there is nothing to do */
  idle: string;
  values: number;
}

/**
 * All of a start in one statement: is the schema current, may the job run, is there a place, is there work? And its row
 * in `job_run`: open when there is work, else ended already, with the outcome. So a start that has nothing to do, or is
 * refused, asks once and leaves; a herd of them is one short statement each.
 *
 * After the values of `idle`: id, job, pid, host, lease in seconds, limit when the control row names none (null: no
 * limit), counts and summary of a start that has nothing to do.
 *
 * - Runs whose process died (nobody renewed them) are ended first and free their place; `place` counts them, which makes
 *   it wait for that update. Whoever finds one works, whatever `idle` says: what a dead run owed is not in the queue.
 * - The unique index on (job, slot) is the limit; of two starts that choose the same place one inserts nothing.
 * - The open wishes for a run are taken by whoever serves them, and that nothing was to be done is an answer.
 * - A row that says "nothing to do" may be lost with a server that dies within the second: it waits for no disk.
 */
export const startRun = (s: string, { prepared, idle, values }: StartConditions): string => {
  const [id, job, pid, host, lease, limit, counts, summary] = Array.from({ length: 8 }, (_, i) => `$${values + i + 1}`);
  return `
with control as (
  select (${prepared}) as prepared, ${refusal(s, `${job}::text`)} as refusal,
         coalesce((select concurrency from ${s}job_control where job = ${job}), ${limit}::int) as most
),
vanished as (
  update ${s}job_run set ended_at = now(), outcome = 'vanished'
  where job = ${job} and ended_at is null and alive_until < now() and (select prepared from control) returning id
),
place as (
  select p.slot from control, (select count(*) from vanished) v, generate_series(1, most) p(slot)
  where not exists (select from ${s}job_run r
                    where r.job = ${job} and r.ended_at is null and r.alive_until >= now() and r.slot = p.slot)
  order by p.slot limit 1
),
judged as (
  select prepared, refusal, (select slot from place) as slot,
         case when refusal is not null then 'disabled'
              when most is not null and not exists (select from place) then 'already-running'
              when prepared and not exists (select from vanished) and (${idle}) then 'nothing-to-do' end as outcome
  from control
),
begun as (
  insert into ${s}job_run (id, job, slot, pid, host, alive_until, ended_at, outcome, counts, summary)
  select ${id}, ${job}, case when outcome is null then slot end, ${pid}, ${host},
         case when outcome is null then now() + make_interval(secs => ${lease}) else now() end,
         case when outcome is not null then now() end, outcome,
         case when outcome = 'nothing-to-do' then ${counts}::jsonb else '{}' end,
         case outcome when 'nothing-to-do' then ${summary}::jsonb
                      when 'disabled' then jsonb_build_object('reason', refusal)
                      when 'already-running' then jsonb_build_object('reason', '${NO_PLACE}') end
  from judged where prepared
  on conflict (job, slot) where ended_at is null and slot is not null do nothing
  returning outcome
),
taken as (
  update ${s}run_request set taken_at = now(), run_id = ${id}
  where job = ${job} and taken_at is null and exists (select from begun where coalesce(outcome, '') in ('', 'nothing-to-do'))
)
select prepared, refusal, outcome, exists (select from begun) as recorded,
       case when outcome is not null then set_config('synchronous_commit', 'off', true) end as commit
from judged`;
};

export const NO_PLACE = 'as many runs as the limit allows are at work';

/** A run that never began is a row all the same. $1 id, $2 job, $3 pid, $4 host, $5 outcome, $6 summary. */
export const refuseRun = (s: string): string => `
insert into ${s}job_run (id, job, pid, host, alive_until, ended_at, outcome, summary)
values ($1, $2, $3, $4, now(), now(), $5, $6)`;

/** The run is alive. $1 id, $2 lease in seconds, $3 job. `alive` false: it was given up and its place may be taken. */
export const renewRun = (s: string): string => `
with renewed as (
  update ${s}job_run set alive_until = now() + make_interval(secs => $2) where id = $1 and ended_at is null returning 1
)
select ${refusal(s, '$3')} as refusal, exists (select from renewed) as alive`;

/** $1 id, $2 outcome, $3 counts, $4 summary. A run that was given up as vanished says here how it really ended. */
export const endRun = (s: string): string => `
update ${s}job_run set ended_at = now(), outcome = $2, counts = $3, summary = $4 where id = $1`;
