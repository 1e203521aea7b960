/**
 * TT 22/2021 (secondary) and TT 27/2020 (primary): averages, levels, promotion and awards. Pure functions over
 * exact marks; what the circulars fix by number comes in as the parameters of a legal rule, so that a new circular
 * is a new row of {@link classroomLegalRules}.
 */
import { averageToTenths, type Hundredths, parseMark } from "./exact-mark.ts";
import type {
  AcademicLevel,
  AcademicParams,
  AwardParams,
  ConductParams,
  PrimaryParams,
  PrimaryYearLevel,
  PromotionParams,
  Rating,
  RollOutParams,
  TermAverageParams,
  YearAverageParams,
} from "./legal-rules.ts";

/** Whether a grade's school year is rated under the circular at all; before its turn it was under an older one. */
export function isRatedUnder(rollOut: RollOutParams, gradeLevel: string, schoolYear: string): boolean {
  const first = rollOut.firstYearOfGrade[gradeLevel];
  return first !== undefined && schoolYear >= first;
}

/** Regular marks a subject needs in a term, by its periods a year (Đ.6). */
export function regularMarksNeeded(params: TermAverageParams, periodsPerYear: number): number {
  const found = params.regularMarks.find(
    ({ maxPeriods }) => maxPeriods === null || periodsPerYear <= maxPeriods,
  );
  if (found === undefined) throw new Error("the rule has no open upper bound");
  return found.count;
}

/** `ĐTBmhk = (ΣTX + 2·GK + 3·CK) / (nTX + 5)`, one decimal, half up. */
export function termAverage(
  params: TermAverageParams,
  marks: {
    readonly regular: readonly Hundredths[];
    readonly midterm: Hundredths;
    readonly final: Hundredths;
  },
): Hundredths {
  const regular = marks.regular.reduce((sum, mark) => sum + mark, 0);
  const total =
    regular * params.regularWeight + marks.midterm * params.midtermWeight + marks.final * params.finalWeight;
  const weight = marks.regular.length * params.regularWeight + params.midtermWeight + params.finalWeight;
  return averageToTenths(total, weight);
}

/** `ĐTBmcn = (HKI + 2·HKII) / 3`, one decimal, half up. */
export function yearAverage(params: YearAverageParams, term1: Hundredths, term2: Hundredths): Hundredths {
  return averageToTenths(
    term1 * params.term1Weight + term2 * params.term2Weight,
    params.term1Weight + params.term2Weight,
  );
}

/** A subject's result of a term or year: a mark, or Đạt/Chưa đạt where the subject is rated by comment only. */
export type SubjectOutcome =
  | { readonly subjectCode: string; readonly mark: Hundredths }
  | { readonly subjectCode: string; readonly passed: boolean };

export interface AcademicRating {
  readonly rating: Rating;
  /** The level before Đ.9.3. */
  readonly raw: Rating;
  /** The one subject that cost two steps or more; absent when Đ.9.3 did not apply. */
  readonly raisedFor?: string;
}

function meets(level: AcademicLevel, subjects: readonly SubjectOutcome[]): boolean {
  const failed = subjects.filter((subject) => "passed" in subject && !subject.passed).length;
  const marks = subjects.flatMap((subject) => ("mark" in subject ? [subject.mark] : []));
  const lowest = parseMark(level.lowestMark);
  const enough = parseMark(level.enoughMarks.mark);
  return (
    failed <= level.maxFailedComments &&
    marks.every((mark) => mark >= lowest) &&
    marks.filter((mark) => mark >= enough).length >= level.enoughMarks.count
  );
}

function rawRating(params: AcademicParams, subjects: readonly SubjectOutcome[]): Rating {
  return params.levels.find((level) => meets(level, subjects))?.rating ?? params.otherwise;
}

const steps = (from: Rating, to: Rating) => Number(from) - Number(to);

/**
 * Học tập of a term or year (Đ.9.2), with the adjustment of Đ.9.3: when leaving out exactly one subject lifts the
 * level by two steps or more, the level is one step higher. The others must reach the higher level by themselves:
 * the subject left out does not count among the six.
 */
