import { COMMENT_LABEL, OUTCOME_LABEL, PRIMARY_LEVEL_LABEL, RATING_LABEL } from "../../world/labels.ts";
import type { GradebookRow, SubjectResult, YearResult } from "../../world/types.ts";
import { getSubjectName } from "../subjects.ts";
import { tenths } from "./spellings.ts";
import type { Row, Value } from "./value.ts";

/** Who the result belongs to, as QLCM's own learner list spells it. */
export type PrintedPerson = { nationalId: Value; fullName: Value; birthDate: Value };

/** The wide row of `resultRow`. */
export function resultRow(result: YearResult, person: PrintedPerson): Row {
  const row: Row = {
    learnerCode: result.localCode,
    nationalId: person.nationalId,
    fullName: person.fullName,
    birthDate: person.birthDate,
    className: result.className,
    gradeLevel: result.gradeLevel,
    academicTerm1: result.academicTerm1 === null ? null : RATING_LABEL[result.academicTerm1],
    academicTerm2: result.academicTerm2 === null ? null : RATING_LABEL[result.academicTerm2],
    academicYear: academicYear(result),
    conductTerm1: result.conductTerm1 === null ? null : RATING_LABEL[result.conductTerm1],
    conductTerm2: result.conductTerm2 === null ? null : RATING_LABEL[result.conductTerm2],
    conductYear: result.conductYear === null ? null : RATING_LABEL[result.conductYear],
    absencesExcused: result.absencesExcused,
    absencesUnexcused: result.absencesUnexcused,
    award: result.award,
    yearOutcome: OUTCOME_LABEL[result.outcome],
  };
  for (const subject of result.subjects) addSubject(row, subject);
  return row;
}

function academicYear(result: YearResult): string | null {
  if (result.primaryLevel !== null) return PRIMARY_LEVEL_LABEL[result.primaryLevel];
  return result.academicYear === null ? null : RATING_LABEL[result.academicYear];
}

function addSubject(row: Row, result: SubjectResult): void {
  const code = result.subject;
  if (result.kind === "level") {
    row[`level.${code}.t1`] = result.levelTerm1;
    row[`level.${code}.year`] = result.levelYear;
    row[`mark.${code}.t1`] = score(result.testTerm1);
    row[`mark.${code}.year`] = score(result.testYear);
  } else if (result.kind === "comment") {
    row[`mark.${code}.t1`] = result.term1 === null ? null : COMMENT_LABEL[result.term1];
    row[`mark.${code}.t2`] = result.term2 === null ? null : COMMENT_LABEL[result.term2];
    row[`mark.${code}.year`] = result.year === null ? null : COMMENT_LABEL[result.year];
  } else {
    row[`mark.${code}.t1`] = score(result.term1);
    row[`mark.${code}.t2`] = score(result.term2);
    row[`mark.${code}.year`] = score(result.year);
  }
}

function score(value: number | null): number | null {
  return value === null ? null : tenths(value);
}

/** The long row of `subjectResultRow`. */
export function gradebookRow(mark: GradebookRow, localCode: string, person: PrintedPerson): Row {
  return {
    learnerCode: localCode,
    nationalId: person.nationalId,
    fullName: person.fullName,
    birthDate: person.birthDate,
    className: mark.className,
    schoolYear: "2025-2026",
    term: mark.term,
    subject: getSubjectName(mark.subject),
    regular1: score(mark.regular[0] ?? null),
    regular2: score(mark.regular[1] ?? null),
    regular3: score(mark.regular[2] ?? null),
    regular4: score(mark.regular[3] ?? null),
    midtermMark: tenths(mark.midterm),
    finalMark: tenths(mark.final),
    termAverage: tenths(mark.average),
  };
}
