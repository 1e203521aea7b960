-- Machines that call the API: one a vendor's product and school group. Its rights are grants of its account.
create table access.client (
  client_id text primary key,
  account_id uuid not null unique references access.account,
  -- Which system it speaks for (source_system), where its data are uploads.
  source_system text,
  auth_method text not null check (auth_method in ('client_secret', 'private_key_jwt', 'tls_client_auth')),
  scopes text[] not null,
  -- Public keys of private_key_jwt (RFC 7517).
  jwks jsonb,
  -- Subject of the certificate of tls_client_auth (RFC 8705).
  tls_subject text,
  created_at timestamptz not null,
  check ((auth_method = 'private_key_jwt') = (jwks is not null)),
  check ((auth_method = 'tls_client_auth') = (tls_subject is not null))
);

-- At most two are good at a time: the new one, and the old one while the vendor's systems change over.
create table access.client_secret (
  secret_id uuid primary key,
  client_id text not null references access.client,
  -- SHA-256: the secret is 256 random bits, which no dictionary holds.
  secret_hash bytea not null unique,
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index client_secret_by_client on access.client_secret (client_id);

grant select, insert on access.client to hp_app;
grant update (scopes, jwks, tls_subject) on access.client to hp_app;
grant select, insert on access.client_secret to hp_app;
grant update (expires_at, last_used_at, revoked_at) on access.client_secret to hp_app;
