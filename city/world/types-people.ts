/** People, households and learners. */
import type { GradeLevel, SchoolYear, Sex } from "./types-plan.ts";

export interface PersonName {
  fullName: string;
  familyName: string;
  /** "" when there is none. */
  middleName: string;
  givenName: string;
}

/**
 * Why the school cannot show a verifiable id (handbook §2), null for nearly all:
 * noPapers, orphan: never issued (`nationalId` null). foreigner: passport instead. wrongSex: issued with the
 * digit of the other sex (`nationalId` carries it). newcomer, notSynchronised: issued, but the school's
 * system does not have it (`idKnownToSchool` false).
 */
export type IdCause = "noPapers" | "orphan" | "foreigner" | "wrongSex" | "newcomer" | "notSynchronised";

export interface Person extends PersonName {
  /** Truth id, the same wherever the person turns up. Learners "L…", parents "P…", staff "S…". */
  personId: string;
  nationalId: string | null;
  birthDate: string;
  sex: Sex;
  /** Name of the ethnic group: "Kinh". */
  ethnicity: string;
  /** "Không", "Phật giáo", … */
  religion: string;
  /** "Việt Nam", … */
  nationality: string;
}

export interface Address {
  communeCode: string;
  communeName: string;
  /** "Thôn Đông, Xã An Lão, Hải Phòng" */
  text: string;
}

export interface Parent extends PersonName {
  personId: string;
  sex: Sex;
  birthYear: number;
  nationalId: string | null;
  phone: string | null;
  occupation: string;
  ethnicity: string;
  alive: boolean;
}

export interface Guardian extends Parent {
  /** "Cha", "Mẹ", "Ông", "Bà", "Chú", "Cô", … */
  relation: string;
}

/** One household; its children may sit in several schools and carry the same object contents there. */
export interface Household {
  householdId: string;
  father: Parent | null;
  mother: Parent | null;
  /** Who acts for the children: a parent again, or a relative where there is none. */
  guardian: Guardian;
  residence: Address;
  permanent: Address;
  poverty: "none" | "nearPoor" | "poor";
  /** Number of children of the household in the city's schools (the whole city, whatever the scale). */
  childrenInSchool: number;
}

export type EnrolmentStatus =
  | "studying"
  | "transferredIn"
  | "transferredOut"
  | "left"
  | "suspended"
  | "graduated";
export type YearOutcome = "promoted" | "retained" | "completedLevel" | "transferred" | "droppedOut";

export interface EnrolmentRow {
  schoolYear: SchoolYear;
  /** null for schools outside the city. */
  schoolCode: string | null;
  schoolName: string;
  gradeLevel: GradeLevel;
  className: string;
  entryDate: string;
  /** null while studying. */
  exitDate: string | null;
  exitReason: string | null;
  /** null in the running year. */
  outcome: YearOutcome | null;
}

export interface Disability {
  /** "Vận động", "Nghe, nói", "Nhìn", "Thần kinh, tâm thần", "Trí tuệ", "Khác" */
  kind: string;
  /** "Đặc biệt nặng", "Nặng", "Nhẹ" */
  degree: string;
}

export interface Health {
  heightCm: number;
  /** One decimal, in tenths of a kilogram. */
  weightTenthsKg: number;
  bloodGroup: string | null;
  /** "Bình thường", "Cận thị", … */
  eyeCondition: string;
}

export interface Learner extends Person {
  /** Key in the systems of THIS school (another one after a transfer). */
  localCode: string;
  idCause: IdCause | null;
  idKnownToSchool: boolean;
  /** "Khai sinh", "Hộ chiếu", … and its number where there is one besides the id. */
  documentType: string;
  documentNumber: string | null;
  birthPlace: string;
  hometown: string;
  phone: string | null;
  email: string | null;
  household: Household;
  /** Place among the household's schoolchildren, oldest 0. */
  childOrder: number;
  /** Twin brother or sister, in the same school and grade. */
  twinOf: string | null;
  gradeLevel: GradeLevel;
  /** Position in `SchoolWorld.classes`; null for those who left. */
  classIndex: number | null;
  className: string;
  status: EnrolmentStatus;
  entryDate: string;
  /** "Tuyển mới", "Chuyển đến", "Lên lớp", "Lưu ban" */
  entryKind: string;
  exitDate: string | null;
  exitReason: string | null;
  /** Oldest first; a transfer inside a year makes two rows of that year. */
  history: readonly EnrolmentRow[];
  policyGroups: readonly string[];
  disability: Disability | null;
  boardingLunch: boolean;
  residentialBoarding: boolean;
  twoSessions: boolean;
  swims: boolean;
  /** "Đội viên", "Đoàn viên" or null. */
  unionMember: string | null;
  repeated: boolean;
  health: Health;
  /** "HS4" + … 15 characters, or null. */
  insuranceNumber: string | null;
  difficultArea: boolean;
  /** "Miễn", "Giảm 70%", … or null. */
  tuitionExemption: string | null;
  vietnameseStrengthening: boolean;
}
