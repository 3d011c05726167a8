-- Search, the change sequence, calls of models, people and what they did.

-- One row a findable thing. `words` is built by the one tokenizer of hebrew-law (G7), never by Postgres's own parser:
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
