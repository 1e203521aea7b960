-- What people said to purposes that need their consent. A line is never changed: to withdraw is another line.
create table access.consent_event (
  event_id uuid primary key,
  subject_entity text not null,
  subject_id uuid not null,
  purpose text not null,
  text_version integer not null,
  act text not null check (act in ('give', 'withdraw')),
  by_kind text not null check (by_kind in ('self', 'representative')),
  -- The guardian who spoke for the child.
  guardian_id uuid,
  account_id uuid,
  channel text not null,
  -- Number of the paper it stands on, where it was given on paper.
  document text,
  recorded_by text not null,
  said_at timestamptz not null,
  check ((by_kind = 'representative') = (guardian_id is not null))
);
create index consent_event_by_subject on access.consent_event (subject_id, purpose, said_at);
create index consent_event_by_purpose on access.consent_event (purpose, said_at);

grant select, insert on access.consent_event to hp_app;
