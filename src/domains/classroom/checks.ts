import type { Check } from "../dictionary/check.ts";
import { classMembershipChecks, classSectionChecks, teachingAssignmentChecks } from "./checks-class.ts";
import { examResultChecks, subjectResultChecks } from "./checks-result.ts";
import { attendanceChecks, yearResultChecks } from "./checks-year.ts";

export const classroomChecks: readonly Check[] = [
  ...classSectionChecks,
  ...classMembershipChecks,
  ...teachingAssignmentChecks,
  ...subjectResultChecks,
  ...yearResultChecks,
  ...attendanceChecks,
  ...examResultChecks,
];
