-- What scoring remembers, so that a change is scored by difference and no school is counted again. It can be made
-- again by a full scoring, so it stands outside the dictionary's schema: nobody reads it, and no backup carries it.
create schema quality;

-- The last row of every unit in quality_score, with what its two decimals hide: the exact points a school's
-- records lose. The last row of a growing history is dear to find, and a rounded score can't be added to.
create table quality.standing (
  unit_kind text not null,
  unit_id text not null,
  dataset text not null,
  dimension text not null,
  records bigint not null,
  failing bigint not null,
  score numeric(5,2) not null,
  lost numeric,
  primary key (unit_kind, unit_id, dataset, dimension)
) with (fillfactor = 60); -- A run moves a quarter of the rows; with room in their page no index has to follow.

-- One row: the run that was scored last, the day its rules were read on, and how many issues stand since.
create table quality.last_scoring (
  run_seq integer not null,
  day date not null,
  issues bigint not null
);

-- Few rows are absent, and every scoring asks which of its records came from one of them.
create index source_row_absent on source_row (source_row_id) where absent_since is not null;
