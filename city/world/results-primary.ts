import type { Rng } from "./random.ts";
import { primaryAward, primaryYearLevel } from "./rating-tt27.ts";
import type { SubjectPlan } from "./subjects.ts";
import type { LevelResult, SubjectLevel, YearResult } from "./types.ts";

/** A year by TT 27: levels T, H, C and whole test marks that fit them. */

type PrimaryYear = Pick<YearResult, "subjects" | "primaryLevel" | "qualities" | "competences" | "award">;

function levelFor(x: number): SubjectLevel {
  if (x > 0.05) return "T";
  return x > -3.1 ? "H" : "C";
}

/** A test mark (tenths, whole) that goes with a level. */
function testFor(rng: Rng, x: number, level: SubjectLevel): number {
  const wanted = Math.round(7.95 + 1.25 * x + 0.45 * rng.normal());
  if (level === "T") return 10 * Math.min(10, Math.max(7, wanted));
  if (level === "H") return 10 * Math.min(8, Math.max(5, wanted));
  return 10 * Math.min(4, Math.max(0, wanted));
}

const RANK = "CHT";

function subjectYear(rng: Rng, plan: SubjectPlan, ability: number, fails: boolean): LevelResult {
  const x = 0.35 + ability + (plan.tested ? 0.32 : 0.22) * rng.normal() + (plan.tested ? 0 : 0.35);
  const first = x - 0.12 + 0.25 * rng.normal();
  const levelTerm1 = levelFor(first);
  let levelYear = levelFor(x);
  if (fails) levelYear = "C";
  // Nobody but who repeats ends the year below "hoàn thành": support and re-assessment come before.
  else if (levelYear === "C") levelYear = "H";
  const testTerm1 = plan.tested ? testFor(rng, first, levelTerm1) : null;
  const testYear = plan.tested ? testFor(rng, RANK.indexOf(levelYear) === 0 ? -3 : x, levelYear) : null;
  return { kind: "level", subject: plan.code, levelTerm1, levelYear, testTerm1, testYear };
}

function traits(rng: Rng, ability: number, count: number, fails: boolean): string {
  let text = "";
  for (let i = 0; i < count; i++) {
    const x = ability + 0.35 * rng.normal();
    text += fails && i === 0 ? "C" : x > -0.75 ? "T" : "D";
  }
  return text;
}

/** @param repeats the pupil repeats the grade, so the year was not completed */
export function primaryYear(
  rng: Rng,
  plans: readonly SubjectPlan[],
  ability: number,
  repeats: boolean,
): PrimaryYear {
  const subjects = plans.map((plan) =>
    subjectYear(rng, plan, ability, repeats && (plan.code === "TIENG_VIET" || plan.code === "TOAN")),
  );
  const qualities = traits(rng, ability, 5, false);
  const tests = subjects.map((s) => s.testYear).filter((t) => t !== null);
  const primaryLevel = primaryYearLevel(
    subjects.map((s) => s.levelYear),
    tests,
    qualities,
  );
  return {
    subjects,
    primaryLevel,
    qualities,
    competences: traits(rng, ability, 10, repeats),
    award: primaryAward(primaryLevel, rng.chance(0.75)),
  };
}
