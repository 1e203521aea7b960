import type { Db } from "#src/platform/postgres/pool.ts";
import { type CountParts, noUnit } from "./counter.ts";

/** Children of compulsory schooling: those of age 5 to 14 in the calendar year (phổ cập, NĐ 20/2014). */
export const compulsoryAges = { from: 5, to: 14 } as const;

/** Where a school's learners live. */
export interface Flow {
  readonly schoolId: string;
  /** Commune of residence; `-` where nobody knows. */
  readonly residence: string;
  /** Enrolled this year. */
  readonly learners: number;
  /** Of compulsory age and enrolled nowhere this year; counted at the school that had them last. */
  readonly away: number;
}

/** The current residence counts; who has none on record lives nobody knows where. */
export async function countFlows(
  db: Db,
  { schools, schoolYear }: Pick<CountParts, "schools" | "schoolYear">,
): Promise<readonly Flow[]> {
  const enrolled = "select learner_id from enrolment where school_year = $2 and exit_date is null";
  // The whole city by hashing both tables once; some schools by looking each learner up.
  const text =
    schools === undefined
      ? `from learner l
         left join residence r on r.learner_id = l.learner_id and r.residence_kind = 'current'
         left join (select distinct learner_id from (${enrolled}) x) e on e.learner_id = l.learner_id
         where $1::text[] is null`
      : `from learner l
         left join lateral (select commune_code from residence where learner_id = l.learner_id and residence_kind = 'current' offset 0) r on true
         left join lateral (${enrolled} and learner_id = l.learner_id limit 1) e on true
         where l.school_id = any($1)`;
  const { rows } = await db.query<Flow>(
    `select coalesce(l.school_id, '${noUnit}') as "schoolId", coalesce(r.commune_code, '${noUnit}') as residence,
       count(e.learner_id)::integer as learners,
       (count(*) filter (where e.learner_id is null
         and hp_age_in(l.birth_date, $2) between ${compulsoryAges.from} and ${compulsoryAges.to}))::integer as away
     ${text} group by 1, 2`,
    [schools ?? null, schoolYear],
  );
  return rows;
}
