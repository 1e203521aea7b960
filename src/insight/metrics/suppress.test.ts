import { expect, test } from "vitest";
import type { OpenDataConfig } from "#src/platform/config-open-data.ts";
import { addUp, type Measures, type SchoolFigures } from "./add-up.ts";
import { findDetermined } from "./determined.ts";
import { openMeasuresOf } from "./open-measures.ts";

/** Mulberry32: small, and the same everywhere. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const parts = ["teachers", "managers", "supportStaff"] as const;
const policy: OpenDataConfig = { smallestGroup: 5, rankedPercent: 100 };

/** A small city whose schools have some staff of each group, small groups more often than not. */
function table(next: () => number): ReadonlyMap<string, SchoolFigures> {
  const schools = new Map<string, SchoolFigures>();
  const pick = (below: number): number => Math.floor(next() * below);
  for (let commune = 0; commune <= pick(3); commune += 1)
    for (let school = 0; school <= pick(3); school += 1) {
      const own = parts.map((part) => [part, next() < 0.2 ? 0 : next() < 0.5 ? pick(6) : pick(40)] as const);
      const staff = own.reduce((sum, [, value]) => sum + value, 0);
      schools.set(`C${commune}S${school}`, {
        commune: `C${commune}`,
        levels: ["02"],
        operates: true,
        measures: Object.fromEntries([...own, ["staff", staff]].filter(([, value]) => value !== 0)),
      });
    }
  return schools;
}

interface Known {
  readonly unit: string;
  readonly measure: string;
  readonly value: number;
  readonly isShown: boolean;
  /** The numbers of schools, by groups, that it is the sum of. */
  readonly of: readonly number[];
}

/** All numbers of a published table, each as a sum over the smallest ones that are not zero. */
function numbersOf(schools: ReadonlyMap<string, SchoolFigures>): readonly [number[], readonly Known[]] {
  const figures = addUp({ schools, flows: [], scores: new Map() });
  const open = openMeasuresOf(figures, policy);
  const small: {
    readonly school: string;
    readonly commune: string;
    readonly part: string;
    readonly value: number;
  }[] = [...schools].flatMap(([school, { commune, measures }]) =>
    parts.flatMap((part) =>
      measures[part] === undefined ? [] : [{ school, commune, part, value: measures[part] }],
    ),
  );
  const known = figures.flatMap(({ kind, id, measures }, at) =>
    [...parts, "staff"].flatMap((measure): Known[] => {
      const value = measures[measure];
      if (value === undefined) return [];
      const of = small.flatMap((one, place) =>
        (measure === "staff" || one.part === measure) &&
        (kind === "city" || (kind === "commune" ? one.commune : one.school) === id)
          ? [place]
          : [],
      );
      return [{ unit: `${kind} ${id}`, measure, value, of, isShown: open[at]?.[measure] !== undefined }];
    }),
  );
  return [small.map(({ value }) => value), known];
}

/** Hidden numbers that have one value in every table with the same published numbers; tried out, table by table. */
function givenAway(values: readonly number[], known: readonly Known[]): readonly string[] | undefined {
  const shown = known.filter(({ isShown }) => isShown);
  const fixed = new Set(shown.flatMap(({ of }) => (of.length === 1 ? of : [])));
  const free = values.flatMap((_, place) => (fixed.has(place) ? [] : [place]));
  if (free.length > 10) return undefined;
  const moved = new Set<Known>();
  const hidden = known.filter(({ isShown }) => !isShown);
  const steps = values.map(() => 0);
  const change = ({ of }: Known): number => of.reduce((sum, place) => sum + (steps[place] ?? 0), 0);
  const tryAll = (at: number): void => {
    if (moved.size === hidden.length) return;
    const place = free[at];
    if (place === undefined) {
      if (shown.every((one) => change(one) === 0))
        for (const one of hidden) if (change(one) !== 0) moved.add(one);
      return;
    }
    for (const step of [0, 1, -1]) {
      steps[place] = step;
      tryAll(at + 1);
    }
    steps[place] = 0;
  };
  tryAll(0);
  return hidden
    .filter((one) => !moved.has(one))
    .map(({ unit, measure, value }) => `${unit} ${measure} = ${value}`);
}

