-- Impact assessments of processing personal data (Law 91/2025 Đ.21), as they were made: a document is never written
-- over, a change of purposes or fields asks for the next version.
create table access.dpia (
  version integer primary key,
  -- SHA-256 of what is declared: purposes, personal fields, recipients, times of keeping.
  declared_hash text not null,
  figures jsonb not null,
  document text not null,
  document_hash text not null,
  made_by text not null,
  made_at timestamptz not null,
  approved_by text,
  approved_at timestamptz,
  filed_by text,
  filed_at timestamptz
);

grant select, insert, update on access.dpia to hp_app;
