-- Reconciliation with the population registry: what was asked, where each person stands, cases, exceptions, reports.

create table population_check (
  claim_key uuid primary key,
  national_key uuid not null,
  status text not null,
  name_matches boolean,
  birth_date_matches boolean,
  sex_matches boolean,
  registry_version integer,
  asked_at timestamptz not null,
  first_verified_at timestamptz,
  invalidated_at timestamptz,
  attempts integer not null,
  run_seq integer not null
);
-- A notice of change names a number.
create index population_check_by_number on population_check (national_key);
-- What a run answered is found by reading the table once (0.3 s at city scale): one more index cost the first load more.

create table population_cursor (
  registry_id text primary key,
  cursor text not null,
  notices integer not null,
  read_at timestamptz not null
);

create table verification (
  entity text not null,
  record_id uuid not null,
  status text not null,
  found_status text not null,
  claim_key uuid,
  ever_verified_at timestamptz,
  verified_at timestamptz,
  registry_version integer,
  school_id text,
  run_seq integer not null,
  changed_at timestamptz not null,
  primary key (entity, record_id)
);
create index verification_by_school on verification (school_id, entity, record_id);
-- Records that the registry has not answered for: `hp reconcile run` asks these.
create index verification_open on verification (entity, record_id) where found_status in ('pending', 'notSent');

-- Empty in cases that a run has opened and not yet settled.
alter table reconciliation_case add column cause text;
alter table reconciliation_case add column owner text;
alter table reconciliation_case add column next_step text;
alter table reconciliation_case add column due_on date;
alter table reconciliation_case add column opened_at timestamptz;
alter table reconciliation_case add column closed_at timestamptz;
create index reconciliation_case_open on reconciliation_case (due_on, case_id) where closed_run is null;

create table approved_exception (
  exception_id uuid primary key,
  entity text not null,
  record_id uuid not null,
  school_id text,
  kind text not null,
  reason text not null,
  document text,
  valid_from date not null,
  expires_on date not null,
  approved_by text not null,
  approved_at timestamptz not null,
  revoked_by text,
  revoked_at timestamptz,
  revoke_reason text
);
create index approved_exception_by_record on approved_exception (record_id);
create index approved_exception_by_school on approved_exception (school_id, exception_id);

create table reconciliation_report (
  month text not null,
  revision integer not null,
  due_on date not null,
  figures jsonb not null,
  content_hash text not null,
  run_seq integer not null,
  made_by text not null,
  made_at timestamptz not null,
  primary key (month, revision)
);
