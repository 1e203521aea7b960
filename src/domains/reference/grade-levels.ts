import { gradeLevel as gradeCodes } from "./code-sets/grade.ts";
import type { GradeLevel } from "./schema.ts";

/** Age by calendar year (first year of the school year minus birth year): grade 1 is 6 [memory, handbook §1]. */
const preschoolAges: Readonly<Record<string, number | null>> = { NT: null, MG3: 3, MG4: 4, MG5: 5 };

/** School level that teaches a grade, as a code of schoolLevel. Continuing education teaches 6-12 as well. */
export function levelOfGrade(gradeLevel: string): string {
  if (gradeLevel in preschoolAges) return "01";
  const number = Number(gradeLevel);
  if (!Number.isInteger(number) || number < 1 || number > 12)
    throw new Error(`no grade is called ${gradeLevel}`);
  return number <= 5 ? "02" : number <= 9 ? "03" : "04";
}

export const gradeLevels: readonly GradeLevel[] = gradeCodes.entries.map((entry, index) => ({
  gradeLevel: entry.code,
  titleVi: entry.title.vi,
  titleEn: entry.title.en,
  schoolLevel: levelOfGrade(entry.code),
  sortOrder: index,
  officialAge: entry.code in preschoolAges ? (preschoolAges[entry.code] ?? null) : Number(entry.code) + 5,
  externalCode: entry.externalCode ?? null,
}));
