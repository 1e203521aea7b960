-- A school asks that a case may stand for now; who approves exceptions answers. One at a time, and it goes with the case.
alter table reconciliation_case add column exception_request jsonb;
create index reconciliation_case_asked on reconciliation_case (due_on, case_id)
  where closed_run is null and exception_request is not null;
