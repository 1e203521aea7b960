/** What DuckDB writes by itself, and what one of its vectors holds. */
const usual = 122_880;
const vector = 2_048;
/** Row groups are what DuckDB's threads share out among them: a table of one is read by one thread. */
const groups = 8;

/** Option of `copy … (format parquet, …)` for about so many rows: groups enough for all threads, none below 4,096 rows. */
export function rowGroups(rows: number): string {
  const each = Math.ceil(rows / groups / vector) * vector;
  return `row_group_size ${Math.min(usual, Math.max(2 * vector, each))}`;
}
