import { gradeAt, gradeStep } from "./grades.ts";
import { type CommunePart, type CommunePeople, communePeople } from "./households.ts";
import { hashFraction } from "./random.ts";
import type { CityPlan, SchoolPlan } from "./types.ts";

/**
 * Where every current learner was in 2025-2026, and who changed school this autumn. Worked out commune by
 * commune, so that both ends of a move agree without asking each other: a move always joins two schools that
 * serve the learner's commune.
 */

/** `OUTSIDE`: a school of another province. `NOWHERE`: not in school that year. */
export const NOWHERE = -1;
export const OUTSIDE = -2;

export interface CommuneFlows {
  /** School index (or NOWHERE, OUTSIDE) in 2025-2026. */
  lastYear: Int16Array;
  /** School index (or OUTSIDE) where this year began before an autumn transfer; NOWHERE for nearly all. */
  autumn: Int16Array;
  /** Same grade as last year. */
  repeats: Uint8Array;
  /** Slots here that left a school since last year (moving up included), by that school's index. */
  departures: ReadonlyMap<number, readonly number[]>;
}

type Move = "summer" | "autumn" | "fromOutside" | "autumnFromOutside" | "none";
const MOVE_UP_TO: readonly (readonly [Move, number])[] = [
  ["summer", 0.006],
  ["autumn", 0.0095],
  ["fromOutside", 0.013],
  ["autumnFromOutside", 0.0145],
];
const moveOf = (fraction: number): Move => MOVE_UP_TO.find(([, end]) => fraction < end)?.[0] ?? "none";
const REPEATS = { "01": 0, "02": 0.002, "03": 0.005, "04": 0.003, "05": 0.006 } as const;
const REPEATS_GRADE_1 = 0.008;
/** Not in school the year before, by grade. */
const NEW_COMER: Readonly<Record<string, number>> = { NT: 1, MG3: 0.5, MG4: 0.13, MG5: 0.05 };

const flowsOf = new WeakMap<CommunePeople, CommuneFlows>();

function partsByStep(parts: readonly CommunePart[]): CommunePart[][] {
  const steps: CommunePart[][] = Array.from({ length: 16 }, () => []);
  for (const part of parts) steps[stepOf(part)]?.push(part);
  return steps;
}

function stepOf(part: CommunePart): number {
  return gradeStep(part.school.grades[part.gradeIndex]?.grade ?? "NT");
}

/** A school by share of a fraction; undefined when there is none. */
export function pickPart(parts: readonly CommunePart[], fraction: number): SchoolPlan | undefined {
  const total = parts.reduce((sum, part) => sum + part.count, 0);
  let left = fraction * total;
  for (const part of parts) {
    left -= part.count;
    if (left < 0) return part.school;
  }
  return parts.at(-1)?.school;
}

function compute(plan: CityPlan, communeIndex: number, people: CommunePeople): CommuneFlows {
  const seed = plan.options.seed;
  const size = people.household.length;
  const lastYear = new Int16Array(size).fill(NOWHERE);
  const autumn = new Int16Array(size).fill(NOWHERE);
  const repeats = new Uint8Array(size);
  const departures = new Map<number, number[]>();
  const steps = partsByStep(people.parts);
  for (const part of people.parts) {
    const { school } = part;
    const step = stepOf(part);
    const grade = gradeAt(step) ?? "NT";
    const entry = part.gradeIndex === 0;
    const feeders = entry ? (steps[step - 1] ?? []) : [];
    const others = (steps[step] ?? []).filter(
      (p) => p.school.index !== school.index && p.school.level === school.level,
    );
    const repeatShare = grade === "1" ? REPEATS_GRADE_1 : REPEATS[school.level];
    for (let here = part.firstHere; here < part.firstHere + part.count; here++) {
      const draw = (what: string) => hashFraction(seed, what, communeIndex, here);
      const single = people.twin[here] === -1;
      const natural = (): number => {
        if (draw("new") < (NEW_COMER[grade] ?? 0)) return NOWHERE;
        return entry ? (pickPart(feeders, draw("feeder"))?.index ?? OUTSIDE) : school.index;
      };
      if (single && people.childOrder[here] === 0 && draw("repeats") < repeatShare) {
        repeats[here] = 1;
        lastYear[here] = school.index;
        continue;
      }
      const move = single && grade !== "NT" ? moveOf(draw("move")) : "none";
      const other = pickPart(others, draw("other"))?.index ?? OUTSIDE;
      // Those who enter a level choose a school anyway: for them only a move in autumn is a transfer.
      const before = entry ? natural() : other;
      if (move === "autumn") autumn[here] = other;
      if (move === "autumnFromOutside") autumn[here] = OUTSIDE;
      if (move === "summer" || move === "autumn") lastYear[here] = before;
      else lastYear[here] = move === "none" ? natural() : OUTSIDE;
      for (const left of new Set([lastYear[here] as number, autumn[here] as number])) {
        if (left < 0 || left === school.index) continue;
        const list = departures.get(left);
        if (list === undefined) departures.set(left, [here]);
        else list.push(here);
      }
    }
  }
  return { lastYear, autumn, repeats, departures };
}

export function communeFlows(plan: CityPlan, communeIndex: number): CommuneFlows {
  const people = communePeople(plan, communeIndex);
  let flows = flowsOf.get(people);
  if (flows === undefined) {
    flows = compute(plan, communeIndex, people);
    flowsOf.set(people, flows);
  }
  return flows;
}
