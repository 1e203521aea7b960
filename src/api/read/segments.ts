import type { Condition } from "./filters.ts";
import type { ReadColumn } from "./read-column.ts";
import type { Sort } from "./resource.ts";

/**
 * A list is read as a sequence of segments, each with its own condition and an order an index gives. Page after
 * page walks them one after the other, so every row comes once, and the last page costs what the first does.
 */
export interface Segment {
  readonly where?: Condition;
  readonly order: readonly ReadColumn[];
}

/**
 * An ordinary list is one segment. One sorted by a column with empty cells is two, the empty ones last in
 * ascending order: a row comparison with null is never true, so one condition could not hold both.
 */
export function sortSegments(sort: Sort, descending: boolean): readonly Segment[] {
  const [first, ...rest] = sort.columns;
  if (first === undefined || first.notNull) return [{ order: sort.columns }];
  const filled: Segment = { where: () => `${first.column} is not null`, order: sort.columns };
  const empty: Segment = { where: () => `${first.column} is null`, order: rest };
  return descending ? [empty, filled] : [filled, empty];
}
