-- National ids are stored encrypted (docs/decisions/0018-sealed-columns.md). What stands in clear is sealed by
-- the program at its next start, row by row; the column stays text. Rows are found and compared by the generated
-- column: of a sealed value its blind index, of one in clear the value.

drop index learner_national_id;
alter table learner add column national_id_index text generated always as (left(national_id, 23)) stored;
create index learner_national_id on learner (national_id_index) where national_id_index is not null;

drop index guardian_national_id;
alter table guardian add column national_id_index text generated always as (left(national_id, 23)) stored;
create index guardian_national_id on guardian (national_id_index) where national_id_index is not null;
