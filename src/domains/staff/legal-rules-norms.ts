import type { LegalRule } from "../dictionary/legal-rule.ts";

export interface TeachersPerClass {
  readonly nursery: number;
  /** By sessions a day. */
  readonly kindergarten: Readonly<Record<"1" | "2", number>>;
  readonly primary: Readonly<Record<"1" | "2", number>>;
  readonly lowerSecondary: number;
  readonly upperSecondary: number;
}

export interface ExcessPupils {
  /** One more teacher for so many pupils above the cap of all classes, by school level. */
  readonly byLevel: Readonly<Record<string, { readonly cap: number; readonly pupilsPerTeacher: number }>>;
}

export interface Managers {
  readonly heads: number;
  /** Deputies by school rank. */
  readonly deputies: Readonly<Record<Rank, number>>;
}

export interface SchoolRanks {
  /** Fewest classes of rank I and II; below is rank III. */
  readonly byLevel: Readonly<Record<string, { readonly rank1: number; readonly rank2: number }>>;
}

export interface SupportPosts {
  /** Fewest and most posts by code of positionTitle. */
  readonly posts: Readonly<Record<string, readonly [number, number]>>;
  readonly levels: readonly string[];
}

type Rank = "I" | "II" | "III";

const basis = "TT 19/2023 (mầm non), TT 20/2023 (phổ thông)";

/** Teachers, heads and support posts a school may have. */
export const teachersPerClass: readonly LegalRule<TeachersPerClass>[] = [
  {
    ruleId: "teachers-per-class",
    title: { vi: "Định mức giáo viên trên lớp", en: "Teachers per class" },
    legalBasis: basis,
    tag: "found",
    effectiveFrom: "2023-12-16",
    params: {
      nursery: 2.5,
      kindergarten: { "1": 1.2, "2": 2.2 },
      primary: { "1": 1.2, "2": 1.5 },
      lowerSecondary: 1.9,
      upperSecondary: 2.25,
    },
  },
];

export const excessPupils: readonly LegalRule<ExcessPupils>[] = [
  {
    ruleId: "excess-pupils",
    title: { vi: "Giáo viên thêm khi vượt sĩ số", en: "Teachers for pupils above the cap" },
    legalBasis: "Thuyết minh định mức của một phường ở Hải Phòng theo TT 20/2023",
    tag: "found",
    effectiveFrom: "2023-12-16",
    params: { byLevel: { "02": { cap: 35, pupilsPerTeacher: 17 }, "03": { cap: 45, pupilsPerTeacher: 22 } } },
  },
  {
    ruleId: "excess-pupils-upper-secondary",
    title: {
      vi: "Giáo viên THPT thêm khi vượt sĩ số",
      en: "Upper secondary teachers for pupils above the cap",
    },
    legalBasis: "TT 20/2023",
    tag: "memory",
    effectiveFrom: "2023-12-16",
    params: { byLevel: { "04": { cap: 45, pupilsPerTeacher: 20 } } },
  },
];

export const managers: readonly LegalRule<Managers>[] = [
  {
    ruleId: "managers-per-school",
    title: { vi: "Số hiệu trưởng, phó hiệu trưởng", en: "Heads and deputies" },
    legalBasis: basis,
    tag: "found",
    effectiveFrom: "2023-12-16",
    params: { heads: 1, deputies: { I: 2, II: 2, III: 1 } },
  },
];

export const schoolRanks: readonly LegalRule<SchoolRanks>[] = [
  {
    ruleId: "school-ranks",
    title: { vi: "Xếp hạng trường theo số lớp", en: "School ranks by number of classes" },
    legalBasis: "TTLT 21/2004, TT 20/2023",
    tag: "memory",
    effectiveFrom: "2004-08-01",
    params: {
      byLevel: {
        "02": { rank1: 28, rank2: 18 },
        "03": { rank1: 28, rank2: 18 },
        "04": { rank1: 28, rank2: 18 },
      },
    },
  },
];

export const supportPosts: readonly LegalRule<SupportPosts>[] = [
  {
    ruleId: "support-posts",
    title: { vi: "Khung vị trí nhân viên", en: "Frame of support posts" },
    legalBasis: "Khung của Hải Phòng theo TT 20/2023; công nghệ thông tin kiêm nhiệm",
    tag: "found",
    effectiveFrom: "2023-12-16",
    params: {
      posts: {
        accountant: [1, 1],
        clerk: [1, 1],
        registrar: [1, 1],
        counsellor: [1, 1],
        librarian: [1, 2],
        equipmentOfficer: [1, 1],
      },
      levels: ["03"],
    },
  },
];

export const specialTeachers: readonly LegalRule<{ readonly byKind: Readonly<Record<string, number>> }>[] = [
  {
    ruleId: "teachers-per-class-special",
    title: { vi: "Định mức giáo viên trường chuyên, nội trú", en: "Teachers per class of special schools" },
    legalBasis: "TT 20/2023",
    tag: "memory",
    effectiveFrom: "2023-12-16",
    params: { byKind: { gifted: 3.1, ethnicBoarding: 2.4 } },
  },
];
