-- One person once: former ids, pairs in doubt, decisions of people, what was learnt (M187-M189, M196-M202).

-- Whether the population registry has said that this number is this person's; set once, never taken back: a later
-- change in the registry makes the record unverified, not the number somebody else's.
alter table link add column verified boolean not null default false;
-- The record the key had before it was moved: what undoing a merge goes by.
alter table link add column previous_record_id uuid;

create table record_alias (
  entity text not null,
  record_id uuid not null,
  into_record_id uuid not null,
  reason text not null,
  run_seq integer not null,
  aliased_at timestamptz not null,
  primary key (entity, record_id)
);
-- When an id that took over others is taken over itself, all of them follow.
create index record_alias_by_into on record_alias (into_record_id);

create table identity_review (
  review_id uuid primary key,
  entity text not null,
  left_key uuid not null,
  right_key uuid not null,
  left_record_id uuid not null,
  right_record_id uuid not null,
  weight numeric(7,3) not null,
  probability numeric(7,6) not null,
  evidence jsonb not null,
  priority numeric(9,3) not null,
  school_id text,
  status text not null,
  double_review boolean not null,
  opened_run integer not null,
  closed_run integer
);
-- The queue of the city and of a school, most valuable first.
create index identity_review_open on identity_review (priority desc, review_id) where status = 'open';
create index identity_review_by_school on identity_review (school_id, priority desc, review_id);
create index identity_review_by_left on identity_review (left_record_id);
create index identity_review_by_right on identity_review (right_record_id);

create table identity_decision (
  decision_id uuid primary key,
  entity text not null,
  left_key uuid not null,
  right_key uuid not null,
  verdict text not null,
  reason text not null,
  review_id uuid,
  is_second boolean not null,
  decided_by text not null,
  decided_at timestamptz not null,
  applied_run integer,
  undone_by text,
  undone_at timestamptz,
  undo_reason text
);
create index identity_decision_by_review on identity_decision (review_id);

create table linkage_model (
  entity text not null,
  run_seq integer not null,
  model jsonb not null,
  learnt_at timestamptz not null,
  primary key (entity, run_seq)
);
