import type { LegalRule } from "../dictionary/legal-rule.ts";

/** Codes of `academicRating` and `conductRating`: 1 Tốt, 2 Khá, 3 Đạt, 4 Chưa đạt; a smaller number is better. */
export type Rating = "1" | "2" | "3" | "4";
export type PrimaryYearLevel = "HTXS" | "HTT" | "HT" | "CHT";

/** Marks in rules are decimal text, for they are compared exactly: "6.5". */
type MarkText = string;

export interface TermAverageParams {
  readonly regularWeight: number;
  readonly midtermWeight: number;
  readonly finalWeight: number;
  /** How many regular marks a term needs, by periods a year; the last entry has no upper bound. */
  readonly regularMarks: readonly { readonly maxPeriods: number | null; readonly count: number }[];
}

/** `ĐTBmhk` (Đ.9.1a) and the number of regular marks (Đ.6). */
export const termAverageRule: LegalRule<TermAverageParams> = {
  ruleId: "secondary-term-average",
  title: { vi: "Điểm trung bình môn học kỳ", en: "Term average of a subject" },
  legalBasis: "TT 22/2021/TT-BGDĐT Đ.6, Đ.9 khoản 1",
  tag: "found",
  effectiveFrom: "2021-09-05",
  params: {
    regularWeight: 1,
    midtermWeight: 2,
    finalWeight: 3,
    regularMarks: [
      { maxPeriods: 35, count: 2 },
      { maxPeriods: 70, count: 3 },
      { maxPeriods: null, count: 4 },
    ],
  },
};

export interface YearAverageParams {
  readonly term1Weight: number;
  readonly term2Weight: number;
}

export const yearAverageRule: LegalRule<YearAverageParams> = {
  ruleId: "secondary-year-average",
  title: { vi: "Điểm trung bình môn cả năm", en: "Year average of a subject" },
  legalBasis: "TT 22/2021/TT-BGDĐT Đ.9 khoản 1",
  tag: "found",
  effectiveFrom: "2021-09-05",
  params: { term1Weight: 1, term2Weight: 2 },
};

export interface AcademicLevel {
  readonly rating: Rating;
  /** Comment-only subjects that may be Chưa đạt. */
  readonly maxFailedComments: number;
  readonly lowestMark: MarkText;
  readonly enoughMarks: { readonly count: number; readonly mark: MarkText };
}

export interface AcademicParams {
  /** Best first; whoever meets none gets `otherwise`. */
  readonly levels: readonly AcademicLevel[];
  readonly otherwise: Rating;
  /** Đ.9.3: when one subject alone costs at least `fromSteps`, the level is raised by `steps`. */
  readonly adjustment: { readonly fromSteps: number; readonly steps: number };
}

export const academicRule: LegalRule<AcademicParams> = {
  ruleId: "secondary-academic-rating",
  title: { vi: "Đánh giá kết quả học tập", en: "Academic rating" },
  legalBasis: "TT 22/2021/TT-BGDĐT Đ.9 khoản 2, 3",
  tag: "found",
  effectiveFrom: "2021-09-05",
  params: {
    levels: [
      { rating: "1", maxFailedComments: 0, lowestMark: "6.5", enoughMarks: { count: 6, mark: "8.0" } },
      { rating: "2", maxFailedComments: 0, lowestMark: "5.0", enoughMarks: { count: 6, mark: "6.5" } },
      { rating: "3", maxFailedComments: 1, lowestMark: "3.5", enoughMarks: { count: 6, mark: "5.0" } },
    ],
    otherwise: "4",
    adjustment: { fromSteps: 2, steps: 1 },
  },
};

export interface ConductParams {
  /** Term II → term I → year. */
  readonly yearOf: Readonly<Record<Rating, Readonly<Record<Rating, Rating>>>>;
}

export const conductRule: LegalRule<ConductParams> = {
  ruleId: "secondary-conduct-year",
  title: { vi: "Đánh giá kết quả rèn luyện cả năm", en: "Conduct of the year" },
  legalBasis: "TT 22/2021/TT-BGDĐT Đ.8 khoản 2",
  tag: "memory",
  effectiveFrom: "2021-09-05",
  params: {
    yearOf: {
      "1": { "1": "1", "2": "1", "3": "2", "4": "2" },
      "2": { "1": "2", "2": "2", "3": "2", "4": "3" },
      "3": { "1": "2", "2": "3", "3": "3", "4": "3" },
      "4": { "1": "4", "2": "4", "3": "4", "4": "4" },
    },
  },
};

