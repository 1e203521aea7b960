-- Requests of people about their data (NĐ 356/2025 Đ.5), with their terms. What people wrote stands sealed in
-- access.sealed_field; here are kinds, ids, states and days.
create table access.rights_request (
  request_id uuid primary key,
  kind text not null,
  subject_entity text not null,
  subject_id uuid not null,
  -- self, representative (of a child), authorised (with a paper)
  asked_by text not null,
  guardian_id uuid,
  account_id uuid,
  channel text not null,
  -- The school that answers; the department where it is empty.
  school_id text,
  via_processor boolean not null,
  -- Purposes meant by restrict, object, withdrawConsent; fields ("learner.birthDate") meant by correct.
  purposes text[] not null,
  fields text[] not null,
  state text not null,
  received_at timestamptz not null,
  reply_due date not null,
  replied_at timestamptz,
  valid_at timestamptz,
  proof text,
  act_due date,
  extended boolean not null,
  outcome text,
  -- SHA-256 of the export that was handed over.
  export_hash text,
  closed_at timestamptz
);
create index rights_request_by_subject on access.rights_request (subject_id);
create index rights_request_open on access.rights_request (act_due, request_id)
  where state in ('received', 'awaitingProof', 'accepted');

-- What happened to a request, step by step; never changed.
create table access.rights_event (
  request_id uuid not null,
  seq integer not null,
  action text not null,
  state text not null,
  done_by text not null,
  at timestamptz not null,
  primary key (request_id, seq)
);

-- What a school has to put right in its own system, because somebody asked.
create table access.correction_task (
  task_id uuid primary key,
  request_id uuid not null,
  school_id text,
  subject_entity text not null,
  subject_id uuid not null,
  fields text[] not null,
  due_on date not null,
  opened_at timestamptz not null,
  result text check (result in ('corrected', 'rejected')),
  closed_at timestamptz,
  closed_by text
);
create index correction_task_open on access.correction_task (school_id, due_on) where closed_at is null;
create index correction_task_by_request on access.correction_task (request_id);

-- Processing somebody asked to stop: for one purpose, or for all that are not asked for by law.
create table access.processing_restriction (
  restriction_id uuid primary key,
  request_id uuid not null,
  subject_entity text not null,
  subject_id uuid not null,
  kind text not null check (kind in ('restrict', 'object')),
  purpose text,
  from_at timestamptz not null,
  to_at timestamptz
);
create index processing_restriction_by_subject on access.processing_restriction (subject_id);

-- Days off and exchanged days the department knows better than the program's list.
create table access.day_off (
  day date primary key,
  kind text not null check (kind in ('off', 'work')),
  title text not null,
  written_by text not null,
  written_at timestamptz not null
);

grant select, insert, update on access.rights_request, access.correction_task to hp_app;
grant select, insert on access.rights_event to hp_app;
grant select, insert, update on access.processing_restriction, access.day_off to hp_app;
