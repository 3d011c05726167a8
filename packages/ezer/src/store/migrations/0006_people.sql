-- People and how they sign in, in the shape of the sign-in library (better-auth), under our names and by our one
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
