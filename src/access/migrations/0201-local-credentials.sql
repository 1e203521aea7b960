-- A local user name and password. Who signs in through VNeID only has no row here.
create table access.credential (
  account_id uuid primary key references access.account,
  -- Without accents and case (hp fold): "Nguyễn.Lan" and "nguyen.lan" are one name.
  user_name text not null unique,
  -- PHC string: algorithm, parameters, salt and hash together, so that parameters can rise.
  password_hash text not null,
  -- The hash satisfied the length asked of a password that stands alone; else it is good only beside a second factor.
  stands_alone boolean not null,
  must_change boolean not null,
  -- A password an administrator gave out; of no use after this.
  temporary_until timestamptz,
  changed_at timestamptz not null
);

-- The passwords before, so that none comes back too soon. The program keeps as many as the policy names.
create table access.password_history (
  account_id uuid not null references access.account,
  password_hash text not null,
  set_at timestamptz not null,
  primary key (account_id, password_hash)
);

-- Failed proofs by what was tried: a user name (HMAC, so that a name that exists and one that does not look alike and a
-- password typed into the wrong box is not stored), a known device, or an account's one-time codes.
create table access.sign_in_throttle (
  subject text primary key,
  failures integer not null,
  -- Locks one after another; the longer the row, the longer they may last.
  locks integer not null,
  last_at timestamptz not null,
  locked_until timestamptz
);
create index sign_in_throttle_by_last on access.sign_in_throttle (last_at);

-- Browsers an account signed in from before. They have a count of failures of their own, so that whoever guesses from
-- elsewhere can lock the name but not its owner (OWASP: device cookies).
create table access.known_device (
  device_hash bytea primary key,
  account_id uuid not null references access.account,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index known_device_by_account on access.known_device (account_id);

grant select, insert, update on access.credential to hp_app;
grant select, insert, delete on access.password_history to hp_app;
grant select, insert, update, delete on access.sign_in_throttle to hp_app;
grant select, insert, update, delete on access.known_device to hp_app;
