import type { LegalRule } from "../dictionary/legal-rule.ts";

export interface PeriodsPerYear {
  /** Subject → periods a year by grade; a subject or grade that isn't named isn't taught. */
  readonly periods: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Subjects a school may leave out in these grades. */
  readonly optional?: Readonly<Record<string, readonly string[]>>;
  /** How many of the subjects in {@link choices} each class takes. */
  readonly chosen?: number;
  readonly choices?: readonly string[];
  /** Topic clusters beside the subjects: how many, and periods of each. */
  readonly clusters?: { readonly count: number; readonly periods: number };
}

/** The same number, or one number a grade. */
function grades(first: number, ...periods: readonly number[]): Readonly<Record<string, number>> {
  return Object.fromEntries(periods.map((count, index) => [String(first + index), count]));
}

const basis = "Chương trình giáo dục phổ thông 2018 (TT 32/2018, sửa đổi TT 13/2022)";

/** Periods a year by subject and grade. Art counts as music 35 and fine arts 35 in primary school. */
export const periodsPerYear: readonly LegalRule<PeriodsPerYear>[] = [
  {
    ruleId: "periods-per-year-primary",
    title: { vi: "Số tiết mỗi năm, cấp tiểu học", en: "Periods a year, primary" },
    legalBasis: basis,
    tag: "found",
    effectiveFrom: "2020-07-01",
    params: {
      periods: {
        TIENG_VIET: grades(1, 420, 350, 245, 245, 245),
        TOAN: grades(1, 105, 175, 175, 175, 175),
        NGOAI_NGU: grades(1, 70, 70, 140, 140, 140),
        DAO_DUC: grades(1, 35, 35, 35, 35, 35),
        TNXH: grades(1, 70, 70, 70),
        LICH_SU_DIA_LI: grades(4, 70, 70),
        KHOA_HOC: grades(4, 70, 70),
        TIN_CONG_NGHE: grades(3, 70, 70, 70),
        GDTC: grades(1, 70, 70, 70, 70, 70),
        AM_NHAC: grades(1, 35, 35, 35, 35, 35),
        MI_THUAT: grades(1, 35, 35, 35, 35, 35),
        HDTN: grades(1, 105, 105, 105, 105, 105),
      },
      optional: { NGOAI_NGU: ["1", "2"] },
    },
  },
  {
    ruleId: "periods-per-year-lower-secondary",
    title: { vi: "Số tiết mỗi năm, cấp THCS", en: "Periods a year, lower secondary" },
    legalBasis: basis,
    tag: "found",
    effectiveFrom: "2020-07-01",
    params: {
      periods: {
        NGU_VAN: grades(6, 140, 140, 140, 140),
        TOAN: grades(6, 140, 140, 140, 140),
        NGOAI_NGU: grades(6, 105, 105, 105, 105),
        GDCD: grades(6, 35, 35, 35, 35),
        LICH_SU_DIA_LI: grades(6, 105, 105, 105, 105),
        KHTN: grades(6, 140, 140, 140, 140),
        CONG_NGHE: grades(6, 35, 35, 52, 52),
        TIN_HOC: grades(6, 35, 35, 35, 35),
        GDTC: grades(6, 70, 70, 70, 70),
        NGHE_THUAT: grades(6, 70, 70, 70, 70),
        HDTN_HN: grades(6, 105, 105, 105, 105),
        GDDP: grades(6, 35, 35, 35, 35),
      },
    },
  },
  {
    ruleId: "periods-per-year-upper-secondary",
    title: { vi: "Số tiết mỗi năm, cấp THPT", en: "Periods a year, upper secondary" },
    legalBasis: basis,
    tag: "memory",
    effectiveFrom: "2022-08-01",
    params: {
      periods: {
        NGU_VAN: grades(10, 105, 105, 105),
        TOAN: grades(10, 105, 105, 105),
        NGOAI_NGU: grades(10, 105, 105, 105),
        LICH_SU: grades(10, 52, 52, 52),
        GDTC: grades(10, 70, 70, 70),
        GDQP_AN: grades(10, 35, 35, 35),
        HDTN_HN: grades(10, 105, 105, 105),
        GDDP: grades(10, 35, 35, 35),
        DIA_LI: grades(10, 70, 70, 70),
        GDKT_PL: grades(10, 70, 70, 70),
        VAT_LI: grades(10, 70, 70, 70),
        HOA_HOC: grades(10, 70, 70, 70),
        SINH_HOC: grades(10, 70, 70, 70),
        CONG_NGHE: grades(10, 70, 70, 70),
        TIN_HOC: grades(10, 70, 70, 70),
        AM_NHAC: grades(10, 70, 70, 70),
        MI_THUAT: grades(10, 70, 70, 70),
      },
      chosen: 4,
      choices: [
        "DIA_LI",
        "GDKT_PL",
        "VAT_LI",
        "HOA_HOC",
        "SINH_HOC",
        "CONG_NGHE",
        "TIN_HOC",
        "AM_NHAC",
        "MI_THUAT",
      ],
      clusters: { count: 3, periods: 35 },
    },
  },
];
