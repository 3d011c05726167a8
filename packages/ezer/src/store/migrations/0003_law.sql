-- What the texts say: sections, citations, statutes, halachot, and what people decided about them.

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

-- Every act of a reader, kept for good. `before` and `after` hold the halacha's own fields (no database types).
-- `xact` and `at` tie the act to the one transaction that may carry it out: see halacha_human_gate. Both, because a
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
-- A machine may set `reverify`, and may replace or drop what nobody has looked at. A decision that a court withdrew
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
