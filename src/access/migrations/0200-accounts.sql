-- Who signs in: a person, or a machine of a vendor. What they may see stands in access.grant.
create table access.account (
  account_id uuid primary key,
  kind text not null check (kind in ('person', 'client')),
  display_name text not null,
  -- HMAC of the citizen number (key "person"): one account for a person for life, and the number itself is not here.
  person_key text unique,
  state text not null check (state in ('active', 'disabled')),
  state_reason text,
  -- When it was last disabled or enabled; an account enabled again is not idle on the same day.
  state_changed_at timestamptz,
  -- Staff from outside the education sector prove two factors, whatever their role (TCVN 14423:2026 level 3).
  mfa_required boolean not null default false,
  created_at timestamptz not null,
  last_seen_at timestamptz,
  check (kind = 'person' or person_key is null)
);

grant select, insert, update on access.account to hp_app;
