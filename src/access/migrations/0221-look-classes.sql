-- Who is told that somebody looked is also told at what kind of fields (names, health …): detail holds the classes.
drop function access.looks(uuid, timestamptz, bigint, integer, integer);

create function access.looks(subject uuid, before_at timestamptz, before_lane bigint, before_seq integer, size integer)
returns table (at timestamptz, lane bigint, seq integer, account_id uuid, display_name text, role text, unit text,
  action text, purpose text, result text, classes json)
language sql stable security definer set search_path = '' as $$
  select e.at, e.lane, e.seq, e.account_id, a.display_name, e.role, e.unit, e.action, e.purpose, e.result,
    e.detail->'classes'
  from access.audit_event e left join access.account a on a.account_id = e.account_id
  where access.concerns(subject) and e.subjects @> array[subject]
    and (before_at is null or (e.at, e.lane, e.seq) < (before_at, before_lane, before_seq))
  order by e.at desc, e.lane desc, e.seq desc limit size
$$;

revoke execute on function access.looks from public;
grant execute on function access.looks to hp_as_auditor, hp_reach_own, hp_reach_unit;
