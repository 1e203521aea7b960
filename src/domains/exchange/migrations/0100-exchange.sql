-- State of the pipeline. Postgres is the only store of state; the lake's files can be made again from here
-- and from the landed bytes.

create table source_system (
  source_system text primary key,
  title text not null,
  trust_rank integer not null
);

create table feed (
  feed_id text primary key,
  source_system text not null,
  school_id text,
  intake text not null,
  rows_current integer not null,
  max_shrink_percent integer,
  last_file_id text,
  last_received_at timestamptz
);

-- Leading part of source row ids, so it must never be given twice, not even after a rollback.
create sequence file_seq;

create table file (
  file_id text not null,
  file_seq bigint primary key,
  file_name text not null,
  source_system text,
  school_id text,
  bytes bigint not null,
  status text not null,
  reason text,
  rows_in integer not null,
  tables jsonb not null,
  raw_part text,
  run_seq integer not null,
  received_at timestamptz not null
);
-- The same bytes may come again after other bytes replaced them, so a content is not a key.
create index file_by_content on file (file_id);
create index file_by_run on file (run_seq);

create table run (
  run_seq integer primary key,
  status text not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  files integer not null,
  rows_in bigint not null,
  published bigint not null,
  unchanged bigint not null,
  merged bigint not null,
  held bigint not null,
  error text
);

create table run_step (
  run_seq integer not null,
  step text not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  rows bigint not null,
  detail jsonb not null,
  primary key (run_seq, step)
);

create table source_row (
  source_row_id bigint primary key,
  intake text not null,
  source_system text not null,
  school_id text,
  row_key uuid not null,
  row_hash uuid not null,
  record_id uuid,
  outcome text not null,
  run_seq integer not null,
  superseded_by integer,
  absent_since integer
);
-- "What stood in this feed before?" is asked for every incoming row.
create index source_row_by_key on source_row (row_key);
create index source_row_by_record on source_row (record_id);

create table row_rejection (
  source_row_id bigint not null,
  column_name text not null,
  reason text not null,
  header text,
  column_index integer,
  raw text,
  intake text not null,
  school_id text,
  run_seq integer not null,
  resolved_run integer,
  primary key (source_row_id, column_name, reason)
);
create index row_rejection_by_school on row_rejection (school_id, source_row_id);
create index row_rejection_by_run on row_rejection (run_seq, source_row_id);

create table change_log (
  record_id uuid not null,
  dataset text not null,
  record_key text not null,
  version integer not null,
  operation text not null,
  before jsonb,
  after jsonb,
  source_row_id bigint,
  actor text not null,
  run_seq integer not null,
  changed_at timestamptz not null,
  primary key (record_id, dataset, record_key, version)
);

create table outbox (
  id_ban_ghi uuid not null,
  dataset text not null,
  phien_ban integer not null,
  su_kien text not null,
  thoi_gian_cap_nhat timestamptz not null,
  run_seq integer not null,
  primary key (id_ban_ghi, dataset, phien_ban)
);
create index outbox_by_run on outbox (run_seq, id_ban_ghi);

create table link (
  entity text not null,
  link_key uuid not null,
  key_kind text not null,
  record_id uuid not null,
  rule text not null,
  evidence jsonb,
  source_row_id bigint not null,
  run_seq integer not null,
  primary key (entity, link_key)
);
create index link_by_record on link (record_id);

create table reconciliation_case (
  case_id uuid primary key,
  entity text not null,
  record_id uuid not null,
  other_record_id uuid,
  status text not null,
  school_id text,
  source_row_id bigint not null,
  evidence jsonb not null,
  opened_run integer not null,
  closed_run integer
);
create index reconciliation_case_by_school on reconciliation_case (school_id, case_id);
create index reconciliation_case_by_record on reconciliation_case (record_id);

create table review (
  review_id uuid primary key,
  kind text not null,
  status text not null,
  file_id text,
  feed_id text,
  school_id text,
  question jsonb not null,
  decision jsonb,
  decided_by text,
  decided_at timestamptz,
  run_seq integer not null,
  opened_at timestamptz not null
);

create table saved_mapping (
  fingerprint text primary key,
  mapping jsonb not null,
  saved_by text not null,
  saved_at timestamptz not null,
  active boolean not null
);
