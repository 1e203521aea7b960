-- "What did my school send?" reads the newest runs first, for a school or the schools of a commune.
create index file_by_school on file (school_id, run_seq);
