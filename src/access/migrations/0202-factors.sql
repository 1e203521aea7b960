-- Time-based one-time codes (RFC 6238). The secrets are in access.sealed_field: dataset accountTotp, fields secret and
-- pending, record = account.
create table access.totp (
  account_id uuid primary key references access.account,
  -- Until a first code proved that the app has the secret there is no second factor.
  confirmed_at timestamptz,
  -- The last time step that was used: a code is good once.
  last_step bigint
);

create table access.recovery_code (
  account_id uuid not null references access.account,
  code_hash bytea not null,
  created_at timestamptz not null,
  used_at timestamptz,
  primary key (account_id, code_hash)
);

-- Public keys of WebAuthn authenticators.
create table access.passkey (
  credential_id text primary key,
  account_id uuid not null references access.account,
  public_key bytea not null,
  sign_count bigint not null,
  transports text[] not null,
  backed_up boolean not null,
  label text not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkey_by_account on access.passkey (account_id);

-- What an authenticator was asked to sign. Taken out when it is answered, right or wrong: good once.
create table access.passkey_challenge (
  challenge_id uuid primary key,
  challenge text not null,
  purpose text not null check (purpose in ('register', 'signIn')),
  account_id uuid,
  expires_at timestamptz not null
);
create index passkey_challenge_by_expiry on access.passkey_challenge (expires_at);

-- A sign-in on its way: which factors were proved so far. It is no session and opens nothing.
create table access.sign_in (
  token_hash bytea primary key,
  account_id uuid not null references access.account,
  proofs jsonb not null,
  started_at timestamptz not null,
  expires_at timestamptz not null
);
create index sign_in_by_expiry on access.sign_in (expires_at);

grant select, insert, update, delete on access.totp to hp_app;
grant select, insert, update, delete on access.recovery_code to hp_app;
grant select, insert, update, delete on access.passkey to hp_app;
grant select, insert, delete on access.passkey_challenge to hp_app;
grant select, insert, delete on access.sign_in to hp_app;
