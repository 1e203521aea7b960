import type { Matching, Occurrence } from "../dictionary/matching.ts";
import { type GuardianRole, guardianKey, learnerKey } from "./identity-sql.ts";

/** A learner in a row of `intake`; result lists bring learners of their own only when they identify them. */
function learnerIn(intakeId: string, creates: Occurrence["creates"], sex: string): Occurrence {
  return {
    entity: "learner",
    intake: intakeId,
    role: "self",
    as: "learner_id",
    nationalId: "national_id",
    fullName: "full_name",
    birthDate: "birth_date",
    sex,
    sourceKey: [learnerKey],
    // By default a code is the vendor's own; vendors whose codes the sector issues say so themselves.
    sourceKeyScope: "vendor",
    creates,
  };
}

/**
 * A row of results or history names a learner whom a learner list brings, or one who left before it was written and
 * is fully identified; else it is held as `learner-unknown`.
 */
export const learnerMatching: Matching = {
  entity: "learner",
  occurrences: [
    learnerIn("learnerRow", "always", "sex"),
    learnerIn("enrolmentHistoryRow", "identified", "cast(null as varchar)"),
    learnerIn("resultRow", "identified", "cast(null as varchar)"),
    learnerIn("subjectResultRow", "identified", "cast(null as varchar)"),
  ],
};

function guardianIn(role: GuardianRole): Occurrence {
  return {
    entity: "guardian",
    intake: "learnerRow",
    role,
    as: `${role}_id`,
    nationalId: `${role}_national_id`,
    fullName: `${role}_name`,
    // Lists print a parent's birth year only; a year alone would agree too easily.
    birthDate: "cast(null as date)",
    sex: role === "father" ? "'1'" : role === "mother" ? "'2'" : "cast(null as varchar)",
    sourceKey: [guardianKey(role)],
    sourceKeyScope: "sector",
    creates: "always",
    where: `${role}_name is not null`,
  };
}

export const guardianMatching: Matching = {
  entity: "guardian",
  occurrences: [guardianIn("father"), guardianIn("mother"), guardianIn("guardian")],
};

export const learnerMatchings: readonly Matching[] = [learnerMatching, guardianMatching];
