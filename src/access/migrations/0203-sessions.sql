-- A signed-in browser. The token itself is nowhere: who reads this table can't act for anybody.
create table access.session (
  session_id uuid primary key,
  token_hash bytea not null unique,
  account_id uuid not null references access.account,
  -- The grant the person acts in now (access.grant).
  grant_id uuid,
  -- Which factors were proved and when: [{"method": "pwd", "at": "…"}].
  proofs jsonb not null,
  proved_at timestamptz not null,
  -- Since then there was no pause longer than sensitive screens allow.
  active_since timestamptz not null,
  last_seen_at timestamptz not null,
  idle_minutes integer not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  device text,
  from_address text,
  ended_at timestamptz,
  end_reason text
);
create index session_by_account on access.session (account_id) where ended_at is null;

grant select, insert, update on access.session to hp_app;
-- To know which grant holds now.
grant select on access.grant to hp_app;
