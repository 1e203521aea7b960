/**
 * Who is given a place by data quality [design: the department decides]. A unit of a few learners moves many places
 * by one record, and among two the place of one is the other's too.
 */
export const rankingPolicy = {
  /** Schools and communes with fewer learners have a score and no place. */
  smallestUnit: 10,
  /** Fewer than this many to be compared with each other: nobody has a place. */
  smallestField: 3,
} as const;
