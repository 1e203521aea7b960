-- Security incidents and breaches of personal data, with what was told to whom and when. What happened, in words,
-- stands sealed in access.sealed_field.
create table access.incident (
  incident_id uuid primary key,
  kind text not null,
  level text not null,
  state text not null,
  detected_at timestamptz not null,
  -- When it was found that personal data are concerned; the 72 hours of Law 91/2025 run from here.
  personal_data_at timestamptz,
  affected_people integer,
  -- Datasets concerned, and whether sensitive data are.
  datasets text[] not null,
  sensitive boolean not null,
  contained_at timestamptz,
  resolved_at timestamptz,
  closed_at timestamptz
);
create index incident_open on access.incident (detected_at) where closed_at is null;

create table access.incident_notice (
  incident_id uuid not null,
  clock text not null,
  audience text not null,
  -- SHA-256 of the text that was sent.
  text_hash text not null,
  channel text not null,
  sent_by text not null,
  sent_at timestamptz not null,
  primary key (incident_id, clock, audience)
);

create table access.incident_event (
  incident_id uuid not null,
  seq integer not null,
  action text not null,
  state text not null,
  done_by text not null,
  at timestamptz not null,
  primary key (incident_id, seq)
);

grant select, insert, update on access.incident to hp_app;
grant select, insert on access.incident_notice, access.incident_event to hp_app;
