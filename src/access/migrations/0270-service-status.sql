-- What the program found of its own services, in small: a line a service for now and one a day. Nothing of anybody.
create table access.service_state (
  service text primary key,
  state text not null check (state in ('good', 'bad')),
  since timestamptz not null,
  checked_at timestamptz not null
);

create table access.service_day (
  service text not null,
  -- Day in Hải Phòng.
  day date not null,
  checks integer not null,
  failed integer not null,
  -- Nobody looked: the program stood still between two checks.
  unwatched_seconds integer not null,
  primary key (service, day)
);

-- Planned work and incidents as the operator tells them to everybody.
create table access.service_notice (
  notice_id uuid primary key,
  kind text not null check (kind in ('maintenance', 'incident')),
  title text not null check (char_length(title) between 1 and 200),
  services text[] not null,
  starts_at timestamptz not null,
  ends_at timestamptz,
  closed_at timestamptz
);
create index service_notice_by_start on access.service_notice (starts_at desc, notice_id);

-- What was said about it, step by step; never changed.
create table access.service_notice_step (
  notice_id uuid not null references access.service_notice,
  seq integer not null,
  text text not null check (char_length(text) between 1 and 2000),
  at timestamptz not null,
  primary key (notice_id, seq)
);
