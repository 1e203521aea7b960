import { OUTCOME_LABEL } from "../../world/labels.ts";
import type { Learner } from "../../world/types.ts";
import type { GradeSpelling } from "./spellings.ts";
import type { Row } from "./value.ts";

/**
 * Rows of `enrolmentHistoryRow`: the vendor prints the person as in its learner list, mistakes included.
 * @param printed the learner's row as printed by the same vendor
 */
export function historyRows(learner: Learner, printed: Row, grade: GradeSpelling): Row[] {
  return learner.history.map((year) => ({
    learnerCode: printed.learnerCode ?? null,
    nationalId: printed.nationalId ?? null,
    fullName: printed.fullName ?? null,
    birthDate: printed.birthDate ?? null,
    schoolYear: year.schoolYear,
    schoolCode: year.schoolCode,
    schoolName: year.schoolName,
    gradeLevel: grade(year.gradeLevel),
    className: year.className,
    entryDate: year.entryDate,
    exitDate: year.exitDate,
    exitReason: year.exitReason,
    yearOutcome: year.outcome === null ? null : OUTCOME_LABEL[year.outcome],
  }));
}
