-- Access taken in an emergency, with the reason. The right itself is a row of access.grant that ends by itself.
create table access.break_glass (
  break_glass_id uuid primary key,
  account_id uuid not null references access.account,
  grant_id uuid not null,
  role text not null,
  unit_kind text not null,
  unit_id text,
  reason text not null,
  started_at timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz,
  check (ends_at > started_at)
);
create index break_glass_by_account on access.break_glass (account_id, started_at);

-- What the department's leaders must look at.
create table access.alarm (
  alarm_id uuid primary key,
  kind text not null,
  -- Whose doing it was, where an account did it.
  account_id uuid,
  -- Ids and codes, no personal values.
  about jsonb not null,
  raised_at timestamptz not null,
  seen_at timestamptz,
  seen_by uuid,
  note text,
  check ((seen_at is null) = (seen_by is null))
);
create index alarm_open on access.alarm (raised_at, alarm_id) where seen_at is null;
create index alarm_by_time on access.alarm (raised_at, alarm_id);

grant select, insert on access.break_glass to hp_app;
grant update (ended_at) on access.break_glass to hp_app;
grant select, insert on access.alarm to hp_app;
grant update (seen_at, seen_by, note) on access.alarm to hp_app;
-- A break-glass grant is given by the program itself, and taken back.
grant insert, update (revoked_at, revoked_by, revoke_reason) on access.grant to hp_app;
