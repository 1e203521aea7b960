-- Who looked at what, and who changed what (docs/decisions/0016-audit-chain.md). Rows are written by
-- access.append_audit alone; nobody but the owner may touch the tables otherwise, and what the owner or a superuser
-- does to them is found by `hp audit verify`.
create table access.audit_event (
  -- Day in Hải Phòng, a lane (one connection of one process on that day) and the row's number in it, without a gap.
  day date not null,
  lane bigint not null,
  seq integer not null,
  at timestamptz not null,
  account_id uuid,
  role text,
  unit text,
  action text not null,
  object text,
  purpose text,
  address text,
  request_id text,
  result text not null,
  -- `json`, not `jsonb`: the text must stay byte for byte what its MAC was made over.
  detail json,
  -- Whom the event is about: up to some hundred records for a list.
  subjects uuid[],
  -- The transaction that wrote it; how the sealer finds what is new.
  xid xid8 not null,
  -- HMAC over the link before and this row.
  link bytea not null,
  primary key (day, lane, seq)
);
-- Random ids don't compress: pglz would only take time over them.
alter table access.audit_event alter column subjects set storage external;
create index audit_event_by_xid on access.audit_event (xid);
create index audit_event_by_time on access.audit_event (at, lane, seq);
create index audit_event_by_account on access.audit_event (account_id, at);
-- A write puts its subjects on a list; the sealer files the list. So nobody waits for two hundred places in an index.
create index audit_event_by_subject on access.audit_event using gin (subjects)
  with (fastupdate = on, gin_pending_list_limit = 65536);

-- What was sealed together: all that was committed since the checkpoint before.
create table access.audit_checkpoint (
  checkpoint_no bigint primary key,
  made_at timestamptz not null,
  day date not null,
  events bigint not null,
  day_events bigint not null,
  total_events bigint not null,
  oldest_at timestamptz,
  segments bytea not null,
  day_head bytea not null,
  snapshot text not null,
  lost text not null,
  key_id text not null,
  previous bytea not null,
  signature bytea not null
);
create index audit_checkpoint_by_day on access.audit_checkpoint (day, checkpoint_no);

-- Which rows a checkpoint holds: a stretch of one lane each, and the hash of its rows.
create table access.audit_segment (
  day date not null,
  lane bigint not null,
  from_seq integer not null,
  to_seq integer not null,
  checkpoint_no bigint not null,
  rows_hash bytea not null,
  primary key (day, lane, from_seq)
);
create index audit_segment_by_checkpoint on access.audit_segment (checkpoint_no, lane, from_seq);

-- The owner can take this back; it stands against accidents.
revoke update on access.audit_event, access.audit_checkpoint, access.audit_segment from current_user;

-- Appends a row when the lane stands where the writer believes it does. When a transaction was rolled back meanwhile it
-- stands elsewhere: nothing is written then and the answer says where, so that numbers never have a gap.
create function access.append_audit(
  p_day date, p_lane bigint, p_seq integer, p_previous bytea, p_link bytea,
  p_at timestamptz, p_account_id uuid, p_role text, p_unit text, p_action text, p_object text, p_purpose text,
  p_address text, p_request_id text, p_result text, p_detail json, p_subjects uuid[]
) returns table (xid xid8, head_seq integer, head_link bytea)
language plpgsql security definer set search_path = '' as $$
begin
  select e.seq, e.link into head_seq, head_link from access.audit_event e
    where e.day = p_day and e.lane = p_lane order by e.seq desc limit 1;
  xid := pg_current_xact_id();
  if coalesce(head_seq, 0) = p_seq - 1 and (head_link is null or head_link = p_previous) then
    insert into access.audit_event values (p_day, p_lane, p_seq, p_at, p_account_id, p_role, p_unit, p_action, p_object,
      p_purpose, p_address, p_request_id, p_result, p_detail, p_subjects, xid, p_link);
    head_seq := null;
    head_link := null;
  else
    head_seq := coalesce(head_seq, 0);
  end if;
  return next;
end $$;

-- Roles of the cluster that rights below are given to; applyPolicies makes the others and who is member of what.
do $$
declare
  name text;
begin
  foreach name in array array['hp_as_auditor', 'hp_reach_own', 'hp_reach_unit'] loop
    if not exists (select from pg_roles where rolname = name) then
      execute format('create role %I nologin', name);
    end if;
  end loop;
end $$;
grant usage on schema access to hp_as_auditor, hp_reach_own, hp_reach_unit;

alter table access.audit_event enable row level security, force row level security;
create policy auditor on access.audit_event for select to hp_as_auditor using (true);
grant select on access.audit_event, access.audit_checkpoint, access.audit_segment to hp_as_auditor;

-- Whether who asks may see who looked at this record: the person concerned, a parent, an auditor, and who works on the
-- machine itself. A teacher's pupils are not the teacher's own: for the other roles only their own staff record counts.
create function access.concerns(subject uuid) returns boolean language sql stable set search_path = '' as $$
  select case current_setting('role')
    when 'none' then session_user = current_user
    when 'hp_as_auditor' then true
    else coalesce(subject = any (access.staff()) or subject = any (access.guardians()), false)
      or (current_setting('role') in ('hp_as_learner', 'hp_as_guardian')
        and coalesce(subject = any (access.learners()), false))
  end
$$;

-- Who looked at a record, newest first, from a place on. Not which list it stood in, nor who stood beside it, nor from
-- which address: that is other people's.
create function access.looks(subject uuid, before_at timestamptz, before_lane bigint, before_seq integer, size integer)
returns table (at timestamptz, lane bigint, seq integer, account_id uuid, display_name text, role text, unit text,
  action text, purpose text, result text)
language sql stable security definer set search_path = '' as $$
  select e.at, e.lane, e.seq, e.account_id, a.display_name, e.role, e.unit, e.action, e.purpose, e.result
  from access.audit_event e left join access.account a on a.account_id = e.account_id
  where access.concerns(subject) and e.subjects @> array[subject]
    and (before_at is null or (e.at, e.lane, e.seq) < (before_at, before_lane, before_seq))
  order by e.at desc, e.lane desc, e.seq desc limit size
$$;

-- How often, by month and role.
create function access.look_counts(subject uuid) returns table (month text, role text, action text, looks bigint)
language sql stable security definer set search_path = '' as $$
  select to_char(e.day, 'YYYY-MM'), e.role, e.action, count(*)
  from access.audit_event e
  where access.concerns(subject) and e.subjects @> array[subject]
  group by 1, 2, 3
$$;

revoke execute on function access.looks, access.look_counts from public;
grant execute on function access.looks, access.look_counts to hp_as_auditor, hp_reach_own, hp_reach_unit;
