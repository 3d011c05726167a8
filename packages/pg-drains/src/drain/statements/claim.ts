import { historyWith, refusal } from './gate.ts';

const PROCESS_DIED = 'the process that held it ended without a word';

const claimedColumns = 'w.subject, w.fence, w.attempts, w.input, w.engine, w.priority, w.ready_at::text as place';

/**
 * Takes up to `limit` rows, best priority first, then oldest. $1 queue, $2 job, $3 owner, $4 lease in seconds, $5 fences
 * of this worker's claims of which nothing is held any more: their rows go.
 *
 * - One statement in autocommit: no transaction is open while the work is done, and none waits (SKIP LOCKED).
 * - What is ready is read from the line, in its order, and locked there, so that claims pass one another. Then all its
 *   work rows are looked up and locked in one pass over the primary key, and written by their place in the table (ctid),
 *   in one pass as well: 500 look-ups one by one cost 6 ms, at once 0.7 (explain analyze, a busy machine).
 * - The work row decides. A row of the line is taken out only when its work row was claimed: what is locked by others, or
 *   was changed between the snapshot and the lock (its place is another then), stays for the next claim.
 * - When every row that was read is such a one, `seen` is not 0 and nothing is claimed. `careful` is for then: it looks at
 *   each work row before it counts, and goes on until the limit is reached. LATERAL, because a plain join let the planner
 *   hash the whole table when it had no statistics.
 * - What waits for its time is a CTE of its own, with its own partial index: one condition with OR would read every
 *   waiting row of a higher priority on each claim. `onward` leaves it to the next claim from the head: with it in the
 *   text, a claim that finds nothing took 1.3 ms of the server's time, without it 0.9 (120 claims in turns, lowest).
 * - `onward` starts at the place where this worker's last claim ended ($6 priority, $7 time): what has passed leaves dead
 *   entries at the head of the index, and while an old transaction is open no vacuum may remove them. 50,000 of them made
 *   a claim of one take 33 ms in place of 1.9 (medians of 41, busy machine). What became ready before that place waits
 *   for the next claim from the head: see claimer.
 * - The limit is written into the text: with a parameter the planner assumes a tenth of the table and may sort it.
 * - `is true` keeps the planner from making a join of `in`, which would compare each row with each.
 * - Always one row at least, with a null subject when nothing was claimed, so that the refusal travels along.
 */
export const claimBatch = (
  s: string,
  limit: number,
  { onward = false, careful = false }: { onward?: boolean; careful?: boolean } = {},
): string => `
with gate as materialized (select ${refusal(s, '$2')} as refusal),
${onward ? '' : dueRows(s, limit)}ready as (
  select l.subject, l.priority, l.ready_at, l.ctid as place
  from ${s}work_line l ${careful ? `cross join lateral (${lookAtOne(s)}) w` : ''}
  where l.queue = $1 and (select refusal from gate) is null
    ${onward ? 'and l.priority = $6 and l.ready_at >= $7::timestamptz' : ''}
  order by l.priority desc, l.ready_at limit ${limit} for update of l skip locked
),
picked as materialized (
  select * from (${onward ? '' : 'select * from due union all '}select * from ready) c
  order by priority desc, ready_at limit ${limit}
),
ticket as materialized (
  select nextval('${s.replaceAll("'", "''")}work_fence') as fence, array_agg(subject) as subjects from picked having count(*) > 0
),
locked as (
  select ctid as at from ${s}work
  where queue = $1 and subject = any((select subjects from ticket)::text[]) and deaths = 0
    and (state = 'ready' or next_at <= now())
  for update skip locked
),
claimed as (
  update ${s}work w set state = 'leased', fence = (select fence from ticket), attempts = w.attempts + 1, next_at = null
  where w.ctid = any(array(select at from locked))
  returning w.ready_at, ${claimedColumns}
),
taken as (
  delete from ${s}work_line where ctid = any(array(
    select place from picked where (subject in (select subject from claimed)) is true and place is not null))
),
held as (
  insert into ${s}work_claim (fence, queue, owner, until, subjects)
  select fence, $1, $3, now() + make_interval(secs => $4), subjects from ticket where exists (select from claimed)
),
swept as (delete from ${s}work_claim where fence = any($5::bigint[]))
select g.refusal, (select count(*)::int from picked) as seen, false as buried,
       c.subject, c.fence, c.attempts, c.input, c.engine, c.priority, c.place
from gate g left join claimed c on true order by c.priority desc, c.ready_at`;

const dueRows = (s: string, limit: number): string => `due as (
  select subject, priority, ready_at, null::tid as place from ${s}work
  where queue = $1 and next_at <= now() and deaths = 0 and (select refusal from gate) is null
  order by next_at limit ${limit} for update skip locked
),
`;

