/**
 * What is true in the synthetic city, before any school system mangles it.
 * Texts that a school would print (positions, occupations, reasons…) are Vietnamese, NFC; codes are codes.
 * Marks are integers in tenths (83 is 8,3): exact arithmetic, and 0 is a mark.
 * Dates are `yyyy-mm-dd`.
 */

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

// ---------------------------------------------------------------- plan

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
  /** Share of learners relative to the others; sums to 1. */
  weight: number;
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
  /** TX, GK, CK of 2025-2026 are known for this school. */
  detailedGradebook: boolean;
  /** First city-wide learner serial (current learners), staff serial and serial of leavers of this school. */
  learnerOffset: number;
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

// ---------------------------------------------------------------- people

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

// ---------------------------------------------------------------- learners

export type EnrolmentStatus = "studying" | "transferredIn" | "transferredOut" | "left" | "suspended" | "graduated";
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

// ---------------------------------------------------------------- classes and teaching

export interface ClassSection {
  index: number;
  schoolYear: SchoolYear;
  className: string;
  gradeLevel: GradeLevel;
  /** "Nhóm trẻ", "Lớp mẫu giáo", "Lớp phổ thông", "Lớp GDTX" */
  classKind: string;
  homeroomStaffCode: string;
  homeroomName: string;
  roomCode: string;
  roomName: string;
  sessionsPerDay: 1 | 2;
  pupilCount: number;
  multigrade: boolean;
  /** Subjects taught, of the contract's SUBJECT codes; THPT classes choose four of nine. */
  subjects: readonly string[];
}

export interface TeachingAssignment {
  schoolYear: SchoolYear;
  term: "HK1" | "HK2";
  staffCode: string;
  staffName: string;
  className: string;
  subject: string;
  periodsPerWeek: number;
  startDate: string;
  endDate: string;
}

// ---------------------------------------------------------------- results of 2025-2026

/** Secondary: T Tốt, K Khá, D Đạt, C Chưa đạt. */
export type Rating = "T" | "K" | "D" | "C";
/** Primary: X hoàn thành xuất sắc, T hoàn thành tốt, H hoàn thành, C chưa hoàn thành. */
export type PrimaryYearLevel = "X" | "T" | "H" | "C";
/** Primary subject at an assessment point: T, H, C. */
export type SubjectLevel = "T" | "H" | "C";
export type CommentMark = "D" | "CD";

export interface ScoreResult {
  kind: "score";
  subject: string;
  /** Tenths; null when the subject was not completed. */
  term1: number | null;
  term2: number | null;
  year: number | null;
}
export interface CommentResult {
  kind: "comment";
  subject: string;
  term1: CommentMark | null;
  term2: CommentMark | null;
  year: CommentMark | null;
}
export interface LevelResult {
  kind: "level";
  subject: string;
  levelTerm1: SubjectLevel;
  levelYear: SubjectLevel;
  /** Test at the end of term 1 and of the year, tenths (whole marks), null where there is no test. */
  testTerm1: number | null;
  testYear: number | null;
}
export type SubjectResult = ScoreResult | CommentResult | LevelResult;

/** One subject and term of a detailed gradebook; all marks in tenths. */
export interface GradebookRow {
  personId: string;
  className: string;
  term: "HK1" | "HK2";
  subject: string;
  regular: readonly number[];
  midterm: number;
  final: number;
  average: number;
}

/** One learner's year at THIS school in 2025-2026, wherever the learner is now. */
export interface YearResult {
  personId: string;
  localCode: string;
  schoolYear: "2025-2026";
  gradeLevel: GradeLevel;
  className: string;
  circular: "TT27" | "TT22";
  subjects: readonly SubjectResult[];
  /** Secondary only. */
  academicTerm1: Rating | null;
  academicTerm2: Rating | null;
  academicYear: Rating | null;
  conductTerm1: Rating | null;
  conductTerm2: Rating | null;
  conductYear: Rating | null;
  /** Primary only: the year level; five qualities, three general and seven specific competences as T/D/C. */
  primaryLevel: PrimaryYearLevel | null;
  qualities: string | null;
  competences: string | null;
  absencesExcused: number;
  absencesUnexcused: number;
  /** "Học sinh Xuất sắc", "Học sinh Tiêu biểu", "Học sinh Giỏi" or null. */
  award: string | null;
  outcome: YearOutcome;
}

// ---------------------------------------------------------------- staff

export type StaffGroup = "CBQL" | "GV" | "NV";

