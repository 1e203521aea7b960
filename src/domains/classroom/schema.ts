import type { Dataset } from "../dictionary/dataset.ts";
import { ClassMembership, ClassSection, TeachingAssignment } from "./schema-class.ts";
import { ExamResult } from "./schema-exam.ts";
import { AttendanceSummary, SubjectResult, YearResult } from "./schema-result.ts";

export {
  AttendanceSummary,
  ClassMembership,
  ClassSection,
  ExamResult,
  SubjectResult,
  TeachingAssignment,
  YearResult,
};

export const classroomDatasets: readonly Dataset[] = [
  ClassSection,
  ClassMembership,
  TeachingAssignment,
  SubjectResult,
  YearResult,
  AttendanceSummary,
  ExamResult,
];
