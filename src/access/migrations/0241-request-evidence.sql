-- Papers that people send with a request about their data (a birth certificate). The bytes lie sealed in the data folder
-- (evidence/<request>/<paper>); here is what they are, and nothing of what stands in them.
create table access.request_evidence (
  evidence_id uuid primary key,
  request_id uuid not null,
  media_type text not null check (media_type in ('application/pdf', 'image/jpeg', 'image/png')),
  bytes integer not null,
  sha256 text not null,
  added_by text not null,
  added_at timestamptz not null
);
create index request_evidence_by_request on access.request_evidence (request_id, added_at);
