-- Auditors see accounts by name, and find events by who did them; of the account they learn nothing else.
create function access.actor_names(accounts uuid[]) returns table (account_id uuid, display_name text)
language sql stable security definer set search_path from current as $$
  select a.account_id, a.display_name from access.account a where a.account_id = any (accounts)
$$;

-- By words of the name (`names`: a query over hp_name_keys) or the beginning of a user name; the first hundred.
create function access.actors_called(names tsquery, user_name_like text) returns setof uuid
language sql stable security definer set search_path from current as $$
  select account_id from (
    select a.account_id from access.account a where hp_name_keys(a.display_name) @@ names
    union select c.account_id from access.credential c where c.user_name like user_name_like) found
  order by 1 limit 100
$$;

revoke execute on function access.actor_names, access.actors_called from public;
grant execute on function access.actor_names, access.actors_called to hp_as_auditor;
