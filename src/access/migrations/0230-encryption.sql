-- Values of sensitive fields, each sealed for its own place (dataset, field, record) by a key that is not in the
-- database. The blind index is what an equal value is found by.

create table access.sealed_field (
  dataset text not null,
  field text not null,
  record_id text not null,
  key_version integer not null,
  sealed bytea not null,
  blind_index bytea,
  primary key (dataset, field, record_id)
);
create index sealed_field_by_value on access.sealed_field (dataset, field, blind_index) where blind_index is not null;

grant select, insert, update, delete on access.sealed_field to hp_app;
