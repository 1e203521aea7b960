-- Who may see what. These tables are the program's own and stand apart from the data they guard: no route reads them
-- as a dataset, and the role the API works as (hp_app) gets each right by name.
create schema access;

do $$
begin
  -- One role for the cluster, shared by every database on it; a prepared server has it already.
  if not exists (select from pg_roles where rolname = 'hp_app') then
    create role hp_app nologin noinherit;
  end if;
end $$;

grant usage on schema access to hp_app;

-- A grant = person × role × unit × from/to × granted by × reason; it ends by itself.
create table access.grant (
  grant_id uuid primary key,
  account_id uuid not null,
  role text not null,
  unit_kind text not null,
  unit_id text,
  valid_from timestamptz not null,
  valid_to timestamptz,
  granted_by uuid,
  reason text not null,
  revoked_at timestamptz,
  revoked_by uuid,
  revoke_reason text,
  check ((unit_kind in ('city', 'none')) = (unit_id is null)),
  check (valid_to is null or valid_to > valid_from)
);
create index grant_by_account on access.grant (account_id);
create index grant_by_unit on access.grant (unit_kind, unit_id);

-- Which declarations the row policies and column rights of this database were last made from.
create table access.policy_state (
  only_row boolean primary key check (only_row),
  hash text not null,
  applied_at timestamptz not null
);

-- What the transaction may see, set by the program with SET LOCAL. Nothing set: nothing seen.
create function access.schools() returns text[] language sql stable parallel safe
  as $$ select string_to_array(nullif(current_setting('hp.schools', true), ''), chr(31)) $$;
create function access.learners() returns uuid[] language sql stable parallel safe
  as $$ select string_to_array(nullif(current_setting('hp.learners', true), ''), chr(31))::uuid[] $$;
create function access.staff() returns uuid[] language sql stable parallel safe
  as $$ select string_to_array(nullif(current_setting('hp.staff', true), ''), chr(31))::uuid[] $$;
create function access.guardians() returns uuid[] language sql stable parallel safe
  as $$ select string_to_array(nullif(current_setting('hp.guardians', true), ''), chr(31))::uuid[] $$;
