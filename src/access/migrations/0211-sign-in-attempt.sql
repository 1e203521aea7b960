-- One browser's way through the sign-in pages, from the first page to a session; a quarter of an hour at most. Which
-- factors were proved on the way stands in access.sign_in.
create table access.sign_in_attempt (
  -- The provider's interaction, or an id of our own when somebody signs in to these pages themselves.
  attempt_id text primary key,
  -- SHA-256 of a random value in the browser's cookie: an attempt goes on only in the browser that began it.
  browser_hash text not null,
  is_interaction boolean not null,
  return_to text,
  -- What was sent upstream and must come back; taken away by the first answer.
  upstream_state text unique,
  upstream_nonce text,
  upstream_verifier text,
  upstream_level smallint,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index sign_in_attempt_by_expiry on access.sign_in_attempt (expires_at);

grant select, insert, update, delete on access.sign_in_attempt to hp_app;
