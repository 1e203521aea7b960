-- What the city's OpenID provider keeps (src/access/provider). Everything here is the program's own: keys are in the
-- data folder, secrets and tokens are kept as SHA-256 only.

-- An application that people sign in to through us. Machines that call the API are in access.client.
create table access.oidc_client (
  client_id text primary key,
  name text not null,
  -- The city's own application: people are not asked whether it may know who they are.
  own boolean not null,
  -- Client metadata in the words of OpenID Connect registration, without a secret.
  metadata jsonb not null,
  secret_hash text,
  -- After a secret was replaced the one before works on for a while.
  former_secret_hash text,
  former_secret_until timestamptz,
  state text not null check (state in ('active', 'disabled')),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  check ((former_secret_hash is null) = (former_secret_until is null))
);

-- Which of somebody's particulars an application of others may know, as the person answered.
create table access.oidc_consent (
  account_id uuid not null,
  client_id text not null references access.oidc_client,
  scopes text[] not null,
  given_at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (account_id, client_id)
);

-- Sessions, interactions, grants, codes and tokens of the provider, each until it expires.
create table access.oidc_artifact (
  model text not null,
  -- Of codes and tokens their SHA-256: who reads this table can't use one.
  id text not null,
  grant_id text,
  user_code text,
  uid text,
  -- The session of the city that a session of the provider stands on: ending one ends the other.
  session_id text,
  payload jsonb not null,
  consumed_at timestamptz,
  expires_at timestamptz not null,
  primary key (id, model)
);
create index oidc_artifact_by_grant on access.oidc_artifact (grant_id) where grant_id is not null;
create index oidc_artifact_by_user_code on access.oidc_artifact (user_code) where user_code is not null;
create unique index oidc_artifact_by_uid on access.oidc_artifact (uid) where uid is not null;
create index oidc_artifact_by_session on access.oidc_artifact (session_id) where session_id is not null;
create index oidc_artifact_by_expiry on access.oidc_artifact (expires_at);

grant select, insert, update on access.oidc_client to hp_app;
grant select, insert, update on access.oidc_consent to hp_app;
grant select, insert, update, delete on access.oidc_artifact to hp_app;
