import { CLASSES } from "../baseline.ts";
import { GRADES, gradeStep } from "./grades.ts";
import type { SchoolDraft } from "./plan-schools.ts";
import { apportion, hashFraction, Rng } from "./random.ts";
import type { CatchmentPart, Commune, GradeLevel, LeaverKind, LeaverPlan, SchoolLevel } from "./types.ts";

/** Shares of the grades in a level. */
const GRADE_SHARE: Readonly<Record<SchoolLevel, readonly number[]>> = {
  "01": [0.17, 0.24, 0.28, 0.31],
  "02": [0.187, 0.195, 0.204, 0.21, 0.204],
  "03": [0.256, 0.251, 0.239, 0.254],
  "04": [0.335, 0.335, 0.33],
  "05": [0.36, 0.33, 0.31],
};

/** Pupils a class a school aims at in the country, and how many more in the inner city. */
const CLASS_SIZE: Readonly<Record<GradeLevel, readonly [country: number, crowd: number]>> = {
  NT: [17, 4],
  MG3: [21, 4],
  MG4: [23, 5],
  MG5: [25, 6],
  "1": [30, 11],
  "2": [30, 11],
  "3": [31, 10],
  "4": [31, 10],
  "5": [31, 10],
  "6": [37, 9],
  "7": [37, 9],
  "8": [37, 9],
  "9": [37, 9],
  "10": [39, 5],
  "11": [39, 5],
  "12": [38, 5],
};

/** No class is fuller than this, however odd the grade's number. */
const FULLEST_CLASS: Readonly<Record<SchoolLevel, number>> = {
  "01": 38,
  "02": 47,
  "03": 52,
  "04": 50,
  "05": 50,
};

export interface GradeDraft {
  grade: GradeLevel;
  learners: number;
  classes: number;
}

export function draftGrades(school: SchoolDraft, seed: number): GradeDraft[] {
  const rng = Rng.of(seed, "grades", school.code);
  const weights = GRADE_SHARE[school.level].map((share) => share * Math.exp(0.06 * rng.normal()));
  const sizes = apportion(school.learners, weights);
  return GRADES[school.level].map((grade, i) => ({ grade, learners: sizes[i] as number, classes: 0 }));
}

/** Fills in the classes of all grades so that each level has exactly its number of classes. */
export function planClasses(
  schools: readonly { level: SchoolLevel; urbanness: number; grades: GradeDraft[] }[],
): void {
  for (const level of Object.keys(CLASSES) as SchoolLevel[]) {
    const cells = schools
      .filter((s) => s.level === level)
      .flatMap((s) =>
        s.grades.map((grade) => {
          const [country, crowd] = CLASS_SIZE[grade.grade];
          return { grade, target: country + crowd * s.urbanness };
        }),
      );
    type Cell = (typeof cells)[number];
    const classesOf = (c: Cell, stretch: number) =>
      Math.max(
        1,
        Math.round(c.grade.learners / (c.target * stretch)),
        Math.ceil(c.grade.learners / FULLEST_CLASS[level]),
      );
    const classesAt = (stretch: number) => cells.reduce((sum, c) => sum + classesOf(c, stretch), 0);
    let [low, high] = [0.5, 2];
    for (let i = 0; i < 40; i++) {
      const middle = (low + high) / 2;
      if (classesAt(middle) > CLASSES[level]) low = middle;
      else high = middle;
    }
    for (const c of cells) c.grade.classes = classesOf(c, high);
    let missing = CLASSES[level] - cells.reduce((sum, c) => sum + c.grade.classes, 0);
    while (missing > 0) {
      let fullest = cells[0];
      for (const c of cells) {
        const fill = (x: Cell) => x.grade.learners / x.grade.classes / x.target;
        if (fullest === undefined || fill(c) > fill(fullest)) fullest = c;
      }
      if (fullest === undefined) throw new Error(`no schools of level ${level}`);
      fullest.grade.classes++;
      missing--;
    }
  }
}

/** Share of learners from the school's own commune. */
const OWN_SHARE: Readonly<Record<SchoolLevel, number>> = {
  "01": 0.95,
  "02": 0.93,
  "03": 0.9,
  "04": 0.46,
  "05": 0.36,
};
const NEIGHBOURS_SERVED: Readonly<Record<SchoolLevel, number>> = {
  "01": 2,
  "02": 2,
  "03": 2,
  "04": 6,
  "05": 8,
};

/** Where the learners of one grade live. */
export function planCatchment(
  school: SchoolDraft,
  learners: number,
  communes: readonly Commune[],
): CatchmentPart[] {
  const home = communes[school.communeIndex] as Commune;
  const around = home.neighbours.slice(0, NEIGHBOURS_SERVED[school.level]);
  if (around.length === 0) return [{ communeIndex: home.index, count: learners }];
  const own = OWN_SHARE[school.level];
  const near = around.map((i) => (communes[i] as Commune).weight);
  const sum = near.reduce((a, b) => a + b, 0);
  const counts = apportion(learners, [own, ...near.map((w) => ((1 - own) * w) / sum)]);
  return [home.index, ...around]
    .map((communeIndex, i) => ({ communeIndex, count: counts[i] as number }))
    .filter((part) => part.count > 0);
}

/** Shares of a grade's pupils that left in each way. */
function leaverShares(level: SchoolLevel, grade: GradeLevel): [LeaverKind, number][] {
  const shares: [LeaverKind, number][] = [["movedAwayAutumn", level === "01" ? 0.003 : 0.002]];
  if (level === "01") return shares;
  shares.push(["movedAway", 0.003]);
  if (grade === "9") shares.push(["afterGrade9", 0.19]);
  if (grade === "12") shares.push(["graduated", 0.96]);
  const drop = { "02": 0.0003, "03": 0.002, "04": 0.004, "05": 0.018 }[level];
  shares.push(["droppedMidYear", drop], ["droppedAutumn", drop]);
  return shares;
}

/** Who left the city's schools from here since 5/9/2025 (handbook §5: stocks and flows must add up). */
export function planLeavers(school: SchoolDraft, grades: readonly GradeDraft[], seed: number): LeaverPlan[] {
  const leavers: LeaverPlan[] = [];
  for (const { grade, learners } of grades) {
    for (const [kind, share] of leaverShares(school.level, grade)) {
      const lastGrade = gradeStep(grade) === 12 || gradeStep(grade) === 15;
      if (kind === "movedAway" && lastGrade) continue;
      const count = Math.floor(learners * share + hashFraction(seed, "leavers", school.code, grade, kind));
      if (count > 0) leavers.push({ kind, grade, count });
    }
  }
  return leavers;
}
