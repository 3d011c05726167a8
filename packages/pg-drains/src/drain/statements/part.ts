/**
 * Opens a checkpoint: locks the row while it is ours and marks progress. $1 queue, $2 subject, $3 fence,
 * $4 lease in seconds. A checkpoint is a sign of life, so it renews the lease as well.
 */
export const lockForPart = (s: string): string => `
update ${s}work set progress_at = now(), lease_until = clock_timestamp() + make_interval(secs => $4)
where queue = $1 and subject = $2 and fence = $3 and lease_until > clock_timestamp()
returning subject`;

/** The checkpoint itself. $1 queue, $2 subject, $3 part, $4 input, $5 engine, $6 result. */
export const storePart = (s: string): string => `
insert into ${s}work_part (queue, subject, part, input, engine, result) values ($1, $2, $3, $4, $5, $6)
on conflict (queue, subject, part) do update
  set input = excluded.input, engine = excluded.engine, result = excluded.result, done_at = now()`;

/** Parts done before for these very fingerprints. $1 queue, $2 subject, $3 input, $4 engine. */
export const partsDone = (s: string): string => `
select part, result from ${s}work_part where queue = $1 and subject = $2 and input = $3 and engine = $4 order by done_at`;
