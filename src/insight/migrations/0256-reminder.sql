-- That a commune's office reminded a school of the work on its data that waits, and of how much. Once a day at most.
create table insight.reminder (
  school_id text not null,
  commune_code text not null,
  day date not null,
  issues integer not null,
  cases integer not null,
  feeds integer not null,
  sent_by text not null,
  sent_at timestamptz not null,
  primary key (school_id, day)
);
create index reminder_by_commune on insight.reminder (commune_code, day);
alter table insight.reminder enable row level security, force row level security;
create policy city on insight.reminder for select to hp_reach_city using (true);
create policy unit on insight.reminder for select to hp_reach_unit
  using (coalesce(insight.sees_commune(commune_code), false));
grant select on insight.reminder to hp_reach_city, hp_reach_unit;