test("no hidden number has one value only, over all tables with the same published numbers", () => {
  const seed = Number(process.env.HP_SEED ?? Date.now() % 1_000_000);
  const next = random(seed);
  let tried = 0;
  for (let at = 0; at < 400; at += 1) {
    const schools = table(next);
    const [values, known] = numbersOf(schools);
    for (const { value, isShown, unit } of known)
      if (value < policy.smallestGroup) expect([seed, at, unit, isShown]).toEqual([seed, at, unit, false]);
    const found = givenAway(values, known);
    if (found === undefined) continue;
    tried += 1;
    expect(found, `seed ${seed}, table ${at}`).toEqual([]);
  }
  expect(tried, `seed ${seed}`).toBeGreaterThan(100);
});

test("the attack finds what a table without the second step gives away", () => {
  const known: Known[] = [
    { unit: "school", measure: "staff", value: 23, of: [0, 1], isShown: true },
    { unit: "school", measure: "teachers", value: 20, of: [0], isShown: true },
    { unit: "school", measure: "managers", value: 3, of: [1], isShown: false },
  ];
  expect(givenAway([20, 3], known)).toEqual(["school managers = 3"]);
});

test("a cycle protects, a bridge between two cycles does not", () => {
  const one = (unknown: string) => ({ unknown, factor: 1 as const });
  expect(
    findDetermined([["a", "b"].map(one), ["c", "d"].map(one), ["a", "c"].map(one), ["b", "d"].map(one)]),
  ).toEqual([]);
  // Both sums of a pair, and a third number beside them.
  expect(findDetermined([["a", "b"].map(one), ["a", "b", "x"].map(one)])).toEqual(["x"]);
  // Three pairs of three: each is half of a difference.
  const triangle = [["a", "b"].map(one), ["b", "c"].map(one), ["a", "c"].map(one)];
  expect([...findDetermined(triangle)].sort()).toEqual(["a", "b", "c"]);
});

test("what stands beside a few goes with them: the size of classes tells the learners", () => {
  const schools = new Map<string, SchoolFigures>([
    [
      "S",
      {
        commune: "C",
        levels: ["02"],
        operates: true,
        measures: { learners: 3, "learners.02": 3, classes: 1, "classes.seats": 3 },
      },
    ],
    [
      "T",
      {
        commune: "C",
        levels: ["02"],
        operates: true,
        measures: { learners: 90, "learners.02": 90, classes: 3, "classes.seats": 90 },
      },
    ],
  ]);
  const figures = addUp({ schools, flows: [], scores: new Map() });
  const open = openMeasuresOf(figures, policy);
  const of = (id: string): Measures | undefined => open[figures.findIndex((one) => one.id === id)];
  expect(of("S")).toEqual({ classes: 1, schools: 1, "schools.02": 1 });
  // 93 in the commune would give the three away beside 90.
  expect(of("T")).not.toHaveProperty("learners");
  expect(of("*")).toMatchObject({ learners: 93, "classes.seats": 93 });
});

test("scores and places stand with those who lead, and nobody is last", () => {
  const schools = new Map<string, SchoolFigures>();
  const scores = new Map<string, Measures>([["city/*", { quality: 70 }]]);
  for (let at = 1; at <= 9; at += 1) {
    schools.set(`S${at}`, { commune: `C${at}`, levels: ["02"], operates: true, measures: { learners: 90 } });
    for (const kind of ["school/S", "commune/C"])
      scores.set(`${kind}${at}`, { quality: 100 - at, "quality.unique": 90 });
  }
  const figures = addUp({ schools, flows: [], scores });
  const named = (rankedPercent: number): readonly string[] => {
    const open = openMeasuresOf(figures, { smallestGroup: 5, rankedPercent });
    return figures.flatMap(({ kind, id }, at) =>
      kind !== "city" && Object.keys(open[at] ?? {}).some((name) => /^(quality|rank)/.test(name)) ? [id] : [],
    );
  };
  expect(named(34).toSorted()).toEqual(["C1", "C2", "C3", "S1", "S2", "S3"]);
  expect(named(0)).toEqual([]);
  expect(named(100)).toHaveLength(18);
});
