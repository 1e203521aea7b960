-- The homeroom teacher's own record, where the code a class list prints is known from a staff list.

alter table class_section add column homeroom_teacher_id uuid;
