import { BASELINE, COMPUTERS, IT_ROOMS, IT_TEACHERS, type LevelBaseline } from "../baseline.ts";
import { oldCommuneNames } from "./plan-communes.ts";
import { apportion, Rng } from "./random.ts";
import { schoolNames } from "./school-names.ts";
import type { Commune, Ownership, SchoolLevel } from "./types.ts";

/** A school before its grades are planned. */
export interface SchoolDraft {
  level: SchoolLevel;
  ownership: Ownership;
  communeIndex: number;
  code: string;
  name: string;
  learners: number;
}

/** How many schools of a kind stand in each commune. */
function schoolsPerCommune(base: LevelBaseline, communes: readonly Commune[]): number[] {
  const basic = base.level === "01" || base.level === "02" || base.level === "03";
  if (basic && base.ownership === "public") {
    // Old communes kept a school each, so the country has more and smaller schools than its people need.
    const weights = communes.map((c) => (c.weight < 0.001 ? 1e-9 : 0.5 * c.weight + 0.5 / communes.length));
    return apportion(base.schools, weights, 1);
  }
  const weights = communes.map((c) => {
    if (c.kind === "Đặc khu")
      return base.level === "04" && base.ownership === "public" && c.weight > 0.001 ? 0.012 : 0;
    return base.ownership === "private" ? c.weight * (0.15 + c.urbanness) : c.weight;
  });
  return apportion(base.schools, weights);
}

/** Deviation of a school's size around its commune's mean, as a share. */
const SIZE_SPREAD: Readonly<Record<Ownership, number>> = { public: 0.2, private: 0.35 };
const SMALLEST: Readonly<Record<SchoolLevel, number>> = {
  "01": 20,
  "02": 30,
  "03": 28,
  "04": 150,
  "05": 200,
};

function draftStratum(base: LevelBaseline, communes: readonly Commune[], seed: number): SchoolDraft[] {
  const old = oldCommuneNames();
  const counts = schoolsPerCommune(base, communes);
  const drafts: Omit<SchoolDraft, "learners">[] = [];
  const weights: number[] = [];
  const drawsFromAfar = base.level === "04" || base.level === "05" || base.ownership === "private";
  for (const commune of communes) {
    const count = counts[commune.index] as number;
    const rng = Rng.of(seed, "schools", base.level, base.ownership, commune.code);
    const names = schoolNames(rng, base.level, base.ownership, commune, old.get(commune.code) ?? [], count);
    const firstNumber = base.ownership === "public" ? 1 : 501;
    for (const [i, name] of names.entries()) {
      const number = String(firstNumber + i).padStart(3, "0");
      drafts.push({
        level: base.level,
        ownership: base.ownership,
        communeIndex: commune.index,
        code: `31${commune.code}${base.level}${number}`,
        name,
      });
      const mean = drawsFromAfar ? 0.85 + 0.4 * commune.urbanness : commune.weight / count;
      const island = drawsFromAfar && commune.kind === "Đặc khu" ? 0.45 : 1;
      weights.push(mean * island * Math.exp(SIZE_SPREAD[base.ownership] * rng.normal()));
    }
  }
  const sizes = apportion(base.learners, weights, SMALLEST[base.level]);
  return drafts.map((draft, i) => ({ ...draft, learners: sizes[i] as number }));
}

/** All schools in the order of communes, levels and running numbers. */
export function draftSchools(communes: readonly Commune[], seed: number): SchoolDraft[] {
  return BASELINE.flatMap((base) => draftStratum(base, communes, seed)).sort((a, b) =>
    a.code < b.code ? -1 : 1,
  );
}

interface Staffed {
  level: SchoolLevel;
  ownership: Ownership;
  classes: number;
  learners: number;
  urbanness: number;
}

/** Teachers a class by level (handbook §6), then managers and support posts a school. */
const PER_CLASS: Readonly<Record<SchoolLevel, number>> = {
  "01": 2.25,
  "02": 1.5,
  "03": 1.9,
  "04": 2.25,
  "05": 1.6,
};
const PER_SCHOOL: Readonly<Record<SchoolLevel, number>> = { "01": 6, "02": 6, "03": 5, "04": 7, "05": 6 };

function byLevel(
  level: SchoolLevel,
  totals: Readonly<Record<SchoolLevel, number>>,
  drafts: readonly Staffed[],
) {
  const total = totals[level];
  // Small schools share a machine room and a teacher with their neighbours.
  const weights = drafts.map((d) => (d.level === level ? d.classes ** 1.1 : 0));
  return total === 0 ? drafts.map(() => 0) : apportion(total, weights);
}

export interface SchoolPosts {
  staff: number;
  itTeachers: number;
  computers: number;
  itRooms: number;
}

/** Staff, IT teachers and machines of every school; each column sums to its baseline. */
export function planPosts(drafts: readonly Staffed[]): SchoolPosts[] {
  const posts = drafts.map((): SchoolPosts => ({ staff: 0, itTeachers: 0, computers: 0, itRooms: 0 }));
  for (const base of BASELINE) {
    // Towns lack teachers, the country has some to spare (seed S1).
    const weights = drafts.map((d) =>
      d.level === base.level && d.ownership === base.ownership
        ? (d.classes * PER_CLASS[d.level] + PER_SCHOOL[d.level]) * (1.04 - 0.08 * d.urbanness)
        : 0,
    );
    for (const [i, n] of apportion(base.staff, weights).entries()) (posts[i] as SchoolPosts).staff += n;
  }
  for (const level of ["01", "02", "03", "04", "05"] as const) {
    const it = byLevel(level, IT_TEACHERS, drafts);
    const computers = byLevel(level, COMPUTERS, drafts);
    const rooms = byLevel(level, IT_ROOMS, drafts);
    for (const [i, post] of posts.entries()) {
      post.itTeachers += it[i] as number;
      post.computers += computers[i] as number;
      post.itRooms += rooms[i] as number;
    }
  }
  return posts;
}
