import type { Matching, Occurrence } from "../dictionary/matching.ts";
import { type GuardianRole, guardianKey, learnerKey } from "./identity-sql.ts";

/** A learner in a row of `intake`; result lists bring learners of their own only when they identify them. */
function learnerIn(
  intakeId: string,
  creates: Occurrence["creates"],
  sex: string,
  context: NonNullable<Occurrence["context"]>,
): Occurrence {
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
    context: {
      ...context,
      list: `concat_ws('|', source_system, coalesce(feed_school_id, school_id), '${intakeId}')`,
    },
  };
}

const classContext = { school_id: "school_id", class_name: "class_name" };

const listContext = {
  ...classContext,
  father_name: "father_name",
  mother_name: "mother_name",
  father_phone: "father_phone",
  mother_phone: "mother_phone",
  guardian_phone: "guardian_phone",
  address: "coalesce(residence_address, permanent_address)",
};

/**
 * A row of results or history names a learner whom a learner list brings, or one who left before it was written and
 * is fully identified; else it is held as `learner-unknown`.
 */
export const learnerMatching: Matching = {
  entity: "learner",
  occurrences: [
    learnerIn("learnerRow", "always", "sex", listContext),
    // The school of a row of history is one of the past: it says nothing against a list of today.
    learnerIn("enrolmentHistoryRow", "identified", "cast(null as varchar)", {}),
    learnerIn("resultRow", "identified", "cast(null as varchar)", classContext),
    learnerIn("subjectResultRow", "identified", "cast(null as varchar)", classContext),
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
    context: {
      phone: `${role}_phone`,
      birth_year: `${role}_birth_year`,
      partner: role === "father" ? "mother_name" : role === "mother" ? "father_name" : "null",
      child: "row_person",
      said_in: "source_row_id",
      address: "coalesce(residence_address, permanent_address)",
    },
  };
}

export const guardianMatching: Matching = {
  entity: "guardian",
  occurrences: [guardianIn("father"), guardianIn("mother"), guardianIn("guardian")],
};

export const learnerMatchings: readonly Matching[] = [learnerMatching, guardianMatching];
