import { historyWith, refusal } from './gate.ts';

const claimedColumns =
  'w.subject, w.fence, w.attempts, w.input, w.engine, w.priority, w.ready_at, w.ready_at::text as place, w.state';

/**
 * Takes up to `limit` rows, best priority first, then oldest. $1 queue, $2 job, $3 owner, $4 lease in seconds.
 *
 * - One statement in autocommit: no transaction is open while the work is done, and none waits (SKIP LOCKED).
 * - Ready and due-waiting rows are two CTEs, each reading the head of its own partial index; one condition with OR
 *   would read every waiting row of a higher priority on each claim.
 * - `onward` starts at the place where this worker's last claim ended ($5 priority, $6 time): what has passed leaves dead
 *   entries at the head of the index, and while an old transaction is open no vacuum may remove them. 50,000 of them made
 *   a claim of one take 33 ms in place of 1.9 (medians of 41, busy machine). What became ready before that place waits
 *   for the next claim from the head: see claimer.
 * - The limit is written into the text: with a parameter the planner assumes a tenth of the table and may sort it.
 * - The array in place of a join makes the planner read the primary key by both columns, whatever it thinks of the size
 *   of the queue. Beside the join it compared each of 500 rows with each (420 ms a claim on a queue without statistics,
 *   52 without the join; medians of 6 in turn, two busy cores).
 * - Always one row at least, with a null subject when nothing was claimed, so that the refusal travels along.
 */
export const claimBatch = (s: string, limit: number, onward = false): string => `
with gate as materialized (select ${refusal(s, '$2')} as refusal),
due as (
  select subject, priority, ready_at from ${s}work
  where queue = $1 and state = 'waiting' and deaths = 0 and next_at <= now() and (select refusal from gate) is null
  order by next_at limit ${limit} for update skip locked
),
ready as (
  select subject, priority, ready_at from ${s}work
  where queue = $1 and state = 'ready' and deaths = 0 and (select refusal from gate) is null
    ${onward ? 'and priority = $5 and ready_at >= $6::timestamptz' : ''}
  order by priority desc, ready_at limit ${limit} for update skip locked
),
picked as (
  select subject from (select * from due union all select * from ready) c
  order by priority desc, ready_at limit ${limit}
),
claimed as (
  update ${s}work w set
    state = 'leased', fence = greatest(nextval('${s.replaceAll("'", "''")}work_fence'), w.fence + 1),
    attempts = w.attempts + 1, next_at = null,
    lease_until = now() + make_interval(secs => $4), lease_owner = $3
  where w.queue = $1 and w.subject = any(array(select subject from picked))
  returning ${claimedColumns}
)
select g.refusal, c.* from gate g left join claimed c on true order by c.priority desc, c.ready_at`;

/**
 * Takes one row that a process died on: its lease has expired, or it was put back after that. $5 most attempts.
 *
 * One by one, and never beside other work, so that the item that kills processes takes nothing with it. It is buried
 * (dead) after its last attempt, but not before it has died alone once: the rest of a killed batch is innocent.
 */
export const claimSuspect = (s: string): string => `
with gate as materialized (select ${refusal(s, '$2')} as refusal),
expired as (
  select subject, attempts, deaths + 1 as deaths from ${s}work
  where queue = $1 and state = 'leased' and lease_until < now() and (select refusal from gate) is null
  order by lease_until limit 1 for update skip locked
),
returned as (
  select subject, attempts, deaths from ${s}work
  where queue = $1 and deaths > 0 and state in ('ready', 'waiting') and (next_at is null or next_at <= now())
    and (select refusal from gate) is null and not exists (select from expired)
  order by ready_at limit 1 for update skip locked
),
picked as (
  select subject, deaths, deaths >= 2 and attempts >= $5 as buried
  from (select * from expired union all select * from returned) p
),
claimed as (
  update ${s}work w set
    state = case when p.buried then 'dead' else 'leased' end,
    deaths = p.deaths,
    fence = greatest(nextval('${s.replaceAll("'", "''")}work_fence'), w.fence + 1),
    attempts = w.attempts + case when p.buried then 0 else 1 end,
    next_at = null,
    lease_until = case when not p.buried then now() + make_interval(secs => $4) end,
    lease_owner = case when not p.buried then $3 end,
    last_error = case when w.state = 'leased' then '${processDied()}' else w.last_error end,
    errors = case when w.state = 'leased' then ${historyWith('w.errors', diedEntry('w'))} else w.errors end
  from picked p where w.queue = $1 and w.subject = p.subject and w.subject = any(array(select subject from picked))
  returning ${claimedColumns}
)
select g.refusal, c.* from gate g left join claimed c on true`;

/**
 * Puts rows whose lease has expired back to ready without working them (the supervisor does). $1 queue or null for all.
 * Each keeps its attempts and its mark, so that a drain still takes them one by one.
 */
export const reclaimExpired = (s: string): string => `
with expired as (
  select queue, subject from ${s}work
  where state = 'leased' and lease_until < now() and ($1::text is null or queue = $1)
  order by queue, subject for update skip locked
)
update ${s}work w set
  state = 'ready', deaths = w.deaths + 1, lease_until = null, lease_owner = null,
  last_error = '${processDied()}', errors = ${historyWith('w.errors', diedEntry('w'))}
from expired e where w.queue = e.queue and w.subject = e.subject
returning w.queue, w.subject`;

function processDied(): string {
  return 'the process that held it ended without a word';
}

function diedEntry(row: string): string {
  return `jsonb_build_object('at', now(), 'attempt', ${row}.attempts, 'class', 'process-died', 'message', '${processDied()}', 'owner', ${row}.lease_owner)`;
}
