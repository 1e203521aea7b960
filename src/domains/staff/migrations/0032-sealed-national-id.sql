-- National ids are stored encrypted, as those of learners are (learner/migrations/0026-sealed-national-id.sql).

drop index staff_member_by_national_id;
alter table staff_member add column national_id_index text generated always as (left(national_id, 23)) stored;
create index staff_member_by_national_id on staff_member (national_id_index);
