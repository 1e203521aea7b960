import { communeFlows } from "./flows.ts";
import { gradeAt, gradeStep } from "./grades.ts";
import { communePeople, slotOf } from "./households.ts";
import { entryDateAt, type HouseholdCache, type LearnerTruth, learnerTruth } from "./learner.ts";
import { leaversOf } from "./leavers.ts";
import type { ResultRequest } from "./results.ts";
import type { CityPlan, Learner, SchoolPlan } from "./types.ts";

export interface Departed {
  learner: Learner;
  result: ResultRequest | null;
}

/** How the school a current learner of another one left remembers them. */
function remembered(truth: LearnerTruth, from: SchoolPlan, localCode: string): Departed | null {
  const { bare, past } = truth;
  const thisAutumn = past.autumnSchool === from.index;
  const wasHere = past.lastYear.schoolIndex === from.index;
  const last = past.rows.findLast((row) => row.schoolCode === from.code);
  if (last === undefined) return null;
  const movedUp = !thisAutumn && last.outcome === "completedLevel";
  // Preschools keep no books of those who went to school: they appear there by their own choice.
  if (movedUp && from.level === "01") return null;
  const grade = last.gradeLevel;
  const learner: Learner = {
    ...bare,
    localCode,
    gradeLevel: grade,
    classIndex: null,
    className: last.className,
    status: movedUp ? "graduated" : "transferredOut",
    entryDate: entryDateAt(past, from),
    entryKind: "Tuyển mới",
    exitDate: thisAutumn ? past.transferDate : movedUp ? "2026-05-31" : "2026-08-15",
    exitReason: movedUp ? "Hoàn thành cấp học" : "Chuyển trường",
    history: past.rows,
    repeated: false,
  };
  const step = past.lastYear.step;
  const result =
    wasHere && step >= 4
      ? {
          personId: bare.personId,
          localCode,
          step,
          classInGrade: past.lastYear.classIndex,
          repeats: past.repeated,
          leftMidYear: false,
        }
      : null;
  return { learner, result };
}

/** Everybody who left a school since last year: to other schools of the city, then out of it. */
export function departedOf(plan: CityPlan, school: SchoolPlan, cache: HouseholdCache): Departed[] {
  const communes = new Set(school.grades.flatMap((g) => g.catchment.map((part) => part.communeIndex)));
  const departed: Departed[] = [];
  for (const communeIndex of [...communes].sort((a, b) => a - b)) {
    const people = communePeople(plan, communeIndex);
    for (const here of communeFlows(plan, communeIndex).departures.get(school.index) ?? []) {
      const { part, slot } = slotOf(people, here);
      const step = gradeStep(part.school.grades[part.gradeIndex]?.grade ?? "NT");
      if (school.level === "01" && gradeAt(step) === "1") continue;
      const truth = learnerTruth(plan, part.school, part.gradeIndex, slot, cache);
      const localCode = `3${String(school.index).padStart(4, "0")}${String(departed.length).padStart(5, "0")}`;
      const entry = remembered(truth, school, localCode);
      if (entry !== null) departed.push(entry);
    }
  }
  departed.push(...leaversOf(plan, school));
  return departed;
}
