import { gradeStep, nominalBirthYear } from "./grades.ts";
import { hashFraction, Rng } from "./random.ts";
import type { CityPlan, SchoolPlan } from "./types.ts";

/**
 * Who lives with whom, commune by commune. A commune's learners (of all schools that serve it, at every scale)
 * are dealt into households once; a school asks for its own slots and gets the same household that the
 * brother's school gets. Integers only: about 9,000 slots a commune, a few milliseconds.
 */

/** One grade of one school as far as it serves this commune. */
export interface CommunePart {
  school: SchoolPlan;
  gradeIndex: number;
  /** First slot of the school's grade that lives here, how many, and where they begin among the commune's. */
  firstSlot: number;
  count: number;
  firstHere: number;
}

export interface CommunePeople {
  parts: readonly CommunePart[];
  partOf: Int16Array;
  /** Household of each slot; households are numbered by their oldest child's slot here. */
  household: Int32Array;
  /** 0 for the oldest child in school. */
  childOrder: Uint8Array;
  /** Other twin's slot here, or -1. */
  twin: Int32Array;
  /** Of the household a slot heads: children in school, and years between the oldest and the youngest. */
  children: Uint8Array;
  span: Uint8Array;
  /** City-wide serial of this commune's first slot. */
  serialOffset: number;
}

const TWIN_SHARE = 0.011;
const NEXT_CHILD = [0.5, 0.22, 0.06] as const;
/** Years between children: never one, so that birth dates cannot clash. */
const GAPS = [2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 6, 7, 8] as const;

interface CommuneIndex {
  parts: CommunePart[][];
  offsets: number[];
}

const indexes = new WeakMap<CityPlan, CommuneIndex>();
const settled = new WeakMap<CityPlan, Map<number, CommunePeople>>();

function communeIndex(plan: CityPlan): CommuneIndex {
  const known = indexes.get(plan);
  if (known !== undefined) return known;
  const parts: CommunePart[][] = plan.communes.map(() => []);
  const sizes = plan.communes.map(() => 0);
  for (const school of plan.allSchools) {
    for (const [gradeIndex, grade] of school.grades.entries()) {
      let firstSlot = 0;
      for (const { communeIndex: c, count } of grade.catchment) {
        const firstHere = sizes[c] as number;
        parts[c]?.push({ school, gradeIndex, firstSlot, count, firstHere });
        sizes[c] = firstHere + count;
        firstSlot += count;
      }
    }
  }
  let total = 0;
  const offsets = sizes.map((size) => {
    const before = total;
    total += size;
    return before;
  });
  const index = { parts, offsets };
  indexes.set(plan, index);
  return index;
}

function pairTwins(plan: CityPlan, code: string, parts: readonly CommunePart[], twin: Int32Array): void {
  for (const part of parts) {
    const share = hashFraction(plan.options.seed, "twins", code, part.school.index, part.gradeIndex);
    const pairs = Math.min(Math.floor(part.count / 2), Math.floor(part.count * TWIN_SHARE + share));
    for (let i = 0; i < pairs; i++) {
      const a = part.firstHere + 2 * i;
      twin[a] = a + 1;
      twin[a + 1] = a;
    }
  }
}

function settle(plan: CityPlan, index: number): CommunePeople {
  const commune = plan.communes[index];
  if (commune === undefined) throw new RangeError(`no commune ${index}`);
  const { parts, offsets } = communeIndex(plan);
  const here = parts[index] ?? [];
  const last = here.at(-1);
  const size = last === undefined ? 0 : last.firstHere + last.count;
  const rng = Rng.of(plan.options.seed, "households", commune.code);
  const partOf = new Int16Array(size);
  const twin = new Int32Array(size).fill(-1);
  const household = new Int32Array(size).fill(-1);
  const childOrder = new Uint8Array(size);
  pairTwins(plan, commune.code, here, twin);
  const byStep: number[][] = Array.from({ length: 16 }, () => []);
  for (const [p, part] of here.entries()) {
    const step = gradeStep(part.school.grades[part.gradeIndex]?.grade ?? "NT");
    for (let i = part.firstHere; i < part.firstHere + part.count; i++) {
      partOf[i] = p;
      byStep[step]?.push(i);
    }
  }
  for (const slots of byStep) rng.shuffle(slots);
  const children = new Uint8Array(size);
  const span = new Uint8Array(size);
  const take = (head: number, slot: number, order: number): number => {
    household[slot] = head;
    childOrder[slot] = order;
    const other = twin[slot] as number;
    if (other < 0) return order;
    household[other] = head;
    childOrder[other] = order + 1;
    return order + 1;
  };
  const nextFree = (step: number): number | undefined => {
    const slots = byStep[step] ?? [];
    for (let slot = slots.pop(); slot !== undefined; slot = slots.pop()) {
      if (household[slot] === -1) return slot;
    }
    return undefined;
  };
  for (let oldest = 15; oldest >= 0; oldest--) {
    for (let head = nextFree(oldest); head !== undefined; head = nextFree(oldest)) {
      let order = take(head, head, 0);
      let step = oldest;
      for (const chance of NEXT_CHILD) {
        if (!rng.chance(chance)) break;
        step -= rng.pick(GAPS);
        const slot = step < 0 ? undefined : nextFree(step);
        if (slot === undefined) break;
        order = take(head, slot, order + 1);
        span[head] = oldest - step;
      }
      children[head] = order + 1;
    }
  }
  return {
    parts: here,
    partOf,
    household,
    childOrder,
    twin,
    children,
    span,
    serialOffset: offsets[index] ?? 0,
  };
}

/** The people of a commune; kept for the life of the plan (about 15 MB for the whole city). */
export function communePeople(plan: CityPlan, communeIndexWanted: number): CommunePeople {
  let known = settled.get(plan);
  if (known === undefined) {
    known = new Map();
    settled.set(plan, known);
  }
  let people = known.get(communeIndexWanted);
  if (people === undefined) {
    people = settle(plan, communeIndexWanted);
    known.set(communeIndexWanted, people);
  }
  return people;
}

export interface SlotPlace {
  communeIndex: number;
  /** The slot among the commune's. */
  here: number;
}

/** Home commune of a slot of a school's grade. */
export function placeOf(plan: CityPlan, school: SchoolPlan, gradeIndex: number, slot: number): SlotPlace {
  const grade = school.grades[gradeIndex];
  let first = 0;
  for (const part of grade?.catchment ?? []) {
    if (slot < first + part.count) {
      const people = communePeople(plan, part.communeIndex);
      const found = people.parts.find((p) => p.school.index === school.index && p.gradeIndex === gradeIndex);
      if (found === undefined) break;
      return { communeIndex: part.communeIndex, here: found.firstHere + slot - first };
    }
    first += part.count;
  }
  throw new RangeError(`school ${school.code} has no slot ${slot} in grade ${gradeIndex}`);
}

/** The part of the commune a slot belongs to, and the slot's number in its school's grade. */
export function slotOf(people: CommunePeople, here: number): { part: CommunePart; slot: number } {
  const part = people.parts[people.partOf[here] ?? -1];
  if (part === undefined) throw new RangeError(`no slot ${here}`);
  return { part, slot: part.firstSlot + here - part.firstHere };
}

/** Nominal birth year of the oldest child, for the parents' ages. */
export function oldestChildYear(people: CommunePeople, household: number): number {
  const { part } = slotOf(people, household);
  return nominalBirthYear(part.school.grades[part.gradeIndex]?.grade ?? "NT");
}
