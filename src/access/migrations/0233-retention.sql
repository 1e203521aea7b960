-- What was erased, never what it said: a keyed hash of the record, so that the list names nobody, and finds the
-- record again when an older copy brings it back. A line is never changed. The same lines stand in erasures.jsonl of
-- the data folder, because a restored database only knows what was erased before its backup.
create table access.erasure (
  erasure_id uuid primary key,
  dataset text not null,
  -- Fields that were emptied; none when whole rows went.
  fields text[] not null,
  record_hash text not null,
  -- keep rule, request or "without-purpose"
  reason text not null,
  erased_by text not null,
  erased_at timestamptz not null
);
create index erasure_by_record on access.erasure (dataset, record_hash);

grant select, insert on access.erasure to hp_app;
