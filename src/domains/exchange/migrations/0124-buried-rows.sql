-- A row that was retired and comes back goes on counting its versions: readers who keep the newest would else drop it.
create index change_log_deletes on change_log (dataset, record_id) where operation = 'delete';
