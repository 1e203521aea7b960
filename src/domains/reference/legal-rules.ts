import type { LegalRule } from "../dictionary/legal-rule.ts";
import { periodsPerYear } from "./legal-rules-curriculum.ts";

export interface SchoolYearFrame {
  readonly weeks: number;
  readonly term1Weeks: number;
  readonly term2Weeks: number;
  /** Month and day, `mm-dd`. */
  readonly opening: string;
  readonly endBefore: string;
}

export const schoolYearFrame: readonly LegalRule<SchoolYearFrame>[] = [
  {
    ruleId: "school-year-frame",
    title: { vi: "Khung kế hoạch thời gian năm học", en: "Frame of the school year" },
    legalBasis: "Quyết định khung kế hoạch thời gian năm học của Bộ GDĐT, ban hành hằng năm",
    tag: "found",
    effectiveFrom: "2023-08-01",
    params: { weeks: 35, term1Weeks: 18, term2Weeks: 17, opening: "09-05", endBefore: "05-31" },
  },
];

export interface GradeAge {
  /** Age in calendar years at which a grade begins; nursery has none. */
  readonly official: Readonly<Record<string, number>>;
  readonly mostYearsEarly: number;
  /** For the groups the charter lists (illness, disability, hardship, minority, returned from abroad). */
  readonly mostYearsLate: number;
}

export const gradeAge: readonly LegalRule<GradeAge>[] = [
  {
    ruleId: "grade-age",
    title: { vi: "Tuổi của học sinh theo khối lớp", en: "Age by grade" },
    legalBasis: "Luật Giáo dục 2019 Đ.28; điều lệ trường học (TT 15/2026)",
    tag: "memory",
    effectiveFrom: "2020-07-01",
    params: {
      official: {
        MG3: 3,
        MG4: 4,
        MG5: 5,
        ...Object.fromEntries(Array.from({ length: 12 }, (_, index) => [String(index + 1), index + 6])),
      },
      mostYearsEarly: 1,
      mostYearsLate: 3,
    },
  },
];

export interface Jurisdiction {
  /** Code of managingBody by the highest school level taught. */
  readonly byHighestLevel: Readonly<Record<string, string>>;
  /** Code of managingBody by school kind, which goes before the level. */
  readonly byKind: Readonly<Record<string, string>>;
}

export const jurisdiction: readonly LegalRule<Jurisdiction>[] = [
  {
    ruleId: "managing-body",
    title: { vi: "Thẩm quyền quản lý cơ sở giáo dục", en: "Who manages which school" },
    legalBasis: "TT 15/2025, sửa đổi bởi TT 45/2026",
    tag: "found",
    effectiveFrom: "2025-07-01",
    params: {
      byHighestLevel: {
        "01": "commune",
        "02": "commune",
        "03": "commune",
        "04": "department",
        "05": "department",
      },
      byKind: {
        communityCentre: "commune",
        continuing: "department",
        vocationalContinuing: "department",
        special: "department",
        gifted: "department",
        ethnicBoarding: "department",
      },
    },
  },
];

export interface NationalIdStructure {
  readonly digits: number;
  /** Old province of birth registration by name. */
  readonly provinces: Readonly<Record<string, string>>;
  /** Fourth digit: first year of the century and sex. */
  readonly centurySex: Readonly<Record<string, { readonly from: number; readonly sex: "1" | "2" }>>;
}

export const nationalIdStructure: readonly LegalRule<NationalIdStructure>[] = [
  {
    ruleId: "national-id-structure",
    title: { vi: "Cấu trúc số định danh cá nhân", en: "Structure of the national id" },
    legalBasis: "NĐ 137/2015 Đ.13, TT 07/2016 Đ.7",
    tag: "found",
    effectiveFrom: "2016-01-01",
    params: {
      digits: 12,
      provinces: { "Hải Phòng": "031", "Hải Dương": "030" },
      centurySex: {
        "0": { from: 1900, sex: "1" },
        "1": { from: 1900, sex: "2" },
        "2": { from: 2000, sex: "1" },
        "3": { from: 2000, sex: "2" },
        "4": { from: 2100, sex: "1" },
        "5": { from: 2100, sex: "2" },
      },
    },
  },
];

export interface ReconciliationTarget {
  /** Share of learner records that must agree with the population register, per cent. */
  readonly verifiedPercent: number;
  /** Communes compare figures and send them on, times a month. */
  readonly communeReportsPerMonth: number;
}

export const reconciliationTarget: readonly LegalRule<ReconciliationTarget>[] = [
  {
    ruleId: "reconciliation-target",
    title: {
      vi: "Chỉ tiêu xác thực với CSDL dân cư",
      en: "Target of reconciliation with the population register",
    },
    legalBasis: "Kế hoạch chuyển đổi số năm học 2025-2026 của Sở GDĐT Hải Phòng; Đề án",
    tag: "seed",
    effectiveFrom: "2025-09-05",
    params: { verifiedPercent: 98.5, communeReportsPerMonth: 1 },
  },
];

export interface Retention {
  /** Years after the last change, or `permanent`; by what is kept. */
  readonly keep: Readonly<Record<string, "permanent" | number>>;
}

export const retention: readonly LegalRule<Retention>[] = [
  {
    ruleId: "retention-permanent",
    title: { vi: "Dữ liệu lưu trữ vĩnh viễn", en: "Records kept for good" },
    legalBasis: "NĐ 88/2026 Đ.8, 9, 25; TT 70/2026",
    tag: "found",
    effectiveFrom: "2026-05-15",
    params: {
      keep: { lifelongRecord: "permanent", digitalTranscript: "permanent", diplomaRegister: "permanent" },
    },
  },
  {
    ruleId: "retention-purpose-bound",
    title: { vi: "Thời hạn lưu dữ liệu theo mục đích", en: "Retention bound to purpose" },
    legalBasis: "Luật 91/2025; thời hạn cụ thể do Sở quyết định, số ở đây là đề xuất",
    tag: "design",
    effectiveFrom: "2026-01-01",
    params: { keep: { contactData: 5, healthBasics: 5, sourceFile: 10, rowRejection: 5 } },
  },
];

export interface LifelongRecordDeadline {
  /** Every learner has a code before this day. */
  readonly issuedBefore: string;
}

export const lifelongRecordDeadline: readonly LegalRule<LifelongRecordDeadline>[] = [
  {
    ruleId: "lifelong-record-deadline",
    title: { vi: "Hạn cấp mã số hồ sơ học tập suốt đời", en: "Deadline for lifelong learning record codes" },
    legalBasis: "NĐ 88/2026 Đ.8, 9",
    tag: "found",
    effectiveFrom: "2026-05-15",
    params: { issuedBefore: "2027-01-01" },
  },
];

export { periodsPerYear };
