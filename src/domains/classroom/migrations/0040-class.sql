-- Classes, who sits in them and who teaches them.

create table class_section (
  school_id text not null,
  school_year text not null,
  class_name text not null,
  grade_level text,
  class_kind text,
  campus_code text,
  homeroom_teacher_code text,
  homeroom_teacher_name text,
  room_name text,
  sessions_per_day integer,
  study_shift text,
  pupil_count integer,
  multigrade boolean,
  foreign_language text,
  version integer not null,
  source_row_id bigint not null,
  field_source jsonb,
  run_seq integer not null,
  changed_at timestamptz not null,
  primary key (school_id, school_year, class_name)
);

create table class_membership (
  learner_id uuid not null,
  school_id text not null,
  school_year text not null,
  class_name text not null,
  start_date date,
  end_date date,
  version integer not null,
  source_row_id bigint not null,
  field_source jsonb,
  run_seq integer not null,
  changed_at timestamptz not null,
  primary key (learner_id, school_id, school_year, class_name)
);

create index class_membership_class on class_membership (school_id, school_year, class_name);

create table teaching_assignment (
  staff_id uuid not null,
  school_id text not null,
  school_year text not null,
  term text not null,
  class_name text not null,
  subject_code text not null,
  periods_per_week numeric(4,1),
  start_date date,
  end_date date,
  cross_school boolean,
  version integer not null,
  source_row_id bigint not null,
  field_source jsonb,
  run_seq integer not null,
  changed_at timestamptz not null,
  primary key (staff_id, school_id, school_year, term, class_name, subject_code)
);

create index teaching_assignment_class on teaching_assignment (school_id, school_year, class_name);
