-- The worklist and the history of scores (M012, M013).

create table quality_issue (
  dataset text not null,
  record_key text not null,
  check_code text not null,
  school_id text,
  source_row_id bigint,
  opened_run integer not null,
  primary key (dataset, record_key, check_code)
);
create index quality_issue_by_school on quality_issue (school_id, check_code, record_key);

create table quality_score (
  unit_kind text not null,
  unit_id text not null,
  dataset text not null,
  dimension text not null,
  run_seq integer not null,
  records bigint not null,
  failing bigint not null,
  score numeric(5,2) not null,
  scored_at timestamptz not null,
  primary key (unit_kind, unit_id, dataset, dimension, run_seq)
);