export interface PromotionParams {
  readonly worstPassing: Rating;
  /** Sessions missed in the year, with leave or without. */
  readonly maxAbsences: number;
  /** Scored subjects below this mark are sat again (Đ.14). */
  readonly retakeBelow: MarkText;
  readonly lastGrades: readonly string[];
}

export const promotionRule: LegalRule<PromotionParams> = {
  ruleId: "secondary-promotion",
  title: { vi: "Lên lớp, ở lại lớp", en: "Promotion" },
  legalBasis: "TT 22/2021/TT-BGDĐT Đ.12, Đ.13, Đ.14",
  tag: "found",
  effectiveFrom: "2021-09-05",
  params: { worstPassing: "3", maxAbsences: 45, retakeBelow: "5.0", lastGrades: ["9", "12"] },
};

export interface AwardParams {
  readonly academic: Rating;
  readonly conduct: Rating;
  readonly excellent: { readonly count: number; readonly mark: MarkText };
}

export const awardRule: LegalRule<AwardParams> = {
  ruleId: "secondary-award",
  title: { vi: "Khen thưởng học sinh trung học", en: "Awards, secondary" },
  legalBasis: "TT 22/2021/TT-BGDĐT Đ.15",
  tag: "found",
  effectiveFrom: "2021-09-05",
  params: { academic: "1", conduct: "1", excellent: { count: 6, mark: "9.0" } },
};

export interface PrimaryParams {
  /** Best first: the worst subject level and trait level allowed, and the lowest final test. */
  readonly levels: readonly {
    readonly level: PrimaryYearLevel;
    readonly subjects: readonly string[];
    readonly traits: readonly string[];
    readonly lowestTest: number;
  }[];
  readonly otherwise: PrimaryYearLevel;
  readonly lastGrades: readonly string[];
}

export const primaryRule: LegalRule<PrimaryParams> = {
  ruleId: "primary-year-level",
  title: { vi: "Đánh giá kết quả giáo dục tiểu học", en: "Primary year level" },
  legalBasis: "TT 27/2020/TT-BGDĐT Đ.9 khoản 2",
  tag: "found",
  effectiveFrom: "2020-10-20",
  params: {
    levels: [
      { level: "HTXS", subjects: ["T"], traits: ["T"], lowestTest: 9 },
      { level: "HTT", subjects: ["T"], traits: ["T"], lowestTest: 7 },
      { level: "HT", subjects: ["T", "H"], traits: ["T", "D"], lowestTest: 5 },
    ],
    otherwise: "CHT",
    lastGrades: ["5"],
  },
};

export interface RollOutParams {
  /** Grade → first school year rated under the circular; before it the grade was rated under the older one. */
  readonly firstYearOfGrade: Readonly<Record<string, string>>;
}

/** Both circulars came grade by grade with the 2018 curriculum, so a rule's date alone does not say whom it rates. */
export const rollOutRules: readonly LegalRule<RollOutParams>[] = [
  {
    ruleId: "secondary-rating-roll-out",
    title: { vi: "Lộ trình áp dụng TT 22/2021", en: "Roll-out of TT 22/2021" },
    legalBasis: "TT 22/2021/TT-BGDĐT Đ.21",
    tag: "memory",
    effectiveFrom: "2021-09-05",
    params: {
      firstYearOfGrade: {
        "6": "2021-2022",
        "7": "2022-2023",
        "10": "2022-2023",
        "8": "2023-2024",
        "11": "2023-2024",
        "9": "2024-2025",
        "12": "2024-2025",
      },
    },
  },
  {
    ruleId: "primary-rating-roll-out",
    title: { vi: "Lộ trình áp dụng TT 27/2020", en: "Roll-out of TT 27/2020" },
    legalBasis: "TT 27/2020/TT-BGDĐT Đ.19",
    tag: "memory",
    effectiveFrom: "2020-10-20",
    params: {
      firstYearOfGrade: {
        "1": "2020-2021",
        "2": "2021-2022",
        "3": "2022-2023",
        "4": "2023-2024",
        "5": "2024-2025",
      },
    },
  },
];

export const classroomLegalRules: readonly LegalRule<unknown>[] = [
  termAverageRule,
  yearAverageRule,
  academicRule,
  conductRule,
  promotionRule,
  awardRule,
  primaryRule,
  ...rollOutRules,
];
