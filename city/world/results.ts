import { className } from "./class-names.ts";
import { gradeAt, levelOfStep } from "./grades.ts";
import { outcomeOf } from "./history.ts";
import { hashFraction, Rng } from "./random.ts";
import { promotion } from "./rating-tt22.ts";
import { primaryYear } from "./results-primary.ts";
import { secondaryYear } from "./results-secondary.ts";
import { subjectsOf } from "./subjects.ts";
import type { CityPlan, GradebookRow, SchoolPlan, YearResult } from "./types.ts";

export interface ResultRequest {
  personId: string;
  localCode: string;
  step: number;
  classInGrade: number;
  repeats: boolean;
  leftMidYear: boolean;
}

/** Schools differ, and so do pupils; the sum has deviation about 1. */
function abilityOf(seed: number, school: SchoolPlan, urbanness: number, rng: Rng): number {
  const ofSchool = (hashFraction(seed, "quality", school.code) - 0.5) * 1.1 + (urbanness - 0.2) * 0.45;
  return 0.9 * rng.normal() + 0.45 * ofSchool;
}

function drawAbsences(rng: Rng, ability: number): number {
  const x = rng.float();
  return Math.floor((x * x * x * 14 + rng.float() * 1.2) * Math.max(0.4, 1 - 0.25 * ability));
}

const NO_SECONDARY = {
  academicTerm1: null,
  academicTerm2: null,
  academicYear: null,
  conductTerm1: null,
  conductTerm2: null,
  conductYear: null,
} as const;
const NO_PRIMARY = { primaryLevel: null, qualities: null, competences: null } as const;

/** The results of 2025-2026 of one learner at one school. Gradebook rows are added to `gradebook` if given. */
export function yearResult(
  plan: CityPlan,
  school: SchoolPlan,
  request: ResultRequest,
  gradebook: GradebookRow[] | null,
): YearResult {
  const { seed } = plan.options;
  const { personId, localCode, step, classInGrade, repeats, leftMidYear } = request;
  const gradeLevel = gradeAt(step);
  if (gradeLevel === undefined) throw new RangeError(`no grade at step ${step}`);
  const rng = Rng.of(seed, "result", personId);
  const urbanness = plan.communes[school.communeIndex]?.urbanness ?? 0;
  const ability = abilityOf(seed, school, urbanness, rng);
  const name = className(seed, school, gradeLevel, classInGrade);
  const plans = subjectsOf(seed, school, gradeLevel, classInGrade);
  let absencesUnexcused = rng.chance(0.12) ? Math.floor(drawAbsences(rng, ability) / 3) : 0;
  const absencesExcused = drawAbsences(rng, ability);
  const base = { personId, localCode, schoolYear: "2025-2026", gradeLevel, className: name } as const;
  const outcome = leftMidYear ? "droppedOut" : outcomeOf(step, repeats);
  if (levelOfStep(step) === "02") {
    const year = primaryYear(rng, plans, ability, repeats);
    return {
      ...base,
      circular: "TT27",
      ...NO_SECONDARY,
      ...year,
      absencesExcused,
      absencesUnexcused,
      outcome,
    };
  }
  const year = secondaryYear(rng, plans, {
    level: school.level,
    ability,
    repeats,
    leftMidYear,
    gradebook,
    personId,
    className: name,
  });
  if (repeats && year.academicYear !== null && year.conductYear !== null) {
    // Who repeats either was below in both or missed too much; below in one means a failed summer re-test.
    const verdict = promotion(year.academicYear, year.conductYear, absencesExcused + absencesUnexcused);
    if (verdict === "promoted") absencesUnexcused += 46;
  }
  return { ...base, circular: "TT22", ...NO_PRIMARY, ...year, absencesExcused, absencesUnexcused, outcome };
}
