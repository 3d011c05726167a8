// Written by embed.ts from the .sql files. Change these, then run embed.ts.
export const workSchema = `-- The state of all work, of the jobs that do it, and of what they need from a person.
-- Plain SQL for Postgres >= 15. Names are unqualified: the migration sets the search_path.

-- Every claim takes a number from here. A sequence, not a counter in the row: a subject that vanishes and comes back
-- must not meet a fence that a worker of its former life still holds.
create sequence work_fence as bigint;

-- One row is the state of one (queue, subject). The state is one field; the constraints below keep the columns that
-- belong to a state from contradicting it (two fields for one fact hid 96 of 96 queued rulings in the system before).
create table work (
  queue        text        not null,
  subject      text        not null,
  state        text        not null default 'ready'
               check (state in ('ready', 'leased', 'waiting', 'held', 'done', 'stale', 'dead')),
  priority     integer     not null default 0,      -- higher first
  input        text        not null,                -- fingerprint of what is to be read, e.g. the text version
  engine       text        not null default '',     -- fingerprint of what reads it
  paid         boolean     not null default false,  -- a new engine makes the row stale instead of ready
  done_input   text,                                -- the fingerprints that the result in result was made from
  done_engine  text,
  fence        bigint      not null default 0,      -- number of the last claim; never decreases
  attempts     integer     not null default 0,      -- claims since the row last became new work
  deaths       integer     not null default 0,      -- processes that died holding it; from the first on it is claimed alone
  lease_until  timestamptz,
  lease_owner  text,
  next_at      timestamptz,                         -- when a waiting row may be tried again
  last_error   text,
  errors       jsonb       not null default '[]'    check (jsonb_typeof(errors) = 'array'),
  result       jsonb,                               -- what the handler reported: small facts, never the product itself
  created_at   timestamptz not null default now(),
  ready_at     timestamptz not null default now(),  -- since when it is work to do: the age in "priority, then age"
  progress_at  timestamptz,                         -- last checkpoint or completion: what liveness is measured by
  done_at      timestamptz,
  primary key (queue, subject),
  constraint work_lease_iff_leased check ((state = 'leased') = (lease_until is not null)),
  constraint work_owner_iff_leased check ((state = 'leased') = (lease_owner is not null)),
  constraint work_next_iff_waiting check ((state = 'waiting') = (next_at is not null)),
  constraint work_done_has_input check (state <> 'done' or done_input is not null)
) with (
  -- Each item is updated at least twice (claim, completion). Free space in the page keeps the new versions next to the
  -- old ones; vacuum after 2 % keeps the heads of the partial indexes, where every claim starts, free of dead entries.
  fillfactor = 70,
  autovacuum_vacuum_scale_factor = 0.02,
  autovacuum_vacuum_threshold = 500,
  autovacuum_vacuum_insert_scale_factor = 0.1,
  autovacuum_analyze_scale_factor = 0.05,
  autovacuum_vacuum_cost_delay = 0
);

-- Partial: a library of a million done rows leaves these as small as the work that is open.
create index work_ready   on work (queue, priority desc, ready_at) where state = 'ready' and deaths = 0;
create index work_waiting on work (queue, next_at)                 where state = 'waiting' and deaths = 0;
create index work_suspect on work (queue, ready_at)                where deaths > 0 and state in ('ready', 'waiting');
create index work_leased  on work (queue, lease_until)             where state = 'leased';
create index work_trouble on work (queue, state)                   where state in ('held', 'stale', 'dead');

-- A checkpoint inside a subject. It counts only while both fingerprints are those of the claim that asks.
create table work_part (
  queue    text        not null,
  subject  text        not null,
  part     text        not null,
  input    text        not null,
  engine   text        not null default '',
  result   jsonb,
  done_at  timestamptz not null default now(),
  primary key (queue, subject, part),
  foreign key (queue, subject) references work on delete cascade
);

-- One run of a job: open while ended_at is null, and alive while alive_until has not passed.
create table job_run (
  id           uuid        primary key,
  job          text        not null,
  slot         smallint,                            -- which of the job's allowed places it holds; null: not limited
  pid          integer     not null,
  host         text        not null,
  started_at   timestamptz not null default now(),
  alive_until  timestamptz not null,
  ended_at     timestamptz,
  outcome      text,
  counts       jsonb       not null default '{}',
  summary      jsonb,
  constraint job_run_outcome_iff_ended check ((ended_at is null) = (outcome is null))
);
-- The global limit itself: two processes cannot both hold one place, whatever machine they are on.
create unique index job_run_place on job_run (job, slot) where ended_at is null and slot is not null;
create index job_run_latest on job_run (job, started_at desc);

-- A wish that a job may run now; served by the scheduler or by the job's next start.
create table run_request (
  id            bigint      generated always as identity primary key,
  job           text        not null,
  reason        text        not null,
  requested_by  text        not null,
  requested_at  timestamptz not null default now(),
  taken_at      timestamptz,
  run_id        uuid
);
create unique index run_request_open on run_request (job) where taken_at is null;

-- The switches. A job without a row is enabled, at any hour, without a limit of its own.
create table job_control (
  job           text        primary key,
  enabled       boolean     not null default true,
  window_start  time,                               -- it may run from here ...
  window_end    time,                               -- ... to here, over midnight if end < start,
  window_zone   text,                               -- as the clock stands in this zone
  burst_until   timestamptz,                        -- until then the window does not count
  concurrency   smallint    check (concurrency > 0),
  paused_until  timestamptz,
  reason        text        not null default '',
  changed_by    text        not null,
  changed_at    timestamptz not null default now(),
  constraint job_control_whole_window check (
    (window_start is null) = (window_end is null) and (window_start is null) = (window_zone is null)
    and window_start is distinct from window_end or window_start is null and window_end is null and window_zone is null
  ),
  -- Raises "time zone ... not recognized" when the row is written, instead of in every claim that reads it.
  constraint job_control_known_zone check (window_zone is null or timezone(window_zone, timestamptz 'epoch') is not null)
);

-- May this job work now? One predicate for claims, heartbeats, the supervisor and the screen. refusal null: yes.
create view job_allowed as
select c.*,
       case
         when not enabled then 'disabled'
         when paused_until > now() then 'paused'
         when burst_until > now() or window_start is null then null
         when window_start < window_end
              and (now() at time zone window_zone)::time >= window_start
              and (now() at time zone window_zone)::time < window_end then null
         when window_start > window_end
              and ((now() at time zone window_zone)::time >= window_start
                   or (now() at time zone window_zone)::time < window_end) then null
         else 'outside its window'
       end as refusal
from job_control c;

-- Something a person should know. Open until its cause is gone; one open alarm a key.
create table alarm (
  id         bigint      generated always as identity primary key,
  key        text        not null,
  job        text,
  severity   text        not null check (severity in ('info', 'warning', 'critical')),
  reason     text        not null,
  opened_at  timestamptz not null default now(),
  closed_at  timestamptz
);
create unique index alarm_open on alarm (key) where closed_at is null;

-- breaking: true
-- locks: work
-- What is ready stands in a line of its own, and a claim is one row.
--
-- Reason: an item was updated twice, and each time got a new entry in the primary key and in the index over its state.
-- A third of the server's work on an item was index entries (perf). Postgres leaves the indexes alone when no column that
-- an index names has changed and the new row fits on its page (HOT). So no index names the state any more, and half of
-- each page stays free.
--
-- Measured: processor time of the server for claim and completion of an item together, in microseconds. The statements
-- alone, 20,000 items that do nothing, batches of 500, variants in turn on a machine that others used; the first line of
-- each group is what was there before.
--
--   57 to 64  as before (the 57 on a quiet machine); without one of: the index of leases, the foreign key of the parts,
--             the checks, or with half of each page free: no difference beyond the noise of 3
--   50 to 54  a row for each lease in place of the claim's update, the work row untouched: not worth it
--   38 to 42  line, claim rows, no index over the state, fillfactor 50: 94 % of the updates are HOT
--   46 to 49  the same with fillfactor 70; with 40: 33 to 37, for a table a quarter larger
--   33 to 39  the same, locked rows written by their place and all at once (beside 47 to 60 before, in the same turns)
--
-- A fill pays for the line: 5 of the 13 a row costs.

-- What is ready and may be claimed beside other work, in the order in which it is taken. A row is here because
-- its work row is ready: triggers see to that, whoever changes the work row. It is an index and decides nothing: a claim
-- takes what the work row says, and passes over a row here whose work row says otherwise.
create table work_line (
  queue     text        not null,
  priority  integer     not null,
  ready_at  timestamptz not null,
  subject   text        not null
) with (
  -- Every row is written once and deleted once: vacuum after 2 % gives the space back before the file grows. For the
  -- claims themselves it is no matter: with autovacuum off, and 50,000 rows passed, the first claim of one from the head
  -- took 2.4 ms of processor time, the next, for which it had marked the dead entries, 2.0, after a vacuum 1.6.
  autovacuum_vacuum_scale_factor = 0.02,
  autovacuum_vacuum_threshold = 500,
  autovacuum_vacuum_cost_delay = 0
);
create index work_line_order on work_line (queue, priority desc, ready_at);

-- One claim: whoever has this row has the work rows that are leased under this fence, until it expires. One row
-- for the whole batch, so that a heartbeat is one small update whatever is held. It is deleted when nothing is held by it.
create table work_claim (
  fence     bigint      primary key,
  queue     text        not null,
  owner     text        not null,
  until     timestamptz not null,
  subjects  text[]      not null
) with (
  autovacuum_vacuum_scale_factor = 0.02,
  autovacuum_vacuum_threshold = 100,
  autovacuum_vacuum_cost_delay = 0
);
create index work_claim_until on work_claim (queue, until);

insert into work_line (queue, priority, ready_at, subject)
select queue, priority, ready_at, subject from work where state = 'ready' and deaths = 0 order by ready_at;
-- Each gets a number of its own: a process of before this file can complete nothing any more.
update work set fence = nextval('work_fence') where state = 'leased';
insert into work_claim (fence, queue, owner, until, subjects)
select fence, queue, lease_owner, lease_until, array[subject] from work where state = 'leased';

drop index work_ready;
drop index work_leased;
drop index work_waiting;
drop index work_suspect;
-- The pages that show what is in trouble count all rows anyway.
drop index work_trouble;
alter table work drop constraint work_lease_iff_leased;
alter table work drop constraint work_owner_iff_leased;
alter table work drop column lease_until;
alter table work drop column lease_owner;
-- Claim and completion each write the row anew: half of the page is for that (figures above).
alter table work set (fillfactor = 50);
-- Partial, and over columns that neither a claim nor a completion changes.
create index work_waiting on work (queue, next_at) where next_at is not null and deaths = 0;
create index work_suspect on work (queue, ready_at) where deaths > 0;

create function work_line_filled() returns trigger language plpgsql set search_path from current as $body$
begin
  insert into work_line (queue, priority, ready_at, subject)
  select queue, priority, ready_at, subject from fresh where state = 'ready' and deaths = 0;
  return null;
end
$body$;
create trigger work_line_filled after insert on work referencing new table as fresh
  for each statement execute function work_line_filled();

-- A claim takes its rows out of the line itself, in one go. SKIP LOCKED: what a claim is taking out this moment, it
-- takes out; waiting for it here, while it waits for this work row, would be a deadlock.
create function work_line_moved() returns trigger language plpgsql set search_path from current as $body$
begin
  if old.state = 'ready' and old.deaths = 0 then
    delete from work_line where ctid = any(array(
      select ctid from work_line l
      where l.queue = old.queue and l.priority = old.priority and l.ready_at = old.ready_at and l.subject = old.subject
      for update skip locked));
  end if;
  if tg_op = 'UPDATE' and new.state = 'ready' and new.deaths = 0 then
    insert into work_line (queue, priority, ready_at, subject)
    values (new.queue, new.priority, new.ready_at, new.subject);
  end if;
  return null;
end
$body$;
create trigger work_line_moved after update of state, deaths, priority, ready_at on work for each row
  when (new.state <> 'leased' and (old.state = 'ready' or new.state = 'ready')
        and (old.state, old.deaths, old.priority, old.ready_at)
            is distinct from (new.state, new.deaths, new.priority, new.ready_at))
  execute function work_line_moved();
create trigger work_line_left after delete on work for each row when (old.state = 'ready')
  execute function work_line_moved();

-- breaking: true
-- locks: work
-- A row of the line is a slice of up to 32 subjects that became ready together.
--
-- Reason: a row for each subject was a third of what it costs to fill a queue (an insert, an entry in its index), and a
-- claim locked and deleted each of them. And the line is simpler: nobody but a claim takes anything out of it. What
-- changes puts the subject into the line once more where it now belongs, and claims drop what no ready row stands behind.
--
-- Measured: processor time of the server an item, in microseconds, lower quartile of 14 runs in random order on a machine
-- that others used, batches of 500. Fill 13.6 before, 10.4 with slices; claim 18.1 and 17.0; bytes of WAL for claim and
-- completion 522 and 413.

drop trigger work_line_filled on work;
drop trigger work_line_moved on work;
drop trigger work_line_left on work;
drop function work_line_filled();
drop function work_line_moved();
drop table work_line;

-- What is ready and may be claimed beside other work, in the order in which it is taken. Every ready row of work is named
-- by a row here: triggers see to that, whoever changes the work row. More may be named: it is an index and decides nothing.
-- A claim takes what the work row says, and drops the name of a row that is not ready, or has another priority.
create table work_line (
  queue     text        not null,
  priority  integer     not null,
  ready_at  timestamptz not null,     -- of the first
  -- Not more than 32: of names as long as a UUID more would not fit on the page and be stored beside the table, and a
  -- claim of one locks the slice that it takes from.
  subjects  text[]      not null check (cardinality(subjects) > 0)
) with (
  autovacuum_vacuum_scale_factor = 0.02,
  autovacuum_vacuum_threshold = 50,
  autovacuum_vacuum_cost_delay = 0
);
create index work_line_order on work_line (queue, priority desc, ready_at);

insert into work_line (queue, priority, ready_at, subjects)
select queue, priority, min(ready_at), array_agg(subject)
from (
  select *, (row_number() over (order by priority desc, ready_at) - 1) / 32 as slice
  from work where state = 'ready' and deaths = 0
) ready
group by queue, priority, slice;

-- Numbered over the whole, not by queue and priority: what is written at once is of one queue, and comparing its name for
-- each row costs as much as the slices themselves.
create function work_line_filled() returns trigger language plpgsql set search_path from current as $body$
begin
  insert into work_line (queue, priority, ready_at, subjects)
  select queue, priority, min(ready_at), array_agg(subject)
  from (
    select *, (row_number() over (order by priority desc, ready_at) - 1) / 32 as slice
    from fresh where state = 'ready' and deaths = 0
  ) ready
  group by queue, priority, slice;
  return null;
end
$body$;
create trigger work_line_filled after insert on work referencing new table as fresh
  for each statement execute function work_line_filled();

-- For each row and not for the statement: that would keep a copy of every row that claims and completions change.
create function work_line_joined() returns trigger language plpgsql set search_path from current as $body$
begin
  insert into work_line (queue, priority, ready_at, subjects)
  values (new.queue, new.priority, new.ready_at, array[new.subject]);
  return null;
end
$body$;
create trigger work_line_joined after update of state, deaths, priority, ready_at on work for each row
  when (new.state = 'ready' and new.deaths = 0
        and (old.state, old.deaths, old.priority, old.ready_at)
            is distinct from (new.state, new.deaths, new.priority, new.ready_at))
  execute function work_line_joined();

-- locks: work, work_part, work_line, work_claim
-- Names of queues and subjects are compared byte by byte, whatever language the database sorts in.
--
-- Reason: the primary key of work decides that an item is done once. In the order of a language it depends on a library of
-- the operating system: when an upgrade changes that order, the index no longer finds its rows and takes a second one. And
-- all that lock several rows lock them in the order of the subject: this one is the same for a column, a parameter and a
-- selection. What is stored stays as it is; the indexes are built anew (a million rows: 3.5 s, measured on a machine of two
-- cores).
--
-- Measured: processor time of the server an item, in microseconds, lower quartile of 8 runs in random order, batches of
-- 2,000. In a database that sorts in Hebrew (ICU): fill 10.7 before, 8.2 with this; with random UUIDs as subjects 13.5 and
-- 11.1; claim and completion together 29.7 and 28.3. In one that sorts by C.UTF-8 no difference beyond the noise.
alter table work
  alter column queue type text collate "C",
  alter column subject type text collate "C";
alter table work_part
  alter column queue type text collate "C",
  alter column subject type text collate "C";
alter table work_line
  alter column queue type text collate "C",
  alter column subjects type text[] collate "C";
alter table work_claim
  alter column queue type text collate "C",
  alter column subjects type text[] collate "C",
-- Written once and read by nobody but who ends an expired claim: to compress it took a twentieth of a claim's time (11.1 µs
-- an item before, 10.5 with this; the same way, 20 runs).
  alter column subjects set storage external;
`;
