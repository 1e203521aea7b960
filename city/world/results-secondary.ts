import type { Rng } from "./random.ts";
import {
  commentYear,
  conductYear,
  rateAcademic,
  secondaryAward,
  termAverage,
  yearAverage,
} from "./rating-tt22.ts";
import { regularMarkCount, type SubjectPlan } from "./subjects.ts";
import type { CommentMark, GradebookRow, Rating, SchoolLevel, SubjectResult, YearResult } from "./types.ts";

/** A year by TT 22. */

type SecondaryYear = Pick<
  YearResult,
  | "subjects"
  | "academicTerm1"
  | "academicTerm2"
  | "academicYear"
  | "conductTerm1"
  | "conductTerm2"
  | "conductYear"
  | "award"
>;

export interface SecondaryInput {
  level: SchoolLevel;
  ability: number;
  /** Must end with a rating that keeps the pupil in the grade. */
  repeats: boolean;
  /** Left during term 2: no marks after term 1. */
  leftMidYear: boolean;
  /** Where to put TX, GK, CK when the school keeps them. */
  gradebook: GradebookRow[] | null;
  personId: string;
  className: string;
}

/** Mean of a subject's averages in tenths where it is not the usual one. */
const MEAN: Readonly<Record<string, number>> = {
  TOAN: 66,
  NGU_VAN: 69,
  NGOAI_NGU: 67,
  KHTN: 71,
  LICH_SU_DIA_LI: 73,
  VAT_LI: 71,
  HOA_HOC: 71,
  GDCD: 81,
  GDKT_PL: 79,
  TIN_HOC: 79,
  CONG_NGHE: 79,
  GDQP_AN: 83,
  SINH_HOC: 74,
  DIA_LI: 75,
  LICH_SU: 75,
};
const LEVEL_SHIFT: Readonly<Record<SchoolLevel, number>> = { "01": 0, "02": 0, "03": 0, "04": 2, "05": -5 };

const clamp = (tenths: number): number => Math.max(0, Math.min(100, Math.round(tenths)));
/** Single marks are whole, halves or quarters rounded to a tenth. */
const STEPS = [0, 3, 5, 8] as const;

function singleMark(rng: Rng, mean: number, spread: number): number {
  const wanted = Math.max(0, mean + spread * rng.normal());
  const whole = Math.floor(wanted / 10) * 10;
  return clamp(whole + (STEPS[Math.floor(((wanted - whole) / 10) * 4)] ?? 0));
}

function markedTerm(
  rng: Rng,
  input: SecondaryInput,
  plan: SubjectPlan,
  term: "HK1" | "HK2",
  mean: number,
): number {
  const gradebook = input.gradebook;
  // Once in a while a pupil hands in nothing: a zero is a mark.
  const absent = rng.chance(0.0015);
  if (gradebook === null) return clamp(mean + 3.2 * rng.normal() - (absent ? 8 : 0));
  const regular: number[] = [];
  for (let i = regularMarkCount(plan.periodsPerYear); i > 0; i--) regular.push(singleMark(rng, mean + 3, 8));
  if (absent) regular[0] = 0;
  const midterm = singleMark(rng, mean - 1, 7);
  const final = singleMark(rng, mean - 1, 7);
  const average = termAverage(regular, midterm, final);
  gradebook.push({
    personId: input.personId,
    className: input.className,
    term,
    subject: plan.code,
    regular,
    midterm,
    final,
    average,
  });
  return average;
}

function drawConduct(rng: Rng, ability: number): Rating {
  const x = rng.float() - 0.05 * ability;
  if (x < 0.86) return "T";
  if (x < 0.972) return "K";
  return x < 0.9975 ? "D" : "C";
}

function subjectYear(rng: Rng, input: SecondaryInput, plan: SubjectPlan): SubjectResult {
  if (plan.kind === "comment") {
    const draw = (): CommentMark => (rng.chance(0.0006) ? "CD" : "D");
    const term1 = draw();
    const term2 = input.leftMidYear ? null : draw();
    return { kind: "comment", subject: plan.code, term1, term2, year: term2 && commentYear(term1, term2) };
  }
  const usual = (MEAN[plan.code] ?? 73) + LEVEL_SHIFT[input.level];
  const mean = usual + 11 * input.ability + 4.5 * rng.normal();
  const term1 = markedTerm(rng, input, plan, "HK1", mean - 1.5);
  if (input.leftMidYear) return { kind: "score", subject: plan.code, term1, term2: null, year: null };
  const term2 = markedTerm(rng, input, plan, "HK2", mean + 1.5);
  return { kind: "score", subject: plan.code, term1, term2, year: yearAverage(term1, term2) };
}

function rateTerm(subjects: readonly SubjectResult[], term: "term1" | "term2" | "year"): Rating | null {
  const scores: number[] = [];
  const comments: CommentMark[] = [];
  for (const s of subjects) {
    if (s.kind === "level") continue;
    const mark = s[term];
    if (mark === null) return null;
    if (typeof mark === "number") scores.push(mark);
    else comments.push(mark);
  }
  return rateAcademic(scores, comments);
}

export function secondaryYear(rng: Rng, plans: readonly SubjectPlan[], input: SecondaryInput): SecondaryYear {
  const low = input.repeats ? { ...input, ability: -3.6 } : input;
  const subjects = plans.map((plan) => subjectYear(rng, low, plan));
  const conductTerm1 = drawConduct(rng, input.ability);
  let conductTerm2: Rating | null = input.leftMidYear ? null : drawConduct(rng, input.ability);
  const academicYear = rateTerm(subjects, "year");
  // Who is below in both repeats the grade by law; the others of this city did not.
  if (academicYear === "C" && conductTerm2 === "C" && !input.repeats) conductTerm2 = "D";
  const conduct = conductTerm2 === null ? null : conductYear(conductTerm1, conductTerm2);
  const yearScores = subjects.flatMap((s) => (s.kind === "score" && s.year !== null ? [s.year] : []));
  return {
    subjects,
    academicTerm1: rateTerm(subjects, "term1"),
    academicTerm2: rateTerm(subjects, "term2"),
    academicYear,
    conductTerm1,
    conductTerm2,
    conductYear: conduct,
    award:
      academicYear === null || conduct === null ? null : secondaryAward(academicYear, conduct, yearScores),
  };
}
