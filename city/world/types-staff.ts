/** Classes, teaching and staff. */

import type { Address, Person } from "./types-people.ts";
import type { GradeLevel, SchoolYear } from "./types-plan.ts";

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
