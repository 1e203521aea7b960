/** The light city-wide plan: communes, schools and their exact numbers. */
export type Sex = "M" | "F";
/** 01 mầm non, 02 tiểu học, 03 THCS, 04 THPT, 05 GDTX (handbook §1). */
export type SchoolLevel = "01" | "02" | "03" | "04" | "05";
export type Ownership = "public" | "private";
export type CommuneKind = "Phường" | "Xã" | "Đặc khu";
export type GradeLevel =
  | "NT"
  | "MG3"
  | "MG4"
  | "MG5"
  | "1"
  | "2"
  | "3"
  | "4"
  | "5"
  | "6"
  | "7"
  | "8"
  | "9"
  | "10"
  | "11"
  | "12";
export type SchoolYear = "2023-2024" | "2024-2025" | "2025-2026" | "2026-2027";

export interface CityOptions {
  /** 0.001 to 1; a smaller city is a subset of the schools of the whole one, each unchanged. */
  scale: number;
  seed: number;
}

export interface Commune {
  index: number;
  code: string;
  /** As in the register: "Phường Hải An". */
  name: string;
  kind: CommuneKind;
  areaKm2: number;
  lon: number;
  lat: number;
  formerProvince: "Hải Phòng" | "Hải Dương";
  /** Share of the city's people; sums to 1. */
  weight: number;
  /** 0 open country to 1 inner city. */
  urbanness: number;
  /** Indexes of the nearest communes, nearest first. */
  neighbours: readonly number[];
}

/** How many learners of one grade of a school live in one commune. */
export interface CatchmentPart {
  communeIndex: number;
  count: number;
}

export interface GradePlan {
  grade: GradeLevel;
  learners: number;
  classes: number;
  /** In slot order: slots 0…count-1 live in the first commune, and so on. */
  catchment: readonly CatchmentPart[];
  /** City-wide rank of this grade's first learner among all of the same nominal birth year. */
  cohortOffset: number;
}

/** How somebody who is no longer a learner of the city left this school. */
export type LeaverKind =
  | "graduated"
  | "afterGrade9"
  | "movedAway"
  | "movedAwayAutumn"
  | "droppedMidYear"
  | "droppedAutumn";

export interface LeaverPlan {
  kind: LeaverKind;
  /** Of the last year at this school: 2025-2026, or 2026-2027 for the two autumn kinds. */
  grade: GradeLevel;
  count: number;
}

export interface SchoolPlan {
  /** 0…1607 in the whole city; the same school has the same index at every scale. */
  index: number;
  code: string;
  /** "Trường Tiểu học Hải An 2". */
  name: string;
  level: SchoolLevel;
  /** More than one for schools that teach several levels; the first is `level`. */
  levels: readonly SchoolLevel[];
  ownership: Ownership;
  /** "Trường mẫu giáo", "Trường THPT chuyên", … */
  kind: string;
  communeIndex: number;
  learners: number;
  classes: number;
  staff: number;
  itTeachers: number;
  computers: number;
  itRooms: number;
  grades: readonly GradePlan[];
  leavers: readonly LeaverPlan[];
  /** TX, GK, CK of 2025-2026 are known for this school. */
  detailedGradebook: boolean;
  /** First city-wide serial of this school's learners, adult learners' ranks (GDTX), staff and leavers. */
  learnerOffset: number;
  adultOffset: number;
  staffOffset: number;
  leaverOffset: number;
}

export interface CityPlan {
  options: CityOptions;
  communes: readonly Commune[];
  /** All 1,608. */
  allSchools: readonly SchoolPlan[];
  /** Those of this scale, in school-index order. `schoolWorld(plan, i)` takes an index into THIS list. */
  schools: readonly SchoolPlan[];
}
