-- What the runs of old came to, by job and outcome: the counters of /metrics are this and the runs that still stand, so
-- that a scrape does not slow with every year of runs (processor time of the server for one: 267 ms with 140,000 of them,
-- 64 ms with what 90 days leave). Moved here by the supervisor, and exactly once.
create table job_run_sum (
  job      text     not null,
  outcome  text     not null,
  runs     bigint   not null,
  seconds  numeric  not null,                    -- exact: a sum that rounds can go down, and a counter must not
  within   bigint[] not null,                    -- runs of at most 0.1, 1, 10, 60, 300, 900 and 3600 seconds
  counts   jsonb    not null default '{}',       -- sums of the runs' own counts
  primary key (job, outcome),
  constraint job_run_sum_seven_lengths check (cardinality(within) = 7),
  constraint job_run_sum_counts_object check (jsonb_typeof(counts) = 'object')
);
