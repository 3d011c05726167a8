import { refusal } from './gate.ts';

/**
 * Begins a run if the switches and the limit allow it. $1 id, $2 job, $3 pid, $4 host, $5 lease in seconds, $6 limit
 * when the control row names none (null: no limit).
 *
 * One statement, so that a start with nothing to do stays cheap. Runs whose process died (nobody renewed them) are
 * ended first and free their place; `place` counts them, which makes it wait for that update. The unique index on
 * (job, slot) is the limit; of two starts that choose the same place one inserts nothing.
 */
export const beginRun = (s: string): string => `
with control as (
  select ${refusal(s, '$2')} as refusal, coalesce((select concurrency from ${s}job_control where job = $2), $6::int) as most
),
vanished as (
  update ${s}job_run set ended_at = now(), outcome = 'vanished'
  where job = $2 and ended_at is null and alive_until < now() returning id
),
place as (
  select p.slot from control, (select count(*) from vanished) v, generate_series(1, most) p(slot)
  where not exists (select from ${s}job_run r
                    where r.job = $2 and r.ended_at is null and r.alive_until >= now() and r.slot = p.slot)
  order by p.slot limit 1
),
begun as (
  insert into ${s}job_run (id, job, slot, pid, host, alive_until)
  select $1, $2, (select slot from place), $3, $4, now() + make_interval(secs => $5) from control
  where refusal is null and (most is null or exists (select from place))
  on conflict (job, slot) where ended_at is null and slot is not null do nothing
  returning id
)
select refusal, exists (select from place) as free, exists (select from begun) as begun from control`;

/** A run that was refused is a row all the same. $1 id, $2 job, $3 pid, $4 host, $5 outcome, $6 summary. */
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
