/**
 * Why a job may not work now, in words, or null. A fragment and not a query of its own: claims, heartbeats and
 * completions carry it along, so that a switch thrown by a person reaches a running drain without one more round trip.
 *
 * @param s schema prefix
 * @param job the placeholder that holds the job's name
 */
export const refusal = (s: string, job: string): string => `(
  select case refusal
           when 'disabled' then 'disabled by ' || changed_by || coalesce(': ' || nullif(reason, ''), '')
           when 'paused'   then 'paused until ' || to_char(paused_until at time zone 'UTC', 'YYYY-MM-DD HH24:MI "UTC"')
                                || coalesce(': ' || nullif(reason, ''), '')
           when 'outside its window' then 'outside its window ' || to_char(window_start, 'HH24:MI') || '-'
                                || to_char(window_end, 'HH24:MI') || ' ' || window_zone
         end
  from ${s}job_allowed where job = ${job}
)`;

/** The history grows by one entry and keeps the newest 50: a row redriven for years must not grow for ever. */
export const historyWith = (errors: string, entry: string): string =>
  `((case when jsonb_array_length(${errors}) >= 50 then ${errors} - 0 else ${errors} end) || jsonb_build_array(${entry}))`;
