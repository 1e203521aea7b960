import type { LegalRule } from "../dictionary/legal-rule.ts";

export interface ClassroomArea {
  /** Least floor area a pupil, m², by school level. */
  readonly m2PerPupil: Readonly<Record<string, number>>;
}

export const classroomArea: readonly LegalRule<ClassroomArea>[] = [
  {
    ruleId: "classroom-area",
    title: { vi: "Diện tích phòng học trên một học sinh", en: "Classroom area a pupil" },
    legalBasis: "TT 13/2020, sửa đổi TT 23/2024 (văn bản hợp nhất 14/VBHN-BGDĐT)",
    tag: "memory",
    effectiveFrom: "2020-07-11",
    params: { m2PerPupil: { "02": 1.35, "03": 1.5, "04": 1.5 } },
  },
];

export interface SiteArea {
  /** Least site area a pupil, m², by school level. */
  readonly m2PerPupil: Readonly<Record<string, number>>;
  /** Where urban land is short. */
  readonly urbanM2PerPupil: Readonly<Record<string, number>>;
  /** Added for each boarder. */
  readonly m2PerBoarder: number;
}

export const siteArea: readonly LegalRule<SiteArea>[] = [
  {
    ruleId: "site-area",
    title: { vi: "Diện tích khu đất trên một học sinh", en: "Site area a pupil" },
    legalBasis:
      "TT 13/2020, sửa đổi TT 23/2024; một dự thảo đề xuất 6 m²: đọc văn bản hợp nhất trước khi dùng",
    tag: "found",
    effectiveFrom: "2020-07-11",
    params: {
      m2PerPupil: { "02": 10 },
      urbanM2PerPupil: { "02": 8 },
      m2PerBoarder: 6,
    },
  },
  {
    ruleId: "site-area-preschool",
    title: { vi: "Diện tích khu đất trường mầm non", en: "Site area of preschools" },
    legalBasis: "TT 13/2020",
    tag: "memory",
    effectiveFrom: "2020-07-11",
    params: { m2PerPupil: { "01": 12 }, urbanM2PerPupil: {}, m2PerBoarder: 0 },
  },
];

export interface SchoolSize {
  readonly classes: Readonly<Record<string, readonly [number, number]>>;
  readonly mostCampuses: Readonly<Record<string, number>>;
  readonly mostCampusesInDifficultAreas: Readonly<Record<string, number>>;
}

export const schoolSize: readonly LegalRule<SchoolSize>[] = [
  {
    ruleId: "school-size",
    title: { vi: "Quy mô trường, số điểm trường", en: "Size of schools" },
    legalBasis: "TT 13/2020; một dự thảo đề xuất 40 lớp",
    tag: "found",
    effectiveFrom: "2020-07-11",
    params: {
      classes: { "02": [10, 30] },
      mostCampuses: { "02": 5 },
      mostCampusesInDifficultAreas: { "02": 8 },
    },
  },
];

export interface ServiceRadius {
  readonly metres: Readonly<Record<string, number>>;
}

export const serviceRadius: readonly LegalRule<ServiceRadius>[] = [
  {
    ruleId: "service-radius",
    title: { vi: "Bán kính phục vụ của trường", en: "Service radius" },
    legalBasis: "QCVN 01:2021/BXD",
    tag: "memory",
    effectiveFrom: "2021-07-05",
    params: { metres: { "01": 500, "02": 500, "03": 1000 } },
  },
];

export interface PupilsPerComputer {
  readonly most: Readonly<Record<string, number>>;
}

export const pupilsPerComputer: readonly LegalRule<PupilsPerComputer>[] = [
  {
    ruleId: "pupils-per-computer",
    title: { vi: "Số học sinh trên một máy tính khi thực hành", en: "Pupils per computer" },
    legalBasis: "Kế hoạch chuyển đổi số năm học 2025-2026 của Sở GDĐT Hải Phòng",
    tag: "seed",
    effectiveFrom: "2025-09-05",
    params: { most: { "02": 2, "03": 2, "04": 1 } },
  },
];

export interface LinkSpeed {
  /** Least and best speed, Mbps, by school level. */
  readonly mbps: Readonly<Record<string, readonly [number, number]>>;
}

export const linkSpeed: readonly LegalRule<LinkSpeed>[] = [
  {
    ruleId: "link-speed",
    title: { vi: "Tốc độ đường truyền của trường", en: "Speed of the school's link" },
    legalBasis: "Đề án, mục hạ tầng",
    tag: "seed",
    effectiveFrom: "2025-09-05",
    params: {
      mbps: { "01": [50, 100], "02": [50, 100], "03": [50, 100], "04": [150, 300], "05": [150, 300] },
    },
  },
];

export interface SubjectRooms {
  /** Codes of roomKind a school must have, by school level. */
  readonly rooms: Readonly<Record<string, readonly string[]>>;
}

const primaryRooms = ["music", "art", "scienceTechnology", "it", "language", "multiPurpose"];

export const subjectRooms: readonly LegalRule<SubjectRooms>[] = [
  {
    ruleId: "subject-rooms",
    title: { vi: "Phòng học bộ môn phải có", en: "Subject rooms" },
    legalBasis: "TT 14/2020, sửa đổi TT 14/2025",
    tag: "memory",
    effectiveFrom: "2020-07-11",
    params: {
      rooms: {
        "02": primaryRooms,
        "03": ["music", "art", "naturalScience", "technology", "it", "language", "multiPurpose"],
        "04": [
          "music",
          "art",
          "physics",
          "chemistry",
          "biology",
          "technology",
          "it",
          "language",
          "multiPurpose",
        ],
      },
    },
  },
];

export interface Depreciation {
  /** Assets below this value, VND, are not written off over years. */
  readonly thresholdVnd: number;
  readonly years: Readonly<Record<string, number>>;
}

export const depreciation: readonly LegalRule<Depreciation>[] = [
  {
    ruleId: "asset-depreciation",
    title: { vi: "Thời gian tính hao mòn tài sản", en: "Depreciation of assets" },
    legalBasis: "TT 23/2023/TT-BTC",
    tag: "memory",
    effectiveFrom: "2023-06-10",
    params: {
      thresholdVnd: 10_000_000,
      years: {
        computer: 5,
        printer: 5,
        projector: 5,
        furniture: 8,
        airConditioner: 8,
        buildingGrade4: 15,
        buildingGrade3: 25,
        buildingGrade2: 50,
        buildingGrade1: 80,
      },
    },
  },
];
