-- Encrypted columns of the datasets' tables (docs/decisions/0018-sealed-columns.md).

-- Key version of a stored value; null when it stands in clear.
create function access.key_version_of(stored text) returns integer
  language sql immutable strict parallel safe
  as $$
    select case when stored ~ '^~([A-Za-z0-9_-]{22})?[.][A-Za-z0-9_-]{60,}$' then
      ('x' || encode(substring(
        decode(translate(substr(split_part(stored, '.', 2), 1, 8), '-_', '+/'), 'base64') from 2 for 4), 'hex'))::bit(32)::integer
    end
  $$;

-- What is known to be sealed, all of it: these columns, none under an older key than this.
create table access.sealing_state (
  only_row boolean primary key check (only_row),
  columns text not null,
  key_version integer not null,
  sealed_at timestamptz not null
);
