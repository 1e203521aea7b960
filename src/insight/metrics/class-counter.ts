import { classSizeCap } from "#src/domains/classroom/legal-rules-class.ts";
import { getRuleOn } from "#src/domains/dictionary/legal-rule.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import { type Counted, type Counter, type CountParts, noUnit } from "./counter.ts";

/** A class and who sits in it now. */
export interface ClassSize {
  readonly schoolId: string;
  readonly className: string;
  readonly gradeLevel: string | null;
  /** Sessions a day, where the class list says so. */
  readonly sessions: number | null;
  readonly learners: number;
}

/**
 * Classes of the year with the enrolments in them. A class that a list of classes names and nobody is enrolled in counts
 * with nobody; a class that only enrolments name is none of the register's and is left out.
 */
export async function readClassSizes(
  db: Db,
  { schools, schoolYear }: Pick<CountParts, "schools" | "schoolYear">,
): Promise<readonly ClassSize[]> {
  const { rows } = await db.query<ClassSize>(
    `select c.school_id as "schoolId", c.class_name as "className", c.grade_level as "gradeLevel",
       c.sessions_per_day as "sessions", coalesce(e.n, 0)::integer as "learners"
     from class_section c left join (
       select school_id, class_name, count(*) as n from enrolment
       where school_year = $2 and exit_date is null and class_name is not null and ($1::text[] is null or school_id = any($1))
       group by 1, 2
     ) e using (school_id, class_name)
     where c.school_year = $2 and ($1::text[] is null or c.school_id = any($1))`,
    [schools ?? null, schoolYear],
  );
  return rows;
}

/** Most pupils a class of this grade may have on a day; undefined where no rule says. */
export function classCapOn(day: string): (gradeLevel: string | null) => number | undefined {
  const { pupils } = getRuleOn([classSizeCap], classSizeCap.ruleId, day).params;
  return (grade) => (grade === null ? undefined : pupils[grade]);
}

/** Above this share of the cap a class is red (handbook §13 [design]). */
const redAbove = 1.1;

/** Classes, who sits in them, and how many are over the cap of their grade. */
export const classCounter: Counter = {
  id: "class",
  weight: "heavy",
  measures: ["classes", "classes.seats", "classes.capped", "classes.over", "classes.red"],
  count: async (db, parts) => {
    const capOf = classCapOn(parts.day);
    const sums = new Map<string, Record<string, number>>();
    for (const one of await readClassSizes(db, parts)) {
      const id = one.schoolId === "" ? noUnit : one.schoolId;
      const sum = sums.get(id) ?? {
        classes: 0,
        "classes.seats": 0,
        "classes.capped": 0,
        "classes.over": 0,
        "classes.red": 0,
      };
      sums.set(id, sum);
      const add = (measure: string, n: number): void => {
        sum[measure] = (sum[measure] ?? 0) + n;
      };
      add("classes", 1);
      add("classes.seats", one.learners);
      const cap = capOf(one.gradeLevel);
      if (cap === undefined) continue;
      add("classes.capped", 1);
      if (one.learners > cap) add("classes.over", 1);
      if (one.learners > cap * redAbove) add("classes.red", 1);
    }
    return [...sums].flatMap(([schoolId, measures]): Counted[] =>
      Object.entries(measures).map(([measure, value]) => ({ schoolId, measure, value })),
    );
  },
};
