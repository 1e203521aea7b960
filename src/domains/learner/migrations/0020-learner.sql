-- Learners, one row for life. The golden id derives from the person alone, so a transfer changes school_id only.

create table learner (
  learner_id uuid not null,
  learner_code text,
  lifelong_learning_id text,
  national_id text,
  full_name text not null,
  given_name text,
  birth_date date,
  birth_precision text,
  sex text,
  ethnicity text,
  religion text,
  nationality text,
  birth_place text,
  hometown text,
  document_type text,
  document_number text,
  phone text,
  email text,
  union_member text,
  swims boolean,
  father_minority boolean,
  mother_minority boolean,
  school_id text,
  version integer not null,
  source_row_id bigint not null,
  field_source jsonb,
  run_seq integer not null,
  changed_at timestamptz not null,
  primary key (learner_id)
);

-- Lists of a school; search by folded name; look-ups by the two numbers people ask with.
create index learner_school on learner (school_id);
create index learner_name on learner using gin (hp_fold(full_name) gin_trgm_ops);
create index learner_national_id on learner (national_id) where national_id is not null;
create index learner_code on learner (learner_code) where learner_code is not null;
