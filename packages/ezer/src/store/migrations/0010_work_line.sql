-- squawk-ignore-file require-concurrent-index-deletion, require-concurrent-index-creation, ban-drop-column
-- Of the queue table alone, which nobody reads for long, in one go: half of it would be a queue that loses work.
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
