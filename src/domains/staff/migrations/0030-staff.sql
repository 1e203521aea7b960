-- Staff. Everything of a person is spread by staff_id: a move changes the school, never the place of the row.

create table employment (
  staff_id uuid not null,
  school_id text not null,
  staff_code text,
  staff_group text,
  position_title text,
  contract_form text,
  employment_status text,
  recruit_date date,
  recruit_agency text,
  start_date date,
  end_date date,
  main_subject text,
  other_subjects text[],
  weekly_periods numeric(4,1),
  sessions_per_day integer,
  version integer not null,
  source_row_id bigint not null,
  field_source jsonb,
  run_seq integer not null,
  changed_at timestamptz not null,
  primary key (staff_id, school_id)
);

create table staff_assignment (
  staff_id uuid not null,
  school_id text not null,
  duty text not null,
  start_date date,
  end_date date,
  weekly_periods numeric(4,1),
  decision_number text,
  version integer not null,
  source_row_id bigint not null,
  field_source jsonb,
  run_seq integer not null,
  changed_at timestamptz not null,
  primary key (staff_id, school_id, duty)
);

create table staff_member (
  staff_id uuid not null,
  staff_code text,
  national_id text,
  full_name text not null,
  birth_date date,
  sex text,
  ethnicity text,
  religion text,
  nationality text,
  phone text,
  email text,
  party_member boolean,
  trade_union_member boolean,
  social_insurance_number text,
  professional_standard text,
  yearly_rating text,
  excellent_teacher text,
  rewards text,
  discipline text,
  digital_competence text,
  digital_signature boolean,
  school_id text,
  version integer not null,
  source_row_id bigint not null,
  field_source jsonb,
  run_seq integer not null,
  changed_at timestamptz not null,
  primary key (staff_id)
);

create table staff_qualification (
  staff_id uuid not null,
  qualification_kind text not null,
  qualification_level text,
  certificate_level text,
  qualification_major text,
  qualification_place text,
  graduation_year integer,
  language text,
  version integer not null,
  source_row_id bigint not null,
  field_source jsonb,
  run_seq integer not null,
  changed_at timestamptz not null,
  primary key (staff_id, qualification_kind)
);

create table staff_title (
  staff_id uuid not null,
  title_code text not null,
  start_date date,
  pay_step integer,
  salary_coefficient numeric(4,2),
  pay_step_date date,
  version integer not null,
  source_row_id bigint not null,
  field_source jsonb,
  run_seq integer not null,
  changed_at timestamptz not null,
  primary key (staff_id, title_code)
);

create index staff_member_by_school on staff_member (school_id);
create index staff_member_by_national_id on staff_member (national_id);
-- Search by folded name, any part of it: "tran van b".
create index staff_member_by_folded_name on staff_member using gin (hp_fold(full_name) gin_trgm_ops);
create index employment_by_school on employment (school_id);
create index staff_assignment_by_school on staff_assignment (school_id);
