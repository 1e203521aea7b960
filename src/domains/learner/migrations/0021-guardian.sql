-- Parents and guardians: one row a person, shared by siblings, found from either side.

create table guardian (
  guardian_id uuid not null,
  national_id text,
  full_name text not null,
  birth_year integer,
  sex text,
  phone text,
  occupation text,
  version integer not null,
  source_row_id bigint not null,
  field_source jsonb,
  run_seq integer not null,
  changed_at timestamptz not null,
  primary key (guardian_id)
);

create index guardian_national_id on guardian (national_id) where national_id is not null;

create table learner_guardian (
  learner_id uuid not null,
  guardian_id uuid not null,
  relation text not null,
  legal_representative boolean,
  version integer not null,
  source_row_id bigint not null,
  field_source jsonb,
  run_seq integer not null,
  changed_at timestamptz not null,
  primary key (learner_id, guardian_id, relation)
);

create index learner_guardian_guardian on learner_guardian (guardian_id);
