import type { LegalRule } from "../dictionary/legal-rule.ts";

export * from "./legal-rules-norms.ts";

export interface WeeklyLoad {
  /** Periods a week by school level. */
  readonly periods: Readonly<Record<string, number>>;
}

export const weeklyLoad: readonly LegalRule<WeeklyLoad>[] = [
  {
    ruleId: "weekly-load",
    title: { vi: "Định mức tiết dạy mỗi tuần", en: "Weekly teaching load" },
    legalBasis: "TT 05/2025",
    tag: "found",
    effectiveFrom: "2025-04-22",
    params: { periods: { "02": 23, "03": 19, "04": 17 } },
  },
];

export interface ManagerLoad {
  /** Periods a week by code of positionTitle. */
  readonly periods: Readonly<Record<string, number>>;
}

export const managerLoad: readonly LegalRule<ManagerLoad>[] = [
  {
    ruleId: "weekly-load-managers",
    title: { vi: "Định mức tiết dạy của cán bộ quản lý", en: "Weekly load of heads and deputies" },
    legalBasis: "TT 05/2025",
    tag: "memory",
    effectiveFrom: "2025-04-22",
    params: { periods: { principal: 2, vicePrincipal: 4 } },
  },
];

export interface LoadReduction {
  /** Periods a week taken off, by code of duty. */
  readonly periods: Readonly<Record<string, number>>;
  readonly mostDutiesAtOnce: number;
}

export const loadReduction: readonly LegalRule<LoadReduction>[] = [
  {
    ruleId: "weekly-load-reduction",
    title: { vi: "Giảm định mức tiết dạy khi kiêm nhiệm", en: "Load taken off for duties" },
    legalBasis: "TT 05/2025",
    tag: "found",
    effectiveFrom: "2025-04-22",
    params: {
      // subjectRoom is a subject's room: three for each subject.
      periods: {
        homeroom: 4,
        departmentHead: 3,
        deputyDepartmentHead: 1,
        subjectRoom: 3,
        itDuty: 3,
        schoolCouncil: 2,
      },
      mostDutiesAtOnce: 2,
    },
  },
];

export interface MinimumTraining {
  /** Lowest code of qualificationLevel a teacher needs, by school level. */
  readonly levels: Readonly<Record<string, string>>;
  /** From the lowest to the highest. */
  readonly order: readonly string[];
}

const trainingOrder = [
  "other",
  "secondarySchool",
  "elementary",
  "intermediate",
  "college",
  "bachelor",
  "master",
  "doctor",
];

export const minimumTraining: readonly LegalRule<MinimumTraining>[] = [
  {
    ruleId: "minimum-training",
    title: { vi: "Trình độ chuẩn được đào tạo của giáo viên", en: "Minimum training of teachers" },
    legalBasis: "Luật Giáo dục 2019 Đ.72; NĐ 93/2026",
    tag: "memory",
    effectiveFrom: "2020-07-01",
    params: {
      levels: { "01": "college", "02": "bachelor", "03": "bachelor", "04": "bachelor", "05": "bachelor" },
      order: trainingOrder,
    },
  },
];

export interface TrainingException {
  readonly subjectsByLevel: Readonly<Record<string, readonly string[]>>;
  readonly lowest: string;
}

export const trainingException: readonly LegalRule<TrainingException>[] = [
  {
    ruleId: "minimum-training-exception",
    title: { vi: "Môn học chấp nhận trình độ cao đẳng", en: "Subjects where college suffices" },
    legalBasis: "NĐ 93/2026 Đ.20 (ngày hiệu lực cần đối chiếu bản gốc)",
    tag: "found",
    effectiveFrom: "2026-01-01",
    params: {
      subjectsByLevel: {
        "02": ["AM_NHAC", "MI_THUAT", "NGOAI_NGU", "TIN_CONG_NGHE"],
        "03": ["NGHE_THUAT", "AM_NHAC", "MI_THUAT", "TIN_HOC", "CONG_NGHE"],
        "04": ["AM_NHAC", "MI_THUAT", "TIN_HOC", "CONG_NGHE"],
      },
      lowest: "college",
    },
  },
];

type Rank = "I" | "II" | "III";

export interface TitleRanks {
  /** Code of titleCode by school level and rank. */
  readonly codes: Readonly<Record<string, Readonly<Record<Rank, string>>>>;
  /** Pay scale of each rank by school level. */
  readonly scales: Readonly<Record<string, Readonly<Record<Rank, string>>>>;
}

const scale = { I: "A2.1", II: "A2.2", III: "A1" } as const;

export const titleRanks: readonly LegalRule<TitleRanks>[] = [
  {
    ruleId: "title-ranks",
    title: { vi: "Hạng chức danh nghề nghiệp giáo viên và bảng lương", en: "Teacher ranks and pay scales" },
    legalBasis: "TT 01-04/2021, TT 08/2023; từ 2026 TT 31/2026",
    tag: "found",
    effectiveFrom: "2021-03-20",
    params: {
      codes: {
        "01": { I: "V.07.02.24", II: "V.07.02.25", III: "V.07.02.26" },
        "02": { I: "V.07.03.27", II: "V.07.03.28", III: "V.07.03.29" },
        "03": { I: "V.07.04.30", II: "V.07.04.31", III: "V.07.04.32" },
        "04": { I: "V.07.05.13", II: "V.07.05.14", III: "V.07.05.15" },
      },
      scales: { "01": { I: "A2.2", II: "A1", III: "A0" }, "02": scale, "03": scale, "04": scale },
    },
  },
];

export interface PayScales {
  /** First coefficient, rise a step, number of steps. */
  readonly scales: Readonly<
    Record<string, { readonly first: number; readonly rise: number; readonly steps: number }>
  >;
}

export const payScales: readonly LegalRule<PayScales>[] = [
  {
    ruleId: "pay-scales",
    title: { vi: "Hệ số lương viên chức theo bảng lương", en: "Pay coefficients by scale" },
    legalBasis: "NĐ 204/2004, bảng 3",
    tag: "memory",
    effectiveFrom: "2004-10-01",
    params: {
      scales: {
        "A2.1": { first: 4.4, rise: 0.34, steps: 8 },
        "A2.2": { first: 4.0, rise: 0.34, steps: 8 },
        A1: { first: 2.34, rise: 0.33, steps: 9 },
        A0: { first: 2.1, rise: 0.31, steps: 10 },
      },
    },
  },
];
