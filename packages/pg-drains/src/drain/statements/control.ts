/**
 * A wish that a job run now. $1 job, $2 reason, $3 who. One open wish a job is enough: a second one joins the first.
 */
export const requestRun = (s: string): string => `
insert into ${s}run_request (job, reason, requested_by) values ($1, $2, $3)
on conflict (job) where taken_at is null do nothing returning id`;

/** Takes the open wishes. $1 jobs or null for all, $2 run id or null. Two takers never get the same one. */
export const takeRunRequests = (s: string): string => `
with open as (
  select id from ${s}run_request where taken_at is null and ($1::text[] is null or job = any($1))
  order by id for update skip locked
)
update ${s}run_request r set taken_at = now(), run_id = $2::uuid from open where r.id = open.id
returning r.id, r.job, r.reason, r.requested_by, r.requested_at`;

/**
 * Throws switches. $1 job, $2 who, $3 why, $4 the switches as json: a key that is absent stays as it is, a null clears.
 * The notification carries the job's name, for whoever listens on a direct connection.
 */
export const setControl = (s: string): string => `
with wish as (select $4::jsonb as j),
stored as (
  insert into ${s}job_control as c (job, changed_by, reason, enabled, window_start, window_end, window_zone,
                                    burst_until, concurrency, paused_until)
  select $1, $2, $3, coalesce((j ->> 'enabled')::boolean, true), (j ->> 'window_start')::time, (j ->> 'window_end')::time,
         j ->> 'window_zone', (j ->> 'burst_until')::timestamptz, (j ->> 'concurrency')::smallint,
         (j ->> 'paused_until')::timestamptz
  from wish
  on conflict (job) do update set
    changed_by = excluded.changed_by, changed_at = now(), reason = excluded.reason,
    enabled      = case when $4::jsonb ? 'enabled'      then excluded.enabled      else c.enabled end,
    window_start = case when $4::jsonb ? 'window_start' then excluded.window_start else c.window_start end,
    window_end   = case when $4::jsonb ? 'window_end'   then excluded.window_end   else c.window_end end,
    window_zone  = case when $4::jsonb ? 'window_zone'  then excluded.window_zone  else c.window_zone end,
    burst_until  = case when $4::jsonb ? 'burst_until'  then excluded.burst_until  else c.burst_until end,
    concurrency  = case when $4::jsonb ? 'concurrency'  then excluded.concurrency  else c.concurrency end,
    paused_until = case when $4::jsonb ? 'paused_until' then excluded.paused_until else c.paused_until end
  returning job
)
select pg_notify($5, job) from stored`;

/** Opens an alarm, or keeps the open one's reason current. $1 key, $2 job or null, $3 severity, $4 reason. */
export const openAlarm = (s: string): string => `
insert into ${s}alarm as a (key, job, severity, reason) values ($1, $2, $3, $4)
on conflict (key) where closed_at is null do update set severity = excluded.severity, reason = excluded.reason
  where (a.severity, a.reason) is distinct from (excluded.severity, excluded.reason)
returning a.xmax = 0 as opened`;

/** The cause is gone. $1 key. */
export const closeAlarm = (s: string): string => `
update ${s}alarm set closed_at = now() where key = $1 and closed_at is null returning id`;
