-- Whom a correction is about: what is held about a person is found by ids, for copies and for erasing.
alter table correction add column record_id uuid;
create index correction_by_person on correction (record_id);
