import { wanted } from './derive.ts';

/**
 * Is there nothing that a drain could claim now, and nothing that deriving `select` would change? True or false, nothing
 * written. $<queue> queue, the parameters before it those of `select`.
 *
 * - What waits for its time, and what others hold, is nobody's work now: a drain would leave with empty hands.
 * - Each condition has a partial index of its own (an OR would read the whole queue), and those that cost least come
 *   first: with work ready, the selection is not read at all.
 * - The selection is compared as `derive` compares it; a test holds that both agree.
 */
export const nothingToDo = (s: string, select: string, queue: number): string => `
not exists (
  select from ${s}work_line l cross join lateral (
    select from ${s}work w
    where w.queue = l.queue and w.subject = any(l.subjects) and w.state = 'ready' and w.deaths = 0 limit 1
  ) w where l.queue = $${queue}
)
and not exists (select from ${s}work where queue = $${queue} and deaths = 0 and next_at <= now())
and not exists (select from ${s}work where queue = $${queue} and deaths > 0 and state in ('ready', 'waiting')
                                       and (next_at is null or next_at <= now()))
and not exists (select from ${s}work_claim where queue = $${queue} and until < now())
and not exists (
  select from (${wanted(select)}) n full join (select * from ${s}work where queue = $${queue}) w on w.subject = n.subject
  where w.subject is null or (n.subject is null and w.state <> 'leased')
     or n.subject is not null and (w.input, w.engine, w.priority, w.paid) is distinct from (n.input, n.engine, n.priority, n.paid)
)`;
