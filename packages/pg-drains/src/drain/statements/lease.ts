import { refusal } from './gate.ts';

/**
 * Renews what this worker holds. $1 fences of its claims, $2 lease in seconds, $3 job. Returns the refusal and the fences
 * that are no longer ours.
 *
 * SKIP LOCKED: a claim that is locked this moment is neither renewed nor lost, and the heartbeat never waits, so it can
 * be part of no deadlock. Completions and parts hold a claim FOR KEY SHARE, which does not keep it from being renewed.
 */
export const heartbeat = (s: string): string => `
with mine as (
  select fence from ${s}work_claim where fence = any($1::bigint[]) and until > now() for no key update skip locked
),
renewed as (
  update ${s}work_claim c set until = now() + make_interval(secs => $2) from mine where c.fence = mine.fence
)
select ${refusal(s, '$3')} as refusal,
       (select coalesce(array_agg(h.fence), '{}') from unnest($1::bigint[]) h(fence) where not exists (
          select from ${s}work_claim c where c.fence = h.fence and c.until > now())) as lost`;

/**
 * Gives back what was claimed but not worked: the attempt does not count. $1 queue, $2 subjects, $3 fences.
 * `ready_at` stays, so it keeps its place in the line.
 */
export const release = (s: string): string => `
with ${held(s, '$3')},
mine as (
  select w.subject from ${s}work w join unnest($2::text[], $3::bigint[]) h(subject, fence)
    on w.subject = h.subject and w.fence = h.fence
  where w.queue = $1 and w.subject = any($2::text[]) and w.state = 'leased' and w.fence = any(array(select fence from held))
  order by w.subject for update of w
)
update ${s}work w set state = 'ready', attempts = greatest(0, w.attempts - 1)
from mine where w.queue = $1 and w.subject = mine.subject and w.subject = any($2::text[])
returning w.subject`;

/**
 * The claims of `fences` that have not expired, kept from expiring until the end of the transaction: `held` in the
 * statements that follow. It comes before any work row is locked: who takes an expired claim does it in the same order.
 *
 * @param whatever a condition under which an expired claim counts as well
 */
export function held(s: string, fences: string, whatever = 'false'): string {
  return `held as materialized (
  select fence from ${s}work_claim where fence = any(${fences}::bigint[]) and (until > clock_timestamp() or ${whatever})
  order by fence for key share
)`;
}
