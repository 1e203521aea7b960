-- Feedback in three tiers: the school, the commune, the department. What people write stands sealed in
-- access.sealed_field (dataset "ticket", field the number of the step); here are kinds, tiers, states and days.
create table access.ticket (
  ticket_id uuid primary key,
  account_id uuid not null,
  -- The role it was asked in, so that who answers knows to whom they speak; no name.
  role text not null,
  kind text not null check (kind in ('fault', 'wish', 'question')),
  -- The page it is about, without anybody's id.
  page text not null check (page like '/%'),
  tier text not null check (tier in ('school', 'commune', 'department')),
  -- School or commune that answers; empty for the department.
  unit_id text,
  state text not null check (state in ('open', 'answered', 'closed')),
  opened_at timestamptz not null,
  -- The day this tier answers by.
  due_on date not null,
  check ((tier = 'department') = (unit_id is null))
);
create index ticket_by_account on access.ticket (account_id, opened_at desc, ticket_id);
create index ticket_by_unit on access.ticket (tier, unit_id, due_on, ticket_id) where state <> 'closed';
create index ticket_due on access.ticket (due_on, ticket_id) where state = 'open';

-- What happened to it, step by step; never changed.
create table access.ticket_step (
  ticket_id uuid not null,
  seq integer not null,
  action text not null check (action in ('ask', 'answer', 'reply', 'escalate', 'overdue', 'close')),
  tier text not null,
  -- asker, handler, or the program when a term passed
  done_by text not null check (done_by in ('asker', 'handler', 'program')),
  account_id uuid,
  at timestamptz not null,
  primary key (ticket_id, seq)
);
