import type { Check } from "../dictionary/check.ts";
import { enrolmentChecks } from "./checks-enrolment.ts";
import { guardianChecks, learnerGuardianChecks, residenceChecks } from "./checks-family.ts";
import { learnerRecordChecks } from "./checks-learner.ts";
import { disabilityChecks, healthChecks, policyGroupChecks } from "./checks-support.ts";

export const learnerChecks: readonly Check[] = [
  ...learnerRecordChecks,
  ...guardianChecks,
  ...learnerGuardianChecks,
  ...enrolmentChecks,
  ...residenceChecks,
  ...policyGroupChecks,
  ...disabilityChecks,
  ...healthChecks,
];
