import { refusal } from './gate.ts';

/**
 * Renews what this worker holds. $1 queue, $2 subjects, $3 fences, $4 lease in seconds, $5 job. Returns the refusal and
 * the subjects that are no longer ours.
 *
 * SKIP LOCKED: a row that a completion or a derivation has locked this moment is neither renewed nor lost, and the
 * heartbeat never waits, so it can be part of no deadlock.
 */
export const heartbeat = (s: string): string => `
with held as materialized (select * from unnest($2::text[], $3::bigint[]) h(subject, fence)),
mine as (
  select w.subject from ${s}work w join held h on w.subject = h.subject and w.fence = h.fence
  where w.queue = $1 and w.subject = any($2::text[]) and w.lease_until > now()
  for update of w skip locked
),
renewed as (
  update ${s}work w set lease_until = now() + make_interval(secs => $4) from mine
  where w.queue = $1 and w.subject = mine.subject and w.subject = any($2::text[])
)
select ${refusal(s, '$5')} as refusal,
       (select coalesce(array_agg(h.subject), '{}') from held h where not exists (
          select from ${s}work w where w.queue = $1 and w.subject = h.subject and w.subject = any($2::text[])
            and w.fence = h.fence and w.lease_until > now())) as lost`;

/**
 * Gives back what was claimed but not worked: the attempt does not count. $1 queue, $2 subjects, $3 fences.
 * `ready_at` stays, so it keeps its place in the line.
 */
export const release = (s: string): string => `
with mine as (
  select w.subject from ${s}work w join unnest($2::text[], $3::bigint[]) h(subject, fence)
    on w.subject = h.subject and w.fence = h.fence
  where w.queue = $1 and w.subject = any($2::text[]) and w.lease_until > clock_timestamp()
  order by w.subject for update of w
)
update ${s}work w set state = 'ready', lease_until = null, lease_owner = null, attempts = greatest(0, w.attempts - 1)
from mine where w.queue = $1 and w.subject = mine.subject and w.subject = any($2::text[])
returning w.subject`;
