import { BASELINE } from "../baseline.ts";
import { apportion, Rng } from "./random.ts";
import type { Commune, SchoolLevel, SchoolPlan } from "./types.ts";

/**
 * Which schools stand for the whole city at a smaller scale: as many of each level and ownership as their share
 * gives (largest remainder, every level at least once when there are five schools or more), clustered in a few
 * communes of both former provinces so that siblings and transfers meet, their learners in proportion.
 */

function schoolsByStratum(total: number): number[] {
  const levels = [...new Set(BASELINE.map((b) => b.level))];
  const inLevel = levels.map((level) =>
    BASELINE.filter((b) => b.level === level).reduce((sum, b) => sum + b.schools, 0),
  );
  const counts = apportion(total, inLevel);
  const all = inLevel.reduce((a, b) => a + b, 0);
  for (let i = 0; i < counts.length && total >= levels.length; i++) {
    if (counts[i] !== 0) continue;
    const surplus = counts.map((n, j) => (n > 1 ? n - (total * (inLevel[j] as number)) / all : -Infinity));
    const giver = surplus.indexOf(Math.max(...surplus));
    counts[giver] = (counts[giver] as number) - 1;
    counts[i] = 1;
  }
  const split = new Map<SchoolLevel, number[]>();
  for (const [i, level] of levels.entries()) {
    const strata = BASELINE.filter((b) => b.level === level).map((b) => b.schools);
    split.set(level, apportion(counts[i] as number, strata));
  }
  return BASELINE.map((b) => (split.get(b.level) ?? [])[b.ownership === "public" ? 0 : 1] ?? 0);
}

/** A school every few of the communes visited. */
const SCHOOLS_PER_COMMUNE = 4;
const FEWEST_COMMUNES = 8;

/** Communes in order of preference: both provinces in turn, town and country in turn, an island early. */
function communeOrder(communes: readonly Commune[], seed: number): Commune[] {
  const rng = Rng.of(seed, "sample", "communes");
  const pool = (province: Commune["formerProvince"], urban: boolean) =>
    rng.shuffle(
      communes.filter(
        (c) => c.kind !== "Đặc khu" && c.formerProvince === province && c.urbanness > 0.5 === urban,
      ),
    );
  const turns = [
    pool("Hải Phòng", true),
    pool("Hải Dương", false),
    pool("Hải Phòng", false),
    pool("Hải Dương", true),
  ];
  const islands = communes.filter((c) => c.kind === "Đặc khu").sort((a, b) => b.weight - a.weight);
  const order: Commune[] = [];
  for (let i = 0; order.length < communes.length - islands.length; i++) {
    const next = turns[i % turns.length]?.shift();
    if (next !== undefined) order.push(next);
  }
  order.splice(4, 0, ...islands.slice(0, 1));
  order.splice(20, 0, ...islands.slice(1));
  return order;
}

/** Takes `count` candidates spread over communes, then swaps until their learners are near the target. */
function choose(candidates: readonly SchoolPlan[], count: number, learnersWanted: number): SchoolPlan[] {
  const chosen = candidates.slice(0, count);
  const spare = candidates.slice(count);
  let sum = chosen.reduce((total, s) => total + s.learners, 0);
  for (let round = 0; round < 50 && spare.length > 0; round++) {
    let best: { i: number; j: number; gap: number } | undefined;
    const gapNow = Math.abs(sum - learnersWanted);
    for (const [i, inside] of chosen.entries()) {
      for (const [j, outside] of spare.entries()) {
        const gap = Math.abs(sum - inside.learners + outside.learners - learnersWanted);
        if (gap < (best?.gap ?? gapNow)) best = { i, j, gap };
      }
    }
    if (best === undefined || best.gap > gapNow * 0.98) break;
    const inside = chosen[best.i] as SchoolPlan;
    const outside = spare[best.j] as SchoolPlan;
    chosen[best.i] = outside;
    spare[best.j] = inside;
    sum += outside.learners - inside.learners;
  }
  return chosen;
}

/** The sample shows every kind of file, so one school with a whole gradebook takes the place of its like. */
function withGradebook(chosen: SchoolPlan[], all: readonly SchoolPlan[]): void {
  if (chosen.some((s) => s.detailedGradebook)) return;
  let best: { i: number; school: SchoolPlan; gap: number } | undefined;
  for (const school of all) {
    if (!school.detailedGradebook) continue;
    for (const [i, other] of chosen.entries()) {
      if (other.level !== school.level || other.ownership !== school.ownership) continue;
      const gap = Math.abs(other.learners - school.learners);
      if (gap < (best?.gap ?? Infinity)) best = { i, school, gap };
    }
  }
  if (best !== undefined) chosen[best.i] = best.school;
}

export function sampleSchools(
  all: readonly SchoolPlan[],
  communes: readonly Commune[],
  scale: number,
  seed: number,
): SchoolPlan[] {
  if (scale >= 1) return [...all];
  const total = Math.max(1, Math.round(all.length * scale));
  const counts = schoolsByStratum(total);
  const order = communeOrder(communes, seed);
  const rank = new Map(order.map((c, i) => [c.index, i]));
  const visited = Math.max(FEWEST_COMMUNES, Math.ceil(total / SCHOOLS_PER_COMMUNE));
  const chosen: SchoolPlan[] = [];
  for (const [b, base] of BASELINE.entries()) {
    const count = counts[b] ?? 0;
    if (count === 0) continue;
    const seen = new Map<number, number>();
    const candidates = all
      .filter((s) => s.level === base.level && s.ownership === base.ownership)
      .map((school) => {
        const before = seen.get(school.communeIndex) ?? 0;
        seen.set(school.communeIndex, before + 1);
        const island = communes[school.communeIndex]?.kind === "Đặc khu";
        return { school, turn: island ? before + 1 : before, rank: rank.get(school.communeIndex) ?? 0 };
      })
      // First the communes visited, one school of each in turn; the others only when these run out.
      .sort((x, y) => {
        const far = Number(x.rank >= visited) - Number(y.rank >= visited);
        return far || x.turn - y.turn || x.rank - y.rank;
      });
    const inside = candidates.filter((c) => c.rank < visited).length;
    const pool = candidates.slice(0, Math.max(inside, count + Math.min(4, count))).map((c) => c.school);
    chosen.push(...choose(pool, count, (base.learners * count) / base.schools));
  }
  withGradebook(chosen, all);
  return chosen.sort((a, b) => a.index - b.index);
}
