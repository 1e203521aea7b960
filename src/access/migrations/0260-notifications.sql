-- What somebody is told: written in the transaction of what it tells of. No name and no value of anybody stands here,
-- only which kind of thing happened, to what, and where it is seen; the page it leads to asks for the rights again.
create table access.notification (
  notification_id uuid primary key,
  account_id uuid not null,
  kind text not null,
  -- What it is about (`rightsRequest/…`): told again while unread, it is one line with the newer time.
  about text not null,
  -- Address in the portal.
  path text not null check (path like '/%'),
  -- Counts and codes that its sentence names.
  facts jsonb not null,
  at timestamptz not null,
  read_at timestamptz
);
create index notification_by_account on access.notification (account_id, at desc, notification_id);
create unique index notification_unread on access.notification (account_id, kind, about) where read_at is null;