export function rateAcademic(params: AcademicParams, subjects: readonly SubjectOutcome[]): AcademicRating {
  const raw = rawRating(params, subjects);
  const culprits = subjects.filter((culprit) => {
    const without = rawRating(
      params,
      subjects.filter((subject) => subject !== culprit),
    );
    return steps(raw, without) >= params.adjustment.fromSteps;
  });
  const [culprit] = culprits;
  if (culprit === undefined || culprits.length > 1) return { rating: raw, raw };
  const raised = String(Number(raw) - params.adjustment.steps) as Rating;
  return { rating: raised, raw, raisedFor: culprit.subjectCode };
}

/** Rèn luyện of the year (Đ.8.2): term II weighs more. */
export function rateConductYear(params: ConductParams, term1: Rating, term2: Rating): Rating {
  return params.yearOf[term2][term1];
}

export type Promotion =
  | { readonly outcome: "promoted" | "completedLevel" | "retained" }
  | { readonly outcome: "summer"; readonly need: "retake" | "summerTraining" };

/** Lên lớp (Đ.12), before the summer or, with the results replaced, after it. */
export function decidePromotion(
  params: PromotionParams,
  pupil: {
    readonly gradeLevel: string;
    readonly academic: Rating;
    readonly conduct: Rating;
    readonly absences: number;
    /** True once the retake or the summer training lies behind: there is no second one. */
    readonly afterSummer?: boolean;
  },
): Promotion {
  const passes = (rating: Rating) => rating <= params.worstPassing;
  const present = pupil.absences <= params.maxAbsences;
  if (present && passes(pupil.academic) && passes(pupil.conduct)) {
    return { outcome: params.lastGrades.includes(pupil.gradeLevel) ? "completedLevel" : "promoted" };
  }
  const both = !passes(pupil.academic) && !passes(pupil.conduct);
  if (!present || both || pupil.afterSummer === true) return { outcome: "retained" };
  return { outcome: "summer", need: passes(pupil.academic) ? "summerTraining" : "retake" };
}

/** Subjects to be sat again in summer (Đ.14): marks below 5,0 and comment subjects Chưa đạt. */
export function subjectsToRetake(
  params: PromotionParams,
  subjects: readonly SubjectOutcome[],
): readonly string[] {
  const bar = parseMark(params.retakeBelow);
  return subjects
    .filter((subject) => ("mark" in subject ? subject.mark < bar : !subject.passed))
    .map((subject) => subject.subjectCode);
}

/** Học sinh Xuất sắc or Giỏi (Đ.15); undefined when neither. */
export function findAward(
  params: AwardParams,
  pupil: {
    readonly academic: Rating;
    readonly conduct: Rating;
    readonly subjects: readonly SubjectOutcome[];
  },
): "excellent" | "good" | undefined {
  if (pupil.academic !== params.academic || pupil.conduct !== params.conduct) return undefined;
  const bar = parseMark(params.excellent.mark);
  const high = pupil.subjects.filter((subject) => "mark" in subject && subject.mark >= bar).length;
  return high >= params.excellent.count ? "excellent" : "good";
}

export interface PrimaryYear {
  /** T, H, C by subject at the end of the year. */
  readonly subjectLevels: readonly string[];
  /** T, D, C by quality and competence at the end of the year. */
  readonly traits: readonly string[];
  /** Final tests of the year, whole marks 0..10. */
  readonly finalTests: readonly number[];
}

/** Đánh giá kết quả giáo dục of a primary pupil's year (TT 27/2020 Đ.9.2). */
export function ratePrimaryYear(params: PrimaryParams, year: PrimaryYear): PrimaryYearLevel {
  const found = params.levels.find(
    (level) =>
      year.subjectLevels.every((subject) => level.subjects.includes(subject)) &&
      year.traits.every((trait) => level.traits.includes(trait)) &&
      year.finalTests.every((test) => test >= level.lowestTest),
  );
  return found?.level ?? params.otherwise;
}

/** The first three levels pass the grade; the others get support and are assessed again before the head decides. */
export function decidePrimaryPromotion(
  params: PrimaryParams,
  gradeLevel: string,
  level: PrimaryYearLevel,
): "promoted" | "completedLevel" | "summer" {
  if (level === params.otherwise) return "summer";
  return params.lastGrades.includes(gradeLevel) ? "completedLevel" : "promoted";
}
