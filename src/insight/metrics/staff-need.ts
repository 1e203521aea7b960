import { getRuleOn } from "#src/domains/dictionary/legal-rule.ts";
import { excessPupils, teachersPerClass } from "#src/domains/staff/legal-rules.ts";
import { type ClassSize, readClassSizes } from "./class-counter.ts";
import type { Counted, Counter } from "./counter.ts";

/** School levels whose excess pupils have a rule with a source; that of upper secondary is [memory] and is left out. */
const excessRule = "excess-pupils";

/**
 * Teachers a school may have by the norms in force on a day: classes × teachers per class, and one more for so many
 * pupils above the cap of all classes of a level (handbook §6, TT 19/2023 and TT 20/2023).
 * @returns undefined when a class has no norm: continuing education, a grade or the sessions a day unknown. Nothing is
 *   guessed then, for one class missing would look like teachers too many
 */
export function teachersNeeded(
  classes: readonly Omit<ClassSize, "schoolId">[],
  day: string,
): number | undefined {
  const norm = getRuleOn(teachersPerClass, "teachers-per-class", day).params;
  const { byLevel } = getRuleOn(excessPupils, excessRule, day).params;
  let need = 0;
  const levels = new Map<string, { classes: number; learners: number }>();
  for (const { gradeLevel, sessions, learners } of classes) {
    const perDay = sessions === 1 || sessions === 2 ? (String(sessions) as "1" | "2") : undefined;
    const level = levelOf(gradeLevel);
    const share =
      level === "nursery"
        ? norm.nursery
        : level === "kindergarten"
          ? perDay && norm.kindergarten[perDay]
          : level === "02"
            ? perDay && norm.primary[perDay]
            : level === "03"
              ? norm.lowerSecondary
              : level === "04"
                ? norm.upperSecondary
                : undefined;
    if (share === undefined || level === undefined) return undefined;
    need += share;
    const sum = levels.get(level) ?? { classes: 0, learners: 0 };
    levels.set(level, { classes: sum.classes + 1, learners: sum.learners + learners });
  }
  for (const [level, sum] of levels) {
    const rule = byLevel[level];
    if (rule !== undefined)
      need += Math.max(0, sum.learners - rule.cap * sum.classes) / rule.pupilsPerTeacher;
  }
  // To whole hundredths: sums of 1.9 and 2.2 are no exact numbers.
  return Math.round(need * 100) / 100;
}

function levelOf(grade: string | null): "nursery" | "kindergarten" | "02" | "03" | "04" | undefined {
  if (grade === null) return undefined;
  if (grade === "NT") return "nursery";
  if (/^MG[345]$/.test(grade)) return "kindergarten";
  const number = Number(grade);
  if (!Number.isInteger(number) || number < 1 || number > 12) return undefined;
  return number <= 5 ? "02" : number <= 9 ? "03" : "04";
}

/**
 * Need of teachers against teachers at work, of public schools: the norms bind no others, and special schools and those
 * of continuing education have norms of their own that stand without a source ([memory], [unknown]).
 */
export const staffNeedCounter: Counter = {
  id: "staffNeed",
  weight: "heavy",
  measures: ["noNorm", "schools", "need", "have", "short", "surplus"].map((name) => `staffing.${name}`),
  count: async (db, parts) => {
    const { rows: schools } = await db.query<{ school_id: string; teachers: string }>(
      `select s.school_id, (select count(*) from employment e where e.school_id = s.school_id and e.staff_group = 'GV'
           and (e.end_date is null or e.end_date >= $2::date)) as teachers
       from school s where s.ownership = '1' and not s.levels @> '{05}' and coalesce(s.school_kind, '') <> all($3)
         and ($1::text[] is null or s.school_id = any($1))`,
      [parts.schools ?? null, parts.day, ["gifted", "ethnicBoarding", "special"]],
    );
    const classes = Map.groupBy(await readClassSizes(db, parts), (one) => one.schoolId);
    return schools.flatMap(({ school_id: schoolId, teachers }): Counted[] => {
      const need = teachersNeeded(classes.get(schoolId) ?? [], parts.day);
      if (need === undefined || need === 0) return [{ schoolId, measure: "staffing.noNorm", value: 1 }];
      const have = Number(teachers);
      return Object.entries({
        "staffing.schools": 1,
        "staffing.need": need,
        "staffing.have": have,
        "staffing.short": round(Math.max(0, need - have)),
        "staffing.surplus": round(Math.max(0, have - need)),
      }).map(([measure, value]) => ({ schoolId, measure, value }));
    });
  },
};

const round = (value: number): number => Math.round(value * 100) / 100;
