import type { Check } from "../dictionary/check.ts";
import { employmentChecks, staffAssignmentChecks } from "./checks-employment.ts";
import { staffQualificationChecks, staffTitleChecks } from "./checks-qualification.ts";
import { staffMemberChecks } from "./checks-staff.ts";

export const staffChecks: readonly Check[] = [
  ...staffMemberChecks,
  ...employmentChecks,
  ...staffAssignmentChecks,
  ...staffQualificationChecks,
  ...staffTitleChecks,
];
