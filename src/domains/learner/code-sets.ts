import type { CodeSet } from "../dictionary/code-set.ts";
import { enrolmentStatus, entryKind, tuitionExemption, unionMember } from "./code-sets/enrolment.ts";
import { ethnicity, ethnicityGso } from "./code-sets/ethnicity.ts";
import { nationality } from "./code-sets/nationality.ts";
import { exitReason, yearOutcome } from "./code-sets/outcome.ts";
import {
  birthPrecision,
  bloodGroup,
  documentType,
  guardianRelation,
  religion,
  residenceKind,
  sex,
} from "./code-sets/person.ts";
import {
  disabilityDegree,
  disabilityKind,
  eyeCondition,
  policyGroup,
  poorHousehold,
} from "./code-sets/support.ts";

/** Code sets about people; the staff domain uses those of identity too. */
export const learnerCodeSets: readonly CodeSet[] = [
  sex,
  birthPrecision,
  ethnicity,
  ethnicityGso,
  religion,
  nationality,
  documentType,
  bloodGroup,
  guardianRelation,
  residenceKind,
  enrolmentStatus,
  entryKind,
  exitReason,
  yearOutcome,
  unionMember,
  tuitionExemption,
  policyGroup,
  poorHousehold,
  disabilityKind,
  disabilityDegree,
  eyeCondition,
];
