import { gradeStep } from "./grades.ts";
import { hashPath } from "./random.ts";
import type { GradeLevel, SchoolPlan } from "./types.ts";

/** The curriculum of 2018 as handbook §6 gives it. */

export interface SubjectPlan {
  code: string;
  /** level: TT 27; score and comment: TT 22. */
  kind: "level" | "score" | "comment";
  /** Periods of 35 weeks. */
  periodsPerYear: number;
  /** Primary only: a test at the end of term 1 and of the year. */
  tested: boolean;
}

const level = (code: string, periodsPerYear: number, tested = false): SubjectPlan => ({
  code,
  kind: "level",
  periodsPerYear,
  tested,
});
const score = (code: string, periodsPerYear: number): SubjectPlan => ({
  code,
  kind: "score",
  periodsPerYear,
  tested: false,
});
const comment = (code: string, periodsPerYear: number): SubjectPlan => ({
  code,
  kind: "comment",
  periodsPerYear,
  tested: false,
});

const VIETNAMESE = [420, 350, 245, 245, 245] as const;
const MATHS = [105, 175, 175, 175, 175] as const;

function primary(grade: number): SubjectPlan[] {
  const plan = [
    level("TIENG_VIET", VIETNAMESE[grade - 1] ?? 245, true),
    level("TOAN", MATHS[grade - 1] ?? 175, true),
    level("DAO_DUC", 35),
    level("GDTC", 70),
    level("AM_NHAC", 35),
    level("MI_THUAT", 35),
    level("HDTN", 105),
  ];
  if (grade <= 3) plan.push(level("TNXH", 70));
  if (grade >= 3) plan.push(level("NGOAI_NGU", 140, true), level("TIN_CONG_NGHE", 70, true));
  if (grade >= 4) plan.push(level("LICH_SU_DIA_LI", 70, true), level("KHOA_HOC", 70, true));
  return plan;
}

function lowerSecondary(grade: number): SubjectPlan[] {
  return [
    score("NGU_VAN", 140),
    score("TOAN", 140),
    score("NGOAI_NGU", 105),
    score("GDCD", 35),
    score("LICH_SU_DIA_LI", 105),
    score("KHTN", 140),
    score("CONG_NGHE", grade <= 7 ? 35 : 52),
    score("TIN_HOC", 35),
    comment("GDTC", 70),
    comment("NGHE_THUAT", 70),
    comment("HDTN_HN", 105),
    comment("GDDP", 35),
  ];
}

const elective = (code: string): SubjectPlan =>
  code === "AM_NHAC" || code === "MI_THUAT" ? comment(code, 70) : score(code, 70);

/** Sets of four electives a class may have; schools offer a few of them. */
const ELECTIVES: readonly (readonly string[])[] = [
  ["VAT_LI", "HOA_HOC", "SINH_HOC", "TIN_HOC"],
  ["DIA_LI", "GDKT_PL", "VAT_LI", "TIN_HOC"],
  ["VAT_LI", "HOA_HOC", "TIN_HOC", "CONG_NGHE"],
  ["DIA_LI", "GDKT_PL", "CONG_NGHE", "TIN_HOC"],
  ["DIA_LI", "GDKT_PL", "HOA_HOC", "CONG_NGHE"],
  ["HOA_HOC", "SINH_HOC", "DIA_LI", "GDKT_PL"],
  ["DIA_LI", "GDKT_PL", "TIN_HOC", "MI_THUAT"],
];

function electives(seed: number, school: SchoolPlan, classInGrade: number): SubjectPlan[] {
  const key = hashPath(seed, "electives", school.code);
  const set =
    ELECTIVES[((key % 3) + classInGrade * (1 + (key % 2))) % (school.level === "05" ? 4 : ELECTIVES.length)];
  return (set ?? []).map(elective);
}

const UPPER: readonly SubjectPlan[] = [
  score("NGU_VAN", 105),
  score("TOAN", 105),
  score("NGOAI_NGU", 105),
  score("LICH_SU", 52),
  score("GDQP_AN", 35),
  comment("GDTC", 70),
  comment("HDTN_HN", 105),
  comment("GDDP", 35),
];
const CONTINUING: readonly SubjectPlan[] = [
  score("NGU_VAN", 105),
  score("TOAN", 105),
  score("LICH_SU", 52),
  comment("HDTN_HN", 105),
  comment("GDDP", 35),
];

const FIXED = new Map<GradeLevel, readonly SubjectPlan[]>(
  (["1", "2", "3", "4", "5"] as const).map((g) => [g, primary(Number(g))]),
);
for (const g of ["6", "7", "8", "9"] as const) FIXED.set(g, lowerSecondary(Number(g)));

const upperPlans = new WeakMap<SchoolPlan, Map<number, readonly SubjectPlan[]>>();

/** What a class learns; upper-secondary classes keep their electives for three years. */
export function subjectsOf(
  seed: number,
  school: SchoolPlan,
  grade: GradeLevel,
  classInGrade: number,
): readonly SubjectPlan[] {
  const step = gradeStep(grade);
  if (step <= 3) return [];
  const fixed = FIXED.get(grade);
  if (fixed !== undefined) return fixed;
  let plans = upperPlans.get(school);
  if (plans === undefined) {
    plans = new Map();
    upperPlans.set(school, plans);
  }
  let plan = plans.get(classInGrade);
  if (plan === undefined) {
    plan = [...(school.level === "05" ? CONTINUING : UPPER), ...electives(seed, school, classInGrade)];
    plans.set(classInGrade, plan);
  }
  return plan;
}

/** Whole periods a week in a term; what does not divide by 35 weeks falls to term 2 (18 + 2·17 = 52). */
export function periodsPerWeek(periodsPerYear: number, term: "HK1" | "HK2"): number {
  const weekly = Math.floor(periodsPerYear / 35);
  return term === "HK2" && periodsPerYear % 35 > 0 ? weekly + 1 : weekly;
}

/** Regular marks a term (TT 22 Đ.6): 35 periods a year → 2, up to 70 → 3, more → 4. */
export function regularMarkCount(periodsPerYear: number): number {
  if (periodsPerYear <= 35) return 2;
  return periodsPerYear <= 70 ? 3 : 4;
}
