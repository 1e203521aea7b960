-- A commune's figures of a month as its office went through them and sent them to the department. Sent again they are a
-- new revision; what was sent stays.
create table insight.consolidation (
  -- yyyy-mm
  month text not null,
  commune_code text not null,
  revision integer not null,
  due_on date not null,
  measures jsonb not null,
  -- SHA-256 of the measures.
  content_hash text not null,
  run_seq integer not null,
  note text,
  sent_by text not null,
  sent_at timestamptz not null,
  primary key (month, commune_code, revision)
);
alter table insight.consolidation enable row level security, force row level security;
create policy city on insight.consolidation for select to hp_reach_city using (true);
create policy unit on insight.consolidation for select to hp_reach_unit
  using (coalesce(insight.sees_commune(commune_code), false));
grant select on insight.consolidation to hp_reach_city, hp_reach_unit;
