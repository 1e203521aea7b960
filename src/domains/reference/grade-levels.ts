import { gradeLevel as gradeCodes } from "./code-sets/grade.ts";
import { gradeAge } from "./legal-rules.ts";
import type { GradeLevel } from "./schema.ts";

const preschool: ReadonlySet<string> = new Set(["NT", "MG3", "MG4", "MG5"]);

/** School level that teaches a grade, as a code of schoolLevel. Continuing education teaches 6-12 as well. */
export function levelOfGrade(gradeLevel: string): string {
  if (preschool.has(gradeLevel)) return "01";
  const number = Number(gradeLevel);
  if (!Number.isInteger(number) || number < 1 || number > 12)
    throw new Error(`no grade is called ${gradeLevel}`);
  return number <= 5 ? "02" : number <= 9 ? "03" : "04";
}

/** The ages that stand; the table shows today's, a check of a past year reads the rule of that year. */
const standing = gradeAge.find((rule) => rule.effectiveTo === undefined);

export const gradeLevels: readonly GradeLevel[] = gradeCodes.entries.map((entry, index) => ({
  gradeLevel: entry.code,
  titleVi: entry.title.vi,
  titleEn: entry.title.en,
  schoolLevel: levelOfGrade(entry.code),
  sortOrder: index,
  officialAge: standing?.params.official[entry.code] ?? null,
  externalCode: entry.externalCode ?? null,
}));
