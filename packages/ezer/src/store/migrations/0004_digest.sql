-- Digests point at decisions; what they point at is linked, requested, or an open gap. A digest is never cited (G5).

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

-- A decision that is cited and missing. `wanted` is the canonical docket, or the reporter when no docket is known.
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
