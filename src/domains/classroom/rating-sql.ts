/**
 * The averages and levels of {@link file://./rating.ts} as SQL that means the same in DuckDB and Postgres, for rules
 * over a whole city. Exactness without an exact division: both engines compare whole tenths, because DuckDB divides
 * decimals as doubles and the two write whole-number division differently.
 */
import {
  type AcademicLevel,
  academicRule,
  conductRule,
  type Rating,
  termAverageRule,
  yearAverageRule,
} from "./legal-rules.ts";

/** `total / weight` in tenths, half up; `total` is decimal SQL in marks, `weight` a whole number in SQL. */
function tenths(total: string, weight: string): string {
  return `floor((100 * (${total}) + 5 * (${weight})) / (10.0 * (${weight})))`;
}

/**
 * The term average of a `subjectResult` row in tenths (79 is 7,9); null unless mid-term and final mark are there.
 * @param prefix columns `term1_regular1`, `term1_midterm` …
 */
export function termAverageTenths(prefix: "term1" | "term2"): string {
  const { regularWeight, midtermWeight, finalWeight } = termAverageRule.params;
  const regular = [1, 2, 3, 4].map((number) => `${prefix}_regular${number}`);
  const sum = regular.map((column) => `coalesce(${column}, 0)`).join(" + ");
  const count = regular.map((column) => `(case when ${column} is null then 0 else 1 end)`).join(" + ");
  return tenths(
    `${regularWeight} * (${sum}) + ${midtermWeight} * ${prefix}_midterm + ${finalWeight} * ${prefix}_final`,
    `${regularWeight} * (${count}) + ${midtermWeight + finalWeight}`,
  );
}

/** The year average of a `subjectResult` row in tenths; null unless both terms are there. */
export function yearAverageTenths(): string {
  const { term1Weight, term2Weight } = yearAverageRule.params;
  return tenths(
    `${term1Weight} * term1_mark + ${term2Weight} * term2_mark`,
    String(term1Weight + term2Weight),
  );
}

/** True when the stored year mark is not the average of the stored terms. */
export const yearAverageDiffers = (): string => `10 * year_mark <> ${yearAverageTenths()}`;

/** Conduct of the year from the two terms' codes. */
export function conductYearSql(term1: string, term2: string): string {
  const ratings: readonly Rating[] = ["1", "2", "3", "4"];
  const whens = ratings.flatMap((second) =>
    ratings.map(
      (first) =>
        `when ${term2} = '${second}' and ${term1} = '${first}' then '${conductRule.params.yearOf[second][first]}'`,
    ),
  );
  return `case ${whens.join(" ")} end`;
}

/**
 * What {@link academicRatingSql} works from, as aggregates over the `subjectResult` rows of one learner and year:
 * the lowest and second lowest mark, how many reach each level's "enough" mark, failed comment subjects.
 */
export interface AcademicColumns {
  readonly lowest: string;
  readonly secondLowest: string;
  readonly failedComments: string;
  /** Column that counts marks at or above this mark. */
  readonly countFrom: (mark: string) => string;
}

/** Aggregates for {@link academicRatingSql}, over rows of `subject_result`, grouped by learner and year. */
export function academicAggregates(names: AcademicColumns): readonly string[] {
  const counts = academicRule.params.levels.map(
    ({ enoughMarks }) =>
      `sum(case when year_mark >= ${enoughMarks.mark} then 1 else 0 end) as ${names.countFrom(enoughMarks.mark)}`,
  );
  return [
    `min(year_mark) as ${names.lowest}`,
    // The second lowest as an ordered list: both engines have it, and both leave the nulls out of it here.
    `(array_agg(year_mark order by year_mark) filter (where year_mark is not null))[2] as ${names.secondLowest}`,
    `sum(case when year_level = 'CD' then 1 else 0 end) as ${names.failedComments}`,
    ...counts,
  ];
}

/** Học tập of the year by Đ.9.2 and Đ.9.3, as one of '1'..'4'. */
export function academicRatingSql(names: AcademicColumns): string {
  const { levels, otherwise, adjustment } = academicRule.params;
  const meets = (level: AcademicLevel, lowest: string, failed: string) =>
    `(${failed} <= ${level.maxFailedComments} and ${lowest} >= ${level.lowestMark}
      and ${names.countFrom(level.enoughMarks.mark)} >= ${level.enoughMarks.count})`;
  const rate = (lowest: string, failed: string) =>
    `(case ${levels.map((level) => `when ${meets(level, lowest, failed)} then ${level.rating}`).join(" ")} else ${otherwise} end)`;
  const raw = rate(names.lowest, names.failedComments);
  // Leaving out the lowest mark changes no count that matters: a mark that costs two steps reaches no higher level.
  const withoutLowest = rate(names.secondLowest, names.failedComments);
  const withoutComment = rate(names.lowest, `(${names.failedComments} - 1)`);
  const raised = `${raw} - ${withoutLowest} >= ${adjustment.fromSteps}
    or (${names.failedComments} > 0 and ${raw} - ${withoutComment} >= ${adjustment.fromSteps})`;
  return `cast(${raw} - (case when ${raised} then ${adjustment.steps} else 0 end) as varchar)`;
}
