-- Values that people mend in the program: a source of its own, which runs take in like any other (docs/corrections.md).

create table correction (
  correction_id uuid primary key,
  batch_id uuid not null,
  dataset text not null,
  record_key text not null,
  field text not null,
  school_id text,
  before jsonb,
  after jsonb not null,
  reason text,
  request_id uuid,
  state text not null,
  refusal text,
  link_keys jsonb,
  source_row_id bigint,
  run_seq integer,
  corrected_by text not null,
  corrected_by_name text not null,
  corrected_at timestamptz not null,
  undone_by_name text,
  undone_at timestamptz,
  undone_run integer
);
-- What the next run has to take in.
create index correction_open on correction (dataset, record_key) where state in ('waiting', 'undoing');
create index correction_by_record on correction (dataset, record_key, field);
create index correction_by_school on correction (school_id, corrected_at desc, correction_id);
create index correction_by_batch on correction (batch_id);
create index correction_by_request on correction (request_id) where request_id is not null;
create index correction_by_row on correction (source_row_id) where source_row_id is not null;
