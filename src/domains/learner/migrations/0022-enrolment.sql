-- Where a learner was in each school year, and how it began and ended.

create table enrolment (
  learner_id uuid not null,
  school_id text not null,
  school_year text not null,
  grade_level text,
  class_name text,
  status text,
  entry_date date,
  entry_kind text,
  from_school_name text,
  exit_date date,
  exit_reason text,
  to_school_name text,
  year_outcome text,
  repeated boolean,
  two_sessions boolean,
  boarding_lunch boolean,
  residential_boarding boolean,
  tuition_exemption text,
  cost_support boolean,
  lunch_support boolean,
  difficult_area boolean,
  vietnamese_strengthening boolean,
  school_violence_note text,
  note text,
  version integer not null,
  source_row_id bigint not null,
  field_source jsonb,
  run_seq integer not null,
  changed_at timestamptz not null,
  primary key (learner_id, school_id, school_year)
);

create index enrolment_school on enrolment (school_id, school_year, class_name);
