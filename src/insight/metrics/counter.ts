import type { Db } from "#src/platform/postgres/pool.ts";

/** Rows of no known school are counted too, under this id: a city's sum leaves nobody out. */
export const noUnit = "-";
/** The city's id among units. */
export const wholeCity = "*";

/** What a count is made for. */
export interface CountParts {
  /** "2026-2027": the school year under way. */
  readonly schoolYear: string;
  /** The day in Hải Phòng, yyyy-mm-dd: what is overdue, and which law is in force. */
  readonly day: string;
  /** Only these schools; undefined counts all. */
  readonly schools: readonly string[] | undefined;
}

/** A number of a school, such as its open cases; schools without any have no row. */
export interface Counted {
  readonly schoolId: string;
  readonly measure: string;
  readonly value: number;
}

/**
 * When a counter counts the whole city, by what that costs at a million learners: `light` ones (milliseconds) at every
 * pass, `run` ones (some 300 ms) when a run ended, `heavy` ones once a day. Between, they count the changed schools.
 */
export type Weight = "light" | "run" | "heavy";

/** Counts some measures of schools. */
export interface Counter {
  readonly id: string;
  readonly weight: Weight;
  /** Names of all it may count. */
  readonly measures: readonly string[];
  readonly count: (db: Db, parts: CountParts) => Promise<readonly Counted[]>;
}

/**
 * A counter by one statement whose rows are `school_id` and one column a measure. Parameters: $1 the schools or null,
 * $2 the school year, $3 the day.
 * @param only a condition on a column: `only("l.school_id")`
 */
export function countBy(
  id: string,
  weight: Weight,
  statement: (only: (column: string) => string) => string,
): Counter {
  const only = (column: string): string => `($1::text[] is null or ${column} = any($1))`;
  // Every statement has all three parameters, whether it uses them or not.
  const text = `with given as (select $1::text[], $2::text, $3::date) ${statement(only)}`;
  return {
    id,
    weight,
    measures: [...text.matchAll(/ as "([^"]+)"/g)].map(([, measure = ""]) => measure),
    count: async (db, { schools, schoolYear, day }) => {
      const { rows } = await db.query<Record<string, string | number | null>>(text, [
        schools ?? null,
        schoolYear,
        day,
      ]);
      return rows.flatMap(({ school_id: schoolId, ...measures }) =>
        Object.entries(measures).map(([measure, value]) => ({
          schoolId: schoolId === null || schoolId === undefined ? noUnit : String(schoolId),
          measure,
          value: Number(value ?? 0),
        })),
      );
    },
  };
}
