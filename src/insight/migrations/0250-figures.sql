-- What dashboards show, counted once and kept: sums of a school, added up for its commune and the city. They can be
-- counted anew at any time, so they stand outside the dictionary's schema and no backup needs them.
create schema insight;

do $$
declare
  name text;
begin
  foreach name in array array['hp_reach_city', 'hp_reach_unit', 'hp_reach_own', 'hp_reach_none'] loop
    if not exists (select from pg_roles where rolname = name) then
      execute format('create role %I nologin', name);
    end if;
  end loop;
end $$;
grant usage on schema insight to hp_reach_city, hp_reach_unit, hp_reach_own, hp_reach_none;

create table insight.unit_figures (
  unit_kind text not null check (unit_kind in ('city', 'commune', 'school')),
  -- '*' for the city; '-' for what belongs to no known school or commune.
  unit_id text not null,
  -- Of a school: the commune it stands in.
  commune_code text,
  measures jsonb not null,
  -- The measures anybody may have, small groups left out.
  open_measures jsonb not null,
  run_seq integer not null,
  counted_at timestamptz not null,
  primary key (unit_kind, unit_id)
) with (fillfactor = 60);
create index unit_figures_by_commune on insight.unit_figures (commune_code);

-- A figure as it stood on a day: the city and its communes, for trends.
create table insight.figure_history (
  unit_kind text not null,
  unit_id text not null,
  day date not null,
  measures jsonb not null,
  primary key (unit_kind, unit_id, day)
);

-- Where the learners of a school live, by commune; '-' where nobody knows.
create table insight.residence_flow (
  school_id text not null,
  residence_code text not null,
  commune_code text,
  learners integer not null,
  -- Of compulsory age and enrolled nowhere this year.
  away integer not null,
  primary key (school_id, residence_code)
);
create index residence_flow_by_residence on insight.residence_flow (residence_code);

-- Schools that somebody changed outside a run: written in the transaction of the change, taken away once counted.
create table insight.changed_school (
  mark_id uuid primary key,
  school_id text not null
);
grant insert on insight.changed_school to hp_app;
grant usage on schema insight to hp_app;

create table insight.count_state (
  only_row boolean primary key check (only_row),
  -- Rises with every pass that moved a figure.
  version bigint not null,
  -- What the store looked like when it was counted last.
  pulse jsonb not null,
  run_seq integer not null,
  counted_at timestamptz not null
);
grant select on insight.count_state to hp_reach_city, hp_reach_unit, hp_reach_own, hp_reach_none, hp_app;

-- Who sees every school of a commune may see their sum, and no one else: one school's share of it would be the rest.
create function insight.sees_commune(code text) returns boolean language sql stable parallel safe as $$
  select bool_and(s.school_id = any ((select access.schools())::text[])) from public.school s where s.commune_code = code
$$;

alter table insight.unit_figures enable row level security, force row level security;
create policy city on insight.unit_figures for select to hp_reach_city using (true);
create policy unit on insight.unit_figures for select to hp_reach_unit using (
  (unit_kind = 'school' and unit_id = any ((select access.schools())::text[]))
  or (unit_kind = 'commune' and coalesce(insight.sees_commune(unit_id), false)));
create policy open on insight.unit_figures for select to hp_reach_none using (true);
grant select on insight.unit_figures to hp_reach_city, hp_reach_unit;
grant select (unit_kind, unit_id, commune_code, open_measures, run_seq, counted_at) on insight.unit_figures to hp_reach_none;

alter table insight.figure_history enable row level security, force row level security;
create policy city on insight.figure_history for select to hp_reach_city using (true);
create policy unit on insight.figure_history for select to hp_reach_unit
  using (unit_kind = 'commune' and coalesce(insight.sees_commune(unit_id), false));
grant select on insight.figure_history to hp_reach_city, hp_reach_unit;

alter table insight.residence_flow enable row level security, force row level security;
create policy city on insight.residence_flow for select to hp_reach_city using (true);
-- A commune sees where its own children go to school, too: counts of children, no child.
create policy unit on insight.residence_flow for select to hp_reach_unit using (
  school_id = any ((select access.schools())::text[]) or coalesce(insight.sees_commune(residence_code), false));
grant select on insight.residence_flow to hp_reach_city, hp_reach_unit;