export interface StaffMember extends Person {
  staffCode: string;
  staffGroup: StaffGroup;
  /** "Hiệu trưởng", "Giáo viên THCS", "Nhân viên kế toán", … */
  positionTitle: string;
  /** "Biên chế", "Hợp đồng xác định thời hạn", "Hợp đồng NĐ 111", "Thỉnh giảng", … */
  contractForm: string;
  /** "Đang làm việc", "Nghỉ thai sản", "Biệt phái", … */
  employmentStatus: string;
  phone: string;
  email: string;
  residence: Address;
  recruitDate: string;
  recruitAgency: string;
  startDate: string;
  /** SUBJECT code; null for preschool, managers without teaching, support staff. "" never. */
  mainSubject: string | null;
  otherSubjects: readonly string[];
  /** V.07…, null for support staff and private schools without ranks. */
  titleCode: string | null;
  /** Hundredths: 498 is 4,98. */
  salaryCoefficientHundredths: number | null;
  payStep: number | null;
  /** "Đại học", "Cao đẳng", "Thạc sĩ", "Trung cấp", … */
  qualificationLevel: string;
  qualificationMajor: string;
  qualificationPlace: string;
  graduationYear: number;
  politicalTheory: string | null;
  managementTraining: boolean;
  itLevel: string | null;
  foreignLanguage: string | null;
  foreignLanguageLevel: string | null;
  partyMember: boolean;
  tradeUnionMember: boolean;
  socialInsuranceNumber: string | null;
  professionalStandard: string | null;
  yearlyRating: string | null;
  excellentTeacher: string | null;
  /** Sum of the assignments of the running term. */
  weeklyPeriods: number;
  /** Handbook §6: "Chủ nhiệm", "Tổ trưởng chuyên môn", … at most two. */
  concurrentDuties: readonly string[];
  digitalCompetence: string | null;
  digitalSignature: boolean;
  isItTeacher: boolean;
}

// ---------------------------------------------------------------- place

export interface Campus {
  campusCode: string;
  campusName: string;
  address: string;
  communeCode: string;
  isMain: boolean;
  lon: number;
  lat: number;
}

export interface Building {
  buildingCode: string;
  campusCode: string;
  buildingName: string;
  /** "Trên cấp 4", "Cấp 4", "Dưới cấp 4" */
  buildingGrade: string;
  /** "Kiên cố", "Bán kiên cố", "Tạm" */
  solidity: string;
  floors: number;
  areaM2: number;
  builtYear: number;
  condition: string;
}

export interface Room {
  roomCode: string;
  buildingCode: string;
  roomName: string;
  /** "Phòng học", "Phòng Tin học", "Thư viện", … */
  roomKind: string;
  areaM2: number;
  capacity: number;
  solidity: string;
  condition: string;
  projector: boolean;
  internet: boolean;
}

export interface EquipmentCount {
  schoolYear: SchoolYear;
  equipmentKind: string;
  quantity: number;
  usableQuantity: number;
  boughtYear: number;
}

export interface SchoolProfile {
  schoolCode: string;
  schoolName: string;
  levels: readonly SchoolLevel[];
  ownership: Ownership;
  /** As printed: "Công lập", "Tư thục". */
  ownershipText: string;
  schoolKind: string;
  commune: Commune;
  address: string;
  lon: number;
  lat: number;
  /** "KV1", "KV2", "KV2-NT", "KV3" */
  areaType: string;
  phone: string;
  email: string;
  website: string;
  principalName: string;
  establishedDate: string;
  /** 0 to 4. */
  accreditationLevel: number;
  /** 0 to 2. */
  nationalStandardLevel: number;
  managingBody: string;
}

// ---------------------------------------------------------------- one school

export interface SchoolWorld {
  plan: SchoolPlan;
  profile: SchoolProfile;
  campuses: readonly Campus[];
  buildings: readonly Building[];
  rooms: readonly Room[];
  equipment: readonly EquipmentCount[];
  /** Of 2026-2027. */
  classes: readonly ClassSection[];
  staff: readonly StaffMember[];
  assignments: readonly TeachingAssignment[];
  /** Exactly `plan.learners` of them, in class order, then name order inside a class. */
  learners: readonly Learner[];
  /**
   * Were here in 2025-2026 or this autumn, and are no longer: moved up, transferred (many of them are a
   * current learner of another school, same personId), graduated, left. `status` and `exitDate` are as THIS
   * school should know them. Those with a row of 2026-2027 for this school in `history` left after 5/9/2026.
   */
  departed: readonly Learner[];
  /** Of everybody who was here in grades 1-12 in 2025-2026: in `learners` or in `departed`. */
  results: readonly YearResult[];
  /** Empty unless `plan.detailedGradebook`. */
  gradebook: readonly GradebookRow[];
}
