-- Residence, policy groups, disability and health basics: all sensitive, all by learner.

create table residence (
  learner_id uuid not null,
  residence_kind text not null,
  address text,
  commune_code text,
  commune_name text,
  version integer not null,
  source_row_id bigint not null,
  field_source jsonb,
  run_seq integer not null,
  changed_at timestamptz not null,
  primary key (learner_id, residence_kind)
);

create table learner_policy_group (
  learner_id uuid not null,
  policy_group text not null,
  school_year text,
  version integer not null,
  source_row_id bigint not null,
  field_source jsonb,
  run_seq integer not null,
  changed_at timestamptz not null,
  primary key (learner_id, policy_group)
);

create table learner_disability (
  learner_id uuid not null,
  disability_kind text not null,
  disability_degree text,
  inclusive_education boolean,
  individual_plan boolean,
  version integer not null,
  source_row_id bigint not null,
  field_source jsonb,
  run_seq integer not null,
  changed_at timestamptz not null,
  primary key (learner_id, disability_kind)
);

create table learner_health (
  learner_id uuid not null,
  measured_on date,
  height_cm numeric(5,1),
  weight_kg numeric(5,1),
  bmi numeric(4,1),
  blood_group text,
  eye_condition text,
  congenital_condition text,
  spine_condition text,
  insurance_number text,
  version integer not null,
  source_row_id bigint not null,
  field_source jsonb,
  run_seq integer not null,
  changed_at timestamptz not null,
  primary key (learner_id)
);