const lookAtOne = (s: string): string => `
    select from ${s}work w where w.queue = $1 and w.subject = l.subject and w.state = 'ready' and w.deaths = 0
    for update skip locked`;

/**
 * Takes one row that a process died on. $1 queue, $2 job, $3 owner, $4 lease in seconds, $5 fences whose claims go,
 * $6 most attempts. Claims that expired are put back first: see reclaimExpired.
 *
 * One by one, and never beside other work, so that the item that kills processes takes nothing with it. It is buried
 * (dead) after its last attempt, but not before it has died alone once: the rest of a killed batch is innocent.
 *
 * Comes when there is nothing else, and so takes out of the line what no claim wants (see work_line_moved: a row that was
 * being claimed while its place changed).
 */
export const claimSuspect = (s: string): string => `
with gate as materialized (select ${refusal(s, '$2')} as refusal),
returned as (
  select ctid as at, deaths >= 2 and attempts >= $6 as buried from ${s}work
  where queue = $1 and deaths > 0 and state in ('ready', 'waiting') and (next_at is null or next_at <= now())
    and (select refusal from gate) is null
  order by ready_at limit 1 for update skip locked
),
ticket as materialized (select nextval('${s.replaceAll("'", "''")}work_fence') as fence from returned),
claimed as (
  update ${s}work w set
    state = case when p.buried then 'dead' else 'leased' end,
    fence = t.fence,
    attempts = w.attempts + case when p.buried then 0 else 1 end,
    next_at = null
  from returned p, ticket t where w.ctid = p.at
  returning p.buried, ${claimedColumns}
),
held as (
  insert into ${s}work_claim (fence, queue, owner, until, subjects)
  select fence, $1, $3, now() + make_interval(secs => $4), array[subject] from claimed where not buried
),
swept as (delete from ${s}work_claim where fence = any($5::bigint[])),
stale as (
  delete from ${s}work_line where ctid = any(array(
    select l.ctid from (
      select ctid, subject from ${s}work_line where queue = $1 order by priority desc, ready_at limit 100
    ) l
    where (select count(*) from ${s}work w
           where w.queue = $1 and w.subject = l.subject and w.state = 'ready' and w.deaths = 0) = 0))
)
select g.refusal, c.* from gate g left join claimed c on true`;

/**
 * Ends claims that have expired: what they held is ready again, to be taken one by one. $1 queue or null for all.
 *
 * FOR UPDATE of the claim keeps completions out, which hold it FOR KEY SHARE until their commit, and is skipped while
 * one is on its way. Rows are locked in the order of the subject, as everywhere.
 *
 * For all queues it reads the whole table and mends what only a hand, or a restore of some of the tables, can break:
 * leased rows without a claim, ready rows that do not stand in the line.
 */
export const reclaimExpired = (s: string): string => `
with expired as (
  select fence, queue, owner, subjects from ${s}work_claim
  where until < now() and ($1::text is null or queue = $1) order by fence for update skip locked
),
ended as (delete from ${s}work_claim c using expired e where c.fence = e.fence),
named as (
  select e.queue, e.fence, e.owner, n.subject from expired e cross join unnest(e.subjects) n(subject)
  union all
  select w.queue, w.fence, null, w.subject from ${s}work w
  where $1::text is null and w.state = 'leased' and not exists (select from ${s}work_claim c where c.fence = w.fence)
),
unlined as (
  insert into ${s}work_line (queue, priority, ready_at, subject)
  select queue, priority, ready_at, subject from ${s}work w
  where $1::text is null and state = 'ready' and deaths = 0
    and (select count(*) from ${s}work_line) < (select count(*) from ${s}work where state = 'ready' and deaths = 0)
    and not exists (select from ${s}work_line l where l.queue = w.queue and l.subject = w.subject)
),
mine as (
  select n.queue, n.subject, n.owner from (select * from named order by queue, subject) n cross join lateral (
    select from ${s}work w
    where w.queue = n.queue and w.subject = n.subject and w.fence = n.fence and w.state = 'leased' for update
  ) w
)
update ${s}work w set
  state = 'ready', deaths = w.deaths + 1, last_error = '${PROCESS_DIED}',
  errors = ${historyWith(
    'w.errors',
    `jsonb_build_object('at', now(), 'attempt', w.attempts, 'class', 'process-died', 'message', '${PROCESS_DIED}', 'owner', m.owner)`,
  )}
from mine m where w.queue = m.queue and w.subject = m.subject
returning w.queue, w.subject`;

/** Claims of which nothing is held any more. $1 fences. */
export const sweepClaims = (s: string): string => `delete from ${s}work_claim where fence = any($1::bigint[])`;
