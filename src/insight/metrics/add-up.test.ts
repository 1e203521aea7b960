import { expect, test } from "vitest";
import { addUp } from "./add-up.ts";
import { rankingPolicy } from "./ranking-policy.ts";
import { unitKey } from "./scores.ts";

/** Schools S0, S1 … of one level with these learners and scores. */
function figuresOf(schools: readonly (readonly [learners: number, score: number | undefined])[]) {
  const all = addUp({
    schools: new Map(
      schools.map(([learners], at) => [
        `S${at}`,
        { commune: "C1", levels: ["02"], operates: true, measures: { learners } },
      ]),
    ),
    flows: [],
    scores: new Map(
      schools.flatMap(([, score], at) =>
        score === undefined ? [] : [[unitKey("school", `S${at}`), { quality: score }] as const],
      ),
    ),
  });
  return all
    .filter(({ kind }) => kind === "school")
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ measures }) => [measures.rank, measures["rank.peer"], measures["rank.of"]]);
}

const many = rankingPolicy.smallestUnit;

test("places go by score, equal scores share one, and the next place is left out", () => {
  expect(
    figuresOf([
      [many, 90],
      [many, 99],
      [many, 90],
      [many, 80],
    ]),
  ).toEqual([
    [2, 2, 4],
    [1, 1, 4],
    [2, 2, 4],
    [4, 4, 4],
  ]);
});

test("a school of a few learners, or without a score, has no place and takes none from others", () => {
  const none = [undefined, undefined, undefined];
  expect(
    figuresOf([
      [many - 1, 100],
      [many, 97],
      [many, undefined],
      [many, 98],
      [many, 99],
    ]),
  ).toEqual([none, [3, 3, 3], none, [2, 2, 3], [1, 1, 3]]);
});

test("among fewer than the policy's number nobody has a place", () => {
  const few = Array.from({ length: rankingPolicy.smallestField - 1 }, (_, at) => [many, 90 + at] as const);
  for (const one of figuresOf(few)) expect(one).toEqual([undefined, undefined, undefined]);
});
