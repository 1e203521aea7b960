import type { Dataset } from "../dictionary/dataset.ts";
import { Enrolment } from "./schema-enrolment.ts";
import { Guardian, LearnerGuardian, Residence } from "./schema-family.ts";
import { Learner } from "./schema-learner.ts";
import { LearnerDisability, LearnerHealth, LearnerPolicyGroup } from "./schema-support.ts";

export {
  Enrolment,
  Guardian,
  Learner,
  LearnerDisability,
  LearnerGuardian,
  LearnerHealth,
  LearnerPolicyGroup,
  Residence,
};

export const learnerDatasets: readonly Dataset[] = [
  Learner,
  Guardian,
  LearnerGuardian,
  Enrolment,
  Residence,
  LearnerPolicyGroup,
  LearnerDisability,
  LearnerHealth,
];
