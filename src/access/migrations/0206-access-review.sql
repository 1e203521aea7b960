-- What was found when somebody looked whether a grant is still needed (TCVN 14423:2026: every six months).
create table access.grant_review (
  grant_review_id uuid primary key,
  grant_id uuid not null,
  verdict text not null check (verdict in ('keep', 'revoke')),
  reason text not null,
  reviewed_by uuid not null,
  reviewed_at timestamptz not null
);
create index grant_review_by_grant on access.grant_review (grant_id, reviewed_at);

grant select, insert on access.grant_review to hp_app;
