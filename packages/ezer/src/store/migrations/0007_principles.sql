-- The same rule of law across decisions. The sketches of 0003 had no reader and no row: nothing is lost by replacing them.
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
