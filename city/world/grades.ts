import type { GradeLevel, SchoolLevel } from "./types.ts";

/** Grades of each level, youngest first. */
export const GRADES: Readonly<Record<SchoolLevel, readonly GradeLevel[]>> = {
  "01": ["NT", "MG3", "MG4", "MG5"],
  "02": ["1", "2", "3", "4", "5"],
  "03": ["6", "7", "8", "9"],
  "04": ["10", "11", "12"],
  "05": ["10", "11", "12"],
};

const LADDER: readonly GradeLevel[] = [
  "NT",
  "MG3",
  "MG4",
  "MG5",
  "1",
  "2",
  "3",
  "4",
  "5",
  "6",
  "7",
  "8",
  "9",
  "10",
  "11",
  "12",
];

/** 0 (nhà trẻ) to 15 (grade 12). */
export function gradeStep(grade: GradeLevel): number {
  return LADDER.indexOf(grade);
}

/** The grade some steps up or down, undefined beyond the ladder. */
export function gradeAt(step: number): GradeLevel | undefined {
  return LADDER[step];
}

/** Birth year of who is of the official age in 2026-2027: grade 1 is six in 2026. */
export function nominalBirthYear(grade: GradeLevel): number {
  return 2024 - gradeStep(grade);
}

export function levelOfStep(step: number): SchoolLevel {
  if (step <= 3) return "01";
  if (step <= 8) return "02";
  if (step <= 12) return "03";
  return "04";
}
