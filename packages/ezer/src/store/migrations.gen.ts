// Generated from the .sql files of "migrations" by renderMigrationsModule. Do not edit.
import type { Migration } from 'pg-drains';

export const migrations: readonly Migration[] = [
  // 0001_work.sql
  {
    number: 1,
    name: "work",
    breaking: false,
    kind: "transactional",
    sql: `-- The state of all work, of the jobs that do it, and of what they need from a person.
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
`,
  },
  // 0002_library.sql
  {
    number: 2,
    name: "library",
    breaking: false,
    kind: "transactional",
    sql: `-- The library: sources, stored files, decisions and their immutable texts, dockets and people.

-- UUIDv7 (RFC 9562 §5.7), so that keys sort by age; Postgres 15 to 17 have no uuidv7() of their own.
-- Bits 52 and 53 turn the version nibble of a random UUID from 4 to 7.
create function new_id() returns uuid
language sql volatile parallel safe
as $$
  select encode(
    set_bit(
      set_bit(
        overlay(uuid_send(gen_random_uuid())
          placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
          from 1 for 6),
        52, 1),
      53, 1),
    'hex')::uuid
$$;

create table source (
  id uuid primary key default new_id(),
  name text not null unique,
  adapter text not null,
  settings jsonb not null default '{}',
  last_good_at timestamptz,
  last_good_point text,
  last_error text,
  last_error_at timestamptz,
  created_at timestamptz not null default now()
);

-- One stored file by content. The bytes are in the content store, under the hash.
create table document (
  id uuid primary key default new_id(),
  sha256 bytea not null unique check (length(sha256) = 32),
  byte_size bigint not null check (byte_size >= 0),
  original_name text not null,
  format text,
  state text not null check (state in ('read', 'refused')),
  refusal_reason text,
  refusal_detail text,
  repairs jsonb not null default '[]',
  warnings jsonb not null default '[]',
  confidence real check (confidence between 0 and 1),
  received_at timestamptz not null default now(),
  check ((state = 'refused') = (refusal_reason is not null))
);
create index document_refused on document (refusal_reason) where state = 'refused';

create table decision (
  id uuid primary key default new_id(),
  source_kind text not null default 'court' check (source_kind in ('court', 'committee')),
  status text not null default 'visible' check (status in ('visible', 'held', 'removed')),
  status_reason text,
  kind text,
  court text,
  court_level text,
  date_given date,
  outcome text check (outcome in ('granted', 'partly', 'dismissed', 'struck', 'remanded', 'other')),
  title text,
  current_version_id uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index decision_by_date on decision (date_given desc, id desc) where status = 'visible';
create index decision_by_court on decision (court, date_given desc) where status = 'visible';

-- One immutable text of a decision. Paragraph offsets and every other offset in this schema count code points.
create table decision_version (
  id uuid primary key default new_id(),
  decision_id uuid not null references decision,
  number integer not null check (number >= 1),
  document_id uuid not null references document,
  text text not null check (text <> ''),
  text_length integer generated always as (char_length(text)) stored,
  text_sha256 bytea not null check (length(text_sha256) = 32),
  paragraphs jsonb not null default '[]',
  order_score real check (order_score between 0 and 1),
  change_class text check (change_class in ('citation', 'substantive', 'metadata', 'anonymisation')),
  created_at timestamptz not null default now(),
  unique (decision_id, number)
);
create index decision_version_by_document on decision_version (document_id);
create index decision_version_by_text on decision_version (text_sha256);
alter table decision add foreign key (current_version_id) references decision_version deferrable initially deferred;

-- G6: what a quote was checked against may never change under it. A new text is a new row.
create function refuse_text_change() returns trigger
language plpgsql set search_path from current
as $$
begin
  raise exception 'the text of decision version % is immutable; store a new version instead', old.id
    using errcode = 'check_violation', constraint = 'decision_version_text_immutable';
end
$$;
create trigger decision_version_text_immutable
  before update on decision_version for each row
  when (old.text is distinct from new.text or old.text_sha256 is distinct from new.text_sha256
    or old.decision_id is distinct from new.decision_id or old.document_id is distinct from new.document_id)
  execute function refuse_text_change();

-- What a source showed under one reference (a path, a line of a .jsonl file), and what became of it.
create table source_item (
  source_id uuid not null references source,
  ref text not null,
  document_id uuid references document,
  decision_id uuid references decision,
  digest_issue_id uuid,
  -- size and time of the file when it was last read: an unchanged file is not opened again
  stamp text,
  state text not null check (state in ('ingested', 'duplicate', 'refused')),
  reason text,
  detail text,
  seen_at timestamptz not null default now(),
  primary key (source_id, ref),
  check ((state = 'refused') = (reason is not null))
);
create index source_item_by_decision on source_item (decision_id);
create index source_item_refused on source_item (reason) where state = 'refused';

create table docket (
  id uuid primary key default new_id(),
  canonical text not null unique,
  prefix text not null,
  number text not null
);

create table decision_docket (
  decision_id uuid not null references decision on delete cascade,
  docket_id uuid not null references docket,
  position integer not null check (position >= 0),
  source text not null check (source in ('document', 'portal', 'person')),
  primary key (decision_id, docket_id)
);
create index decision_docket_by_docket on decision_docket (docket_id);

create table judge (
  id uuid primary key default new_id(),
  name text not null unique
);

create table decision_judge (
  decision_id uuid not null references decision on delete cascade,
  judge_id uuid not null references judge,
  position integer not null check (position >= 0),
  opinion text check (opinion in ('majority', 'concurring', 'dissenting')),
  start_at integer,
  end_at integer,
  source text not null check (source in ('document', 'portal', 'person')),
  confidence real check (confidence between 0 and 1),
  primary key (decision_id, judge_id)
);
create index decision_judge_by_judge on decision_judge (judge_id);

create table party (
  id uuid primary key default new_id(),
  decision_id uuid not null references decision on delete cascade,
  side text not null check (side in ('applicant', 'respondent', 'other')),
  position integer not null check (position >= 0),
  name text not null,
  start_at integer,
  end_at integer,
  source text not null check (source in ('document', 'portal', 'person')),
  confidence real check (confidence between 0 and 1),
  unique (decision_id, side, position)
);

-- Each catalogued field as each source gave it; the columns of \`decision\` hold the one that counts
-- (person before document before portal). A machine never touches the row of a person.
create table decision_field (
  decision_id uuid not null references decision on delete cascade,
  field text not null check (field in ('kind', 'court', 'date_given', 'outcome', 'dockets', 'judges', 'applicants', 'respondents')),
  source text not null check (source in ('document', 'portal', 'person')),
  value jsonb not null,
  start_at integer,
  end_at integer,
  confidence real check (confidence between 0 and 1),
  decision_version_id uuid references decision_version,
  engine text,
  engine_version text,
  decided_by text,
  created_at timestamptz not null default now(),
  primary key (decision_id, field, source),
  check (source <> 'person' or decided_by is not null)
);
`,
  },
  // 0003_law.sql
  {
    number: 3,
    name: "law",
    breaking: false,
    kind: "transactional",
    sql: `-- What the texts say: sections, citations, statutes, halachot, and what people decided about them.

create table section (
  id uuid primary key default new_id(),
  decision_version_id uuid not null references decision_version on delete cascade,
  position integer not null check (position >= 0),
  kind text not null,
  speaker text,
  heading text,
  start_at integer not null check (start_at >= 0),
  end_at integer not null,
  engine text not null,
  engine_version text not null,
  check (end_at >= start_at),
  unique (decision_version_id, engine, position)
);

create table citation (
  id uuid primary key default new_id(),
  decision_id uuid not null references decision on delete cascade,
  decision_version_id uuid not null references decision_version on delete cascade,
  raw text not null,
  start_at integer not null check (start_at >= 0),
  end_at integer not null,
  docket text,
  reporter text,
  state text not null check (state in ('found', 'ambiguous', 'missing', 'malformed')),
  target_decision_id uuid references decision,
  treatment text,
  confidence real check (confidence between 0 and 1),
  engine text not null,
  engine_version text not null,
  check (end_at > start_at),
  check ((state = 'found') = (target_decision_id is not null)),
  check (state = 'malformed' or docket is not null or reporter is not null)
);
create index citation_by_version on citation (decision_version_id, start_at);
create index citation_by_decision on citation (decision_id);
create index citation_by_target on citation (target_decision_id) where target_decision_id is not null;
create index citation_by_docket on citation (docket) where docket is not null;

create table statute (
  id uuid primary key default new_id(),
  name text not null unique
);

create table statute_citation (
  id uuid primary key default new_id(),
  decision_id uuid not null references decision on delete cascade,
  decision_version_id uuid not null references decision_version on delete cascade,
  statute_id uuid not null references statute,
  raw text not null,
  start_at integer not null check (start_at >= 0),
  end_at integer not null,
  year text,
  sections text[] not null default '{}',
  confidence real check (confidence between 0 and 1),
  engine text not null,
  engine_version text not null,
  check (end_at > start_at)
);
create index statute_citation_by_version on statute_citation (decision_version_id, start_at);
create index statute_citation_by_statute on statute_citation (statute_id);

create table halacha (
  id uuid primary key default new_id(),
  decision_id uuid not null references decision,
  decision_version_id uuid not null references decision_version,
  quote text not null check (quote <> ''),
  quote_start integer not null check (quote_start >= 0),
  quote_end integer not null,
  principle text,
  principle_source text check (principle_source in ('engine', 'person')),
  role text not null check (role in ('holding', 'interpretive', 'procedural', 'application', 'obiter')),
  restated boolean not null,
  authority text,
  confidence real not null check (confidence between 0 and 1),
  reasons jsonb not null default '[]',
  flags text[] not null default '{}',
  state text not null default 'proposed' check (state in ('proposed', 'approved', 'rejected', 'deferred', 'published')),
  reverify boolean not null default false,
  engine text not null,
  engine_version text not null,
  created_at timestamptz not null default now(),
  -- when a person last acted on it; null: nobody has, and a machine may still replace or drop it
  reviewed_at timestamptz,
  check (quote_end > quote_start),
  check (state = 'proposed' or reviewed_at is not null),
  check ((principle is null) = (principle_source is null)),
  unique (decision_version_id, engine, quote_start, quote_end)
);
create index halacha_by_decision on halacha (decision_id, quote_start);
create index halacha_queue on halacha (confidence, id) where state = 'proposed';
create index halacha_approved on halacha (decision_id) where state in ('approved', 'published');

-- Every act of a reader, kept for good. \`before\` and \`after\` hold the halacha's own fields (no database types).
-- \`xact\` and \`at\` tie the act to the one transaction that may carry it out: see halacha_human_gate. Both, because a
-- restored library meets the transaction numbers of its old server again.
create table halacha_review (
  id uuid primary key default new_id(),
  halacha_id uuid not null,
  act text not null check (act in ('approve', 'edit', 'reject', 'defer', 'reopen', 'publish')),
  reader text not null check (reader <> ''),
  before jsonb,
  after jsonb,
  reason text,
  xact xid8 not null default pg_current_xact_id(),
  at timestamptz not null default now()
);
create index halacha_review_by_halacha on halacha_review (halacha_id, at);

-- G6: the quote is what stands at its offsets, and the version belongs to the decision.
create function check_quote_is_grounded() returns trigger
language plpgsql set search_path from current
as $$
declare
  version record;
begin
  select decision_id, substr(text, new.quote_start + 1, new.quote_end - new.quote_start) as words
    into version from decision_version where id = new.decision_version_id;
  if version.decision_id is distinct from new.decision_id or version.words is distinct from new.quote then
    raise exception 'the quote of halacha % does not stand at %..% of decision version %',
      new.id, new.quote_start, new.quote_end, new.decision_version_id
      using errcode = 'check_violation', constraint = 'halacha_quote_grounded';
  end if;
  return new;
end
$$;
create trigger halacha_quote_grounded
  before insert or update of quote, quote_start, quote_end, decision_version_id, decision_id on halacha
  for each row execute function check_quote_is_grounded();

-- G10: what a person decided is changed only by a person: in a transaction that writes the review of that act.
-- A machine may set \`reverify\`, and may replace or drop what nobody has looked at. A decision that a court withdrew
-- takes its halachot along (G11).
create function check_human_gate() returns trigger
language plpgsql set search_path from current
as $$
begin
  if exists (select from halacha_review where halacha_id = old.id and xact = pg_current_xact_id() and at = now())
    or exists (select from decision where id = old.decision_id and status = 'removed') then
    return case tg_op when 'DELETE' then old else new end;
  end if;
  if tg_op = 'DELETE' then
    raise exception 'halacha % was reviewed (%); only a person may remove it', old.id, old.state
      using errcode = 'check_violation', constraint = 'halacha_human_gate';
  end if;
  raise exception 'halacha % may change its state or its reviewed content only together with a review by a person', old.id
    using errcode = 'check_violation', constraint = 'halacha_human_gate';
end
$$;
create trigger halacha_human_gate_delete
  before delete on halacha for each row when (old.reviewed_at is not null)
  execute function check_human_gate();
create trigger halacha_human_gate_update
  before update on halacha for each row
  when ((old.state, old.reviewed_at) is distinct from (new.state, new.reviewed_at)
    or old.reviewed_at is not null and (old.quote, old.quote_start, old.quote_end, old.principle, old.role, old.restated,
        old.decision_version_id, old.engine, old.engine_version)
      is distinct from (new.quote, new.quote_start, new.quote_end, new.principle, new.role, new.restated,
        new.decision_version_id, new.engine, new.engine_version))
  execute function check_human_gate();
-- A halacha enters as a proposal; nothing is born approved.
create function refuse_born_reviewed() returns trigger
language plpgsql set search_path from current
as $$
begin
  raise exception 'a halacha starts as proposed, not as %', new.state
    using errcode = 'check_violation', constraint = 'halacha_human_gate';
end
$$;
create trigger halacha_human_gate_insert
  before insert on halacha for each row when (new.state <> 'proposed')
  execute function refuse_born_reviewed();

-- The record of reviews is append only. The one change allowed is the removal of quoted words (G11).
create function refuse_review_change() returns trigger
language plpgsql set search_path from current
as $$
begin
  if tg_op = 'UPDATE' and new.before is null and new.after is null
    and (new.id, new.halacha_id, new.act, new.reader, new.reason, new.xact, new.at)
      is not distinct from (old.id, old.halacha_id, old.act, old.reader, old.reason, old.xact, old.at) then
    return new;
  end if;
  raise exception 'reviews are append only' using errcode = 'check_violation', constraint = 'halacha_review_append_only';
end
$$;
create trigger halacha_review_append_only
  before update or delete on halacha_review for each row execute function refuse_review_change();

create table principle (
  id uuid primary key default new_id(),
  sentence text not null,
  first_decision_id uuid references decision,
  latest_decision_id uuid references decision,
  most_cited_decision_id uuid references decision,
  created_at timestamptz not null default now()
);

create table principle_halacha (
  principle_id uuid not null references principle on delete cascade,
  halacha_id uuid not null references halacha on delete cascade,
  likeness real check (likeness between 0 and 1),
  primary key (principle_id, halacha_id)
);
create index principle_halacha_by_halacha on principle_halacha (halacha_id);
`,
  },
  // 0004_digest.sql
  {
    number: 4,
    name: "digest",
    breaking: false,
    kind: "transactional",
    sql: `-- Digests point at decisions; what they point at is linked, requested, or an open gap. A digest is never cited (G5).

create table digest_issue (
  id uuid primary key default new_id(),
  source_id uuid references source,
  document_id uuid not null unique references document,
  title text,
  issued_on date,
  kind text check (kind in ('decisions', 'announcement', 'empty')),
  text text not null,
  text_sha256 bytea not null check (length(text_sha256) = 32),
  read_at timestamptz,
  created_at timestamptz not null default now()
);

alter table source_item add foreign key (digest_issue_id) references digest_issue;

create table digest_item (
  id uuid primary key default new_id(),
  digest_issue_id uuid not null references digest_issue on delete cascade,
  position integer not null check (position >= 0),
  kind text not null check (kind in ('decision', 'announcement', 'other')),
  headline text,
  concept text,
  summary text,
  raw_citation text,
  docket text,
  decision_date date,
  state text not null check (state in ('linked', 'requested', 'gap', 'none')),
  decision_id uuid references decision,
  engine text not null,
  engine_version text not null,
  unique (digest_issue_id, position),
  check (state <> 'linked' or decision_id is not null)
);
create index digest_item_by_docket on digest_item (docket) where docket is not null;

create table fetch_request (
  id uuid primary key default new_id(),
  source_id uuid not null references source,
  docket text not null,
  state text not null default 'queued'
    check (state in ('queued', 'fetched', 'duplicate', 'not_found', 'blocked', 'needs_person', 'refused')),
  reason text,
  requested_by text not null,
  requested_at timestamptz not null default now(),
  finished_at timestamptz,
  decision_id uuid references decision,
  unique (docket, source_id)
);

-- A decision that is cited and missing. \`wanted\` is the canonical docket, or the reporter when no docket is known.
create table gap (
  id uuid primary key default new_id(),
  wanted text not null unique,
  demand integer not null default 0 check (demand >= 0),
  opened_at timestamptz not null default now(),
  closed_at timestamptz,
  closed_by_decision_id uuid references decision,
  check ((closed_at is null) = (closed_by_decision_id is null))
);
create index gap_most_wanted on gap (demand desc, opened_at) where closed_at is null;
`,
  },
  // 0005_service.sql
  {
    number: 5,
    name: "service",
    breaking: false,
    kind: "transactional",
    sql: `-- Search, the change sequence, calls of models, people and what they did.

-- One row a findable thing. \`words\` is built by the one tokenizer of hebrew-law (G7), never by Postgres's own parser:
-- that one splits ע"א into two letters and 12345-06-21 into three numbers.
create table search_entry (
  kind text not null check (kind in ('decision', 'halacha')),
  subject_id uuid not null,
  decision_id uuid not null references decision on delete cascade,
  words tsvector not null,
  tokenizer_version text not null,
  primary key (kind, subject_id)
);
create index search_entry_words on search_entry using gin (words);
create index search_entry_by_decision on search_entry (decision_id);

-- Our own change sequence. A reader takes rows with xact < pg_snapshot_xmin(pg_current_snapshot()), ordered by
-- (xact, id): so a row of a transaction that commits late is never jumped over.
create table change (
  id bigint generated always as identity primary key,
  xact xid8 not null default pg_current_xact_id(),
  subject_kind text not null,
  subject_id uuid not null,
  what text not null check (what in ('created', 'updated', 'removed')),
  at timestamptz not null default now()
);
create index change_in_commit_order on change (xact, id);

create table engine_call (
  id uuid primary key default new_id(),
  engine text not null,
  engine_version text not null,
  prompt_version text,
  decision_version_id uuid references decision_version on delete set null,
  part text,
  tokens_in integer,
  tokens_out integer,
  cost_micros bigint,
  latency_ms integer,
  outcome text not null,
  prompt text,
  answer text,
  at timestamptz not null default now()
);
create index engine_call_by_day on engine_call (at);

create table account (
  id uuid primary key default new_id(),
  email text not null unique,
  name text not null,
  role text not null check (role in ('reader', 'reviewer', 'administrator')),
  disabled_at timestamptz,
  created_at timestamptz not null default now()
);

create table session (
  id uuid primary key default new_id(),
  account_id uuid not null references account on delete cascade,
  token_sha256 bytea not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index session_by_account on session (account_id);

create table token (
  id uuid primary key default new_id(),
  account_id uuid not null references account on delete cascade,
  name text not null,
  token_sha256 bytea not null unique,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index token_by_account on token (account_id);

create table audit (
  id uuid primary key default new_id(),
  at timestamptz not null default now(),
  actor text not null,
  action text not null,
  subject_kind text,
  subject_id uuid,
  detail jsonb not null default '{}'
);
create index audit_by_time on audit (at desc);
`,
  },
  // 0006_people.sql
  {
    number: 6,
    name: "people",
    breaking: false,
    kind: "transactional",
    sql: `-- People and how they sign in, in the shape of the sign-in library (better-auth), under our names and by our one
-- migration path. The sketches of 0005 had no reader and no row: nothing is lost by replacing them.
-- squawk-ignore ban-drop-table
drop table token;
-- squawk-ignore ban-drop-table
drop table session;
-- squawk-ignore ban-drop-table
drop table account;

create table person (
  id uuid primary key default new_id(),
  name text not null check (name <> ''),
  email text not null unique check (email = lower(email)),
  email_verified boolean not null default false,
  image text,
  role text not null default 'reader' check (role in ('reader', 'reviewer', 'administrator')),
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- One way to sign in: here always a password, as a scrypt hash.
create table credential (
  id uuid primary key default new_id(),
  person_id uuid not null references person on delete cascade,
  provider_id text not null,
  account_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index credential_by_person on credential (person_id);

create table session (
  id uuid primary key default new_id(),
  person_id uuid not null references person on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index session_by_person on session (person_id);

create table verification (
  id uuid primary key default new_id(),
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verification_by_identifier on verification (identifier);

-- A one-time link: to the first account, to an account for somebody else, to a new password. Only its hash is kept.
create table invitation (
  id uuid primary key default new_id(),
  purpose text not null check (purpose in ('first', 'account', 'password')),
  token_sha256 bytea not null unique check (length(token_sha256) = 32),
  role text not null check (role in ('reader', 'reviewer', 'administrator')),
  person_id uuid references person on delete cascade,
  invited_by uuid references person on delete set null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  check ((purpose = 'password') = (person_id is not null))
);
create index invitation_by_person on invitation (person_id);

-- Failed attempts to sign in, by name and by address; old rows are removed by the next attempt.
create table sign_in_failure (
  id bigint generated always as identity primary key,
  who text not null,
  at timestamptz not null default now()
);
create index sign_in_failure_lately on sign_in_failure (who, at);

-- What the signatures of cookies and forms are made with; every web process on this database reads the same one.
create table signing_key (
  name text primary key,
  key bytea not null check (length(key) >= 32),
  created_at timestamptz not null default now()
);

-- Access of programs.
create table token (
  id uuid primary key default new_id(),
  person_id uuid not null references person on delete cascade,
  name text not null,
  token_sha256 bytea not null unique check (length(token_sha256) = 32),
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index token_by_person on token (person_id);
`,
  },
  // 0007_principles.sql
  {
    number: 7,
    name: "principles",
    breaking: false,
    kind: "transactional",
    sql: `-- The same rule of law across decisions. The sketches of 0003 had no reader and no row: nothing is lost by replacing them.
-- Who was first, latest and most cited is read from the members: a column would be a second source of it (G2).
-- squawk-ignore ban-drop-table
drop table principle_halacha;
-- squawk-ignore ban-drop-table
drop table principle;

create table principle (
  id uuid primary key default new_id(),
  sentence text not null check (sentence <> ''),
  -- of the sentence's words by the one tokenizer (G7); null: a person set this one apart, and no machine adds to it (G10)
  words_sha256 bytea unique check (length(words_sha256) = 32),
  created_at timestamptz not null default now()
);

-- A halacha is in one principle at most.
create table principle_halacha (
  halacha_id uuid primary key references halacha on delete cascade,
  principle_id uuid not null references principle on delete cascade,
  -- who placed it by hand; null: its sentence did
  placed_by text check (placed_by <> ''),
  placed_at timestamptz not null default now()
);
create index principle_halacha_by_principle on principle_halacha (principle_id);

-- A principle goes with its last member, also when a decision was withdrawn with its halachot: its sentence may be the
-- court's words (G11).
create function remove_empty_principle() returns trigger
language plpgsql set search_path from current
as $$
begin
  -- Locked first, so that who just joins it is seen by the statement after.
  perform from principle where id = old.principle_id for update;
  delete from principle p
   where id = old.principle_id and not exists (select from principle_halacha where principle_id = p.id);
  return null;
end
$$;
create trigger principle_halacha_last_member
  after delete or update of principle_id on principle_halacha for each row execute function remove_empty_principle();
`,
  },
  // 0008_alarms_told.sql
  {
    number: 8,
    name: "alarms_told",
    breaking: false,
    kind: "transactional",
    sql: `-- What was told of an alarm to the webhook. Beside the alarms, which belong to the drains and know of no webhook.
create table alarm_told (
  alarm_id bigint not null references alarm on delete cascade,
  what text not null check (what in ('opened', 'closed')),
  at timestamptz not null default now(),
  primary key (alarm_id, what)
);
`,
  },
  // 0009_search_storage.sql
  {
    number: 9,
    name: "search_storage",
    breaking: false,
    kind: "transactional",
    sql: `-- Ranking, and the check that the words of a phrase stand side by side, read the words of an entry. Stored compressed,
-- unpacking them is most of a search (processor time of the server, 1,893 decisions and 3,422 halachot: a phrase that
-- nearly all have 108 ms, uncompressed 25 ms; the table grows by an eighth). What was written before stays as it is, and
-- is found as before, until the drains read it again.
alter table search_entry alter column words set storage external;
`,
  },
  // 0010_work_line.sql
  {
    number: 10,
    name: "work_line",
    breaking: true,
    kind: "transactional",
    locks: ["work"],
    sql: `-- squawk-ignore-file require-concurrent-index-deletion, require-concurrent-index-creation, ban-drop-column
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
`,
  },
  // 0011_job_run_sum.sql
  {
    number: 11,
    name: "job_run_sum",
    breaking: false,
    kind: "transactional",
    sql: `-- What the runs of old came to, by job and outcome: the counters of /metrics are this and the runs that still stand, so
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
`,
  },
  // 0012_line_slices.sql
  {
    number: 12,
    name: "line_slices",
    breaking: true,
    kind: "transactional",
    locks: ["work"],
    sql: `-- squawk-ignore-file require-concurrent-index-creation, ban-drop-table
-- Of the queue table alone, which nobody reads for long, in one go: half of it would be a queue that loses work.
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
`,
  },
  // 0013_work_bytes.sql
  {
    number: 13,
    name: "work_bytes",
    breaking: false,
    kind: "transactional",
    locks: ["work","work_part","work_line","work_claim"],
    sql: `-- squawk-ignore-file changing-column-type
-- The type stays, and no row is rewritten: only the indexes are.
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
`,
  },
];
