import { held } from './lease.ts';

/** Opens a checkpoint: locks the row while it is ours and marks progress. $1 queue, $2 subject, $3 fence. */
export const lockForPart = (s: string): string => `
with ${held(s, 'array[$3::bigint]')}
update ${s}work set progress_at = now()
where queue = $1 and subject = $2 and state = 'leased' and fence = any(array(select fence from held))
returning subject`;

/** The checkpoint itself. $1 queue, $2 subject, $3 part, $4 input, $5 engine, $6 result. */
export const storePart = (s: string): string => `
insert into ${s}work_part (queue, subject, part, input, engine, result) values ($1, $2, $3, $4, $5, $6)
on conflict (queue, subject, part) do update
  set input = excluded.input, engine = excluded.engine, result = excluded.result, done_at = now()`;

/** Parts done before for these very fingerprints. $1 queue, $2 subject, $3 input, $4 engine. */
export const partsDone = (s: string): string => `
select part, result from ${s}work_part where queue = $1 and subject = $2 and input = $3 and engine = $4 order by done_at`;
