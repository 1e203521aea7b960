import { className } from "./class-names.ts";
import { type CommuneFlows, NOWHERE, OUTSIDE, pickPart } from "./flows.ts";
import { gradeAt, gradeStep, levelOfStep } from "./grades.ts";
import type { CommunePeople } from "./households.ts";
import { hashFraction, hashPath, Rng } from "./random.ts";
import type { CityPlan, EnrolmentRow, SchoolPlan, SchoolYear, YearOutcome } from "./types.ts";
import { OTHER_PROVINCES } from "./words.ts";

const OPENING = "09-05";
const CLOSING = "05-31";

/** Where a learner was in the last school year, however they have moved since. */
export interface LastYear {
  /** NOWHERE, OUTSIDE or a school index. */
  schoolIndex: number;
  step: number;
  classIndex: number;
}

export interface Past {
  lastYear: LastYear;
  autumnSchool: number;
  transferDate: string;
  repeated: boolean;
  /** Oldest first. */
  rows: EnrolmentRow[];
}

export function yearStart(year: SchoolYear): string {
  return `${year.slice(0, 4)}-${OPENING}`;
}

export function yearEnd(year: SchoolYear): string {
  return `${year.slice(5)}-${CLOSING}`;
}

function outsideName(seed: number, key: readonly (string | number)[], step: number): string {
  const rng = Rng.of(seed, "outside", ...key);
  const kind = { "01": "Mầm non", "02": "Tiểu học", "03": "THCS", "04": "THPT", "05": "THPT" }[
    levelOfStep(step)
  ];
  const name = rng.pick([
    "Trần Phú",
    "Lê Lợi",
    "Nguyễn Trãi",
    "Quang Trung",
    "Hoa Sen",
    "Kim Đồng",
    "Đông Hưng",
  ]);
  return `Trường ${kind} ${name} (${OTHER_PROVINCES.draw(rng).name})`;
}

export function outcomeOf(step: number, stays: boolean): YearOutcome {
  if (stays) return "retained";
  return step === 3 || step === 8 || step === 12 || step === 15 ? "completedLevel" : "promoted";
}

/** Class of last year: who stayed moved up with the class, the others are strewn over the then classes. */
function classThen(school: SchoolPlan, step: number, hereClass: number | null, key: number): number {
  if (hereClass !== null) return hereClass;
  const grade = school.grades.find((g) => gradeStep(g.grade) === step);
  return grade === undefined ? 0 : key % grade.classes;
}

/** The four years of a current learner. `ownClass` is the index of the class in the grade today. */
export function pastOf(
  plan: CityPlan,
  people: CommunePeople,
  flows: CommuneFlows,
  communeIndex: number,
  here: number,
  school: SchoolPlan,
  step: number,
  ownClass: number,
): Past {
  const seed = plan.options.seed;
  const key = hashPath(seed, "past", communeIndex, here);
  const repeated = flows.repeats[here] === 1;
  const autumnSchool = flows.autumn[here] ?? NOWHERE;
  const transferDate = `2026-${key % 2 === 0 ? "09" : "10"}-${String(8 + ((key >>> 4) % 10)).padStart(2, "0")}`;
  const rows: EnrolmentRow[] = [];
  const row = (
    year: SchoolYear,
    at: number,
    atStep: number,
    classIndex: number,
    entryDate: string,
    exitDate: string | null,
    exitReason: string | null,
    outcome: YearOutcome | null,
  ) => {
    const grade = gradeAt(atStep);
    if (grade === undefined) return;
    const then = plan.allSchools[at];
    rows.push({
      schoolYear: year,
      schoolCode: then?.code ?? null,
      schoolName: then?.name ?? outsideName(seed, [communeIndex, here], atStep),
      gradeLevel: grade,
      className: then === undefined ? `${grade}A` : className(seed, then, grade, classIndex),
      entryDate,
      exitDate,
      exitReason,
      outcome,
    });
  };
  if (autumnSchool === NOWHERE) {
    row("2026-2027", school.index, step, ownClass, "2026-09-05", null, null, null);
  } else {
    row("2026-2027", school.index, step, ownClass, transferDate, null, null, null);
    const other = plan.allSchools[autumnSchool];
    const thatClass = other === undefined ? 0 : classThen(other, step, null, key >>> 6);
    row(
      "2026-2027",
      autumnSchool,
      step,
      thatClass,
      "2026-09-05",
      transferDate,
      "Chuyển trường",
      "transferred",
    );
  }
  const lastStep = repeated ? step : step - 1;
  const lastSchool = flows.lastYear[here] ?? NOWHERE;
  const then = plan.allSchools[lastSchool];
  const stayed = lastSchool === school.index;
  const sameAsAutumn = lastSchool === autumnSchool && then !== undefined;
  const classIndex =
    then === undefined
      ? 0
      : classThen(
          then,
          lastStep,
          stayed && !repeated ? ownClass : null,
          sameAsAutumn ? key >>> 6 : key >>> 9,
        );
  let at = lastSchool;
  let atStep = lastStep;
  let atClass = classIndex;
  let stays = repeated;
  for (const [i, year] of (["2025-2026", "2024-2025", "2023-2024"] as const).entries()) {
    if (at === NOWHERE || atStep < 0) break;
    const end = yearEnd(year);
    row(year, at, atStep, atClass, yearStart(year), end, null, outcomeOf(atStep, stays));
    stays = false;
    const level = levelOfStep(atStep);
    atStep -= 1;
    if (atStep < 0) break;
    if (levelOfStep(atStep) !== level) {
      const feeders = people.parts.filter(
        (p) => gradeStep(p.school.grades[p.gradeIndex]?.grade ?? "NT") === atStep,
      );
      at = pickPart(feeders, hashFraction(seed, "earlier", communeIndex, here))?.index ?? OUTSIDE;
      const next = plan.allSchools[at];
      atClass = next === undefined ? 0 : classThen(next, atStep, null, key >>> (3 + i));
    } else if (level === "01" && hashFraction(seed, "preschool", communeIndex, here, i) < 0.3) {
      break;
    }
  }
  return {
    lastYear: { schoolIndex: lastSchool, step: lastStep, classIndex },
    autumnSchool,
    transferDate,
    repeated,
    rows: rows.sort((a, b) => (a.entryDate < b.entryDate ? -1 : 1)),
  };
}
