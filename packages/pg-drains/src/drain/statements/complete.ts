import { historyWith, refusal } from './gate.ts';
import { held } from './lease.ts';

// `subject = any(…)` beside the join that locks is for the planner, whatever statistics it has (none, in a new library):
// the primary key is read by both its columns. With the join alone a completion read all 20,000 rows of the queue (13 ms
// against 2 for one item, measured on a busy 2-core machine).

/**
 * Locks the rows of a group that are still ours. $1 queue, $2 subjects, $3 fences. From here to the commit nobody can
 * take them, so the lease is tested here and not again. Locked in the order of the subject, as derivation does: two
 * that lock the same rows wait for one another and never in a circle.
 */
export const lockHeld = (s: string): string => `
with ${held(s, '$3')}
select w.subject from ${s}work w join unnest($2::text[], $3::bigint[]) h(subject, fence)
  on w.subject = h.subject and w.fence = h.fence
where w.queue = $1 and w.subject = any($2::text[]) and w.state = 'leased' and w.fence = any(array(select fence from held))
order by w.subject for update of w`;

/**
 * Marks a group done. $1 queue, $2 subjects, $3 fences, $4 inputs, $5 engines, $6 results, $7 locked before?, $8 job.
 *
 * Alone in autocommit for items that write nothing ($7 false), or last in the transaction that wrote the results ($7
 * true: the lease was tested when the rows were locked, and a long write may have outlived it). When the input changed
 * while the item was worked, the result stands for what it was made from and the row is work again.
 *
 * One row: `subjects` are those that were completed, null for all of them. The locked rows are written by their place in
 * the table, see claimBatch. One that was changed between the snapshot and the lock is not found there: `changed` says that
 * there are such, and the statement is to be sent again for them.
 */
export const complete = (s: string): string => `
with ${held(s, '$3', '$7::boolean')},
mine as (
  select w.ctid as at from ${s}work w
  where w.queue = $1 and w.subject = any($2::text[]) and w.state = 'leased' and w.fence = any(array(select fence from held))
  order by w.subject for update of w
),
finished as (
  update ${s}work w set
    state = case
      when w.input = m.input and w.engine = m.engine then 'done'
      when w.paid and (w.engine = '' or w.input = m.input) then 'stale'
      else 'ready'
    end,
    ready_at = case when w.input = m.input and w.engine = m.engine then w.ready_at else now() end,
    attempts = case when w.input = m.input and w.engine = m.engine then w.attempts else 0 end,
    done_input = m.input, done_engine = m.engine, result = m.result, done_at = now(), progress_at = now(),
    deaths = 0, last_error = null
  from unnest($2::text[], $3::bigint[], $4::text[], $5::text[], $6::jsonb[]) m(subject, fence, input, engine, result)
  where w.ctid = any(array(select at from mine)) and w.subject = m.subject and w.fence = m.fence
  returning w.subject
)
select ${refusal(s, '$8')} as refusal,
       case when count(*) < cardinality($2::text[]) then coalesce(array_agg(subject), '{}') end as subjects,
       (select count(*) from mine) > count(*) as changed
from finished`;

/** A finished subject needs its checkpoints no more. $1 queue, $2 subjects. */
export const dropParts = (s: string): string => `
delete from ${s}work_part where queue = $1 and subject = any($2::text[])`;

/**
 * Records a failure. $1 queue, $2 subject, $3 fence, $4 input, $5 engine, $6 next state, $7 delay in seconds,
 * $8 give the attempt back?, $9 class, $10 message. When the input changed meanwhile the failure is history and the
 * row is new work.
 */
export const fail = (s: string): string => `
with ${held(s, 'array[$3::bigint]')}
update ${s}work w set
  state = case when c.same then $6 else 'ready' end,
  next_at = case when c.same and $6 = 'waiting' then now() + make_interval(secs => $7) end,
  attempts = case when not c.same then 0 when $8::boolean then greatest(0, w.attempts - 1) else w.attempts end,
  ready_at = case when c.same then w.ready_at else now() end,
  last_error = $10,
  errors = ${historyWith('w.errors', `jsonb_build_object('at', now(), 'attempt', w.attempts, 'class', $9::text, 'message', $10::text)`)}
from (select subject, input = $4 and engine = $5 as same from ${s}work
      where queue = $1 and subject = $2 and fence = any(array(select fence from held)) and state = 'leased'
      for update) c
where w.queue = $1 and w.subject = c.subject and w.subject = $2
returning w.state`;
