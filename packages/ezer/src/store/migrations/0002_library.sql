-- The library: sources, stored files, decisions and their immutable texts, dockets and people.

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

-- Each catalogued field as each source gave it; the columns of `decision` hold the one that counts
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
