/** How much stands where. $1 queue or null. Ages in seconds; `next_at` is when the first waiting row may be tried. */
export const depths = (s: string): string => `
select queue,
       count(*) filter (where state = 'ready')::int   as ready,
       count(*) filter (where state = 'leased')::int  as leased,
       count(*) filter (where state = 'waiting')::int as waiting,
       count(*) filter (where state = 'held')::int    as held,
       count(*) filter (where state = 'done')::int    as done,
       count(*) filter (where state = 'stale')::int   as stale,
       count(*) filter (where state = 'dead')::int    as dead,
       extract(epoch from now() - min(ready_at) filter (where state = 'ready'))::float8 as oldest_ready_seconds,
       min(next_at) as next_at,
       max(progress_at) as progress_at
from ${s}work where $1::text is null or queue = $1 group by queue order by queue`;

/**
 * Brings rows back to work. $1 queue, $2 states, $3 subjects or null for all, $4 who, $5 why. The fence stays: it
 * never decreases. The history stays too and says who did it; the attempts and deaths start again.
 */
export const redrive = (s: string, history: string): string => `
update ${s}work w set
  state = 'ready', attempts = 0, deaths = 0, next_at = null, last_error = null, ready_at = now(), errors = ${history}
where queue = $1 and state = any($2::text[]) and ($3::text[] is null or subject = any($3)) and state <> 'leased'
returning subject`;
