import { expect, test } from "vitest";
import type { Part } from "../department/metric-data.ts";
import { rankedOf, risenOf } from "./ranking-data.ts";

const part = (
  id: string,
  quality: number | null,
  qualityBefore: number | null,
  rank: number | null,
): Part => ({
  unit: `commune:${id}`,
  id,
  title: id,
  values: { quality },
  rank,
  peerRank: rank === null ? null : rank + 10,
  qualityBefore,
});

test("the best stand first; without a score, or without a commune, nobody stands there; zero is a score", () => {
  const ranked = rankedOf(
    [part("a", 0, 1, 3), part("b", null, 90, null), part("-", 99, 99, null), part("c", 98, null, 1)],
    false,
  );
  expect(ranked.map((one) => [one.part.id, one.place, one.change])).toEqual([
    ["c", 1, null],
    ["a", 3, -1],
  ]);
  expect(rankedOf([part("c", 98, null, 1)], true)[0]?.place).toBe(11);
});

test("the change is the difference of what is shown", () => {
  for (const [now, before] of [
    [97.24, 97.16],
    [97.25, 97.24],
    [90.04, 95.96],
  ] as const) {
    const [one] = rankedOf([part("a", now, before, 1)], false);
    expect(one?.change).toBeCloseTo(Math.round(now * 10) / 10 - Math.round(before * 10) / 10, 5);
  }
});

test("only who rose is among the risen, most first", () => {
  const ranked = rankedOf(
    [part("a", 90, 89, 2), part("b", 95, 96, 1), part("c", 80, 75, 3), part("d", 70, null, 4)],
    false,
  );
  expect(risenOf(ranked, 3).map((one) => one.part.id)).toEqual(["c", "a"]);
});
