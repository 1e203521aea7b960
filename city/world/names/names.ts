import { readFileSync } from "node:fs";
import type { Rng } from "../random.ts";
import { Weighted } from "../random.ts";
import type { PersonName, Sex } from "../types.ts";

/**
 * Names drawn by real frequencies: family names of Hải Phòng and Hải Dương, and middle + given names by sex
 * taken together, because "Thị Trang" is far more common than its parts suggest. What the table of pairs
 * leaves out (a quarter of the people) is drawn from the rest of the middle and of the given names.
 */

type Row = readonly [string, number, number];

function rows(file: string): Row[] {
  const text = readFileSync(new URL(`./${file}`, import.meta.url), "utf8");
  return text
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => {
      const [name = "", first = "0", second = "0"] = line.split(",");
      return [name, Number(first), Number(second)] as const;
    });
}

/** Index of the sex's column in the tables. */
const COLUMN = { M: 1, F: 2 } as const;

/**
 * Parents avoid the names around them, so full names repeat less often than their parts foretell: 6,8 pairs of
 * people in 100,000 share one in the source, 8,1 if family and given names were independent. A slightly flatter
 * table of pairs gives that back.
 */
const FLATTEN = 0.9;

interface SexTables {
  pairs: Weighted<string>;
  restMiddle: Weighted<string>;
  restGiven: Weighted<string>;
  pairShare: number;
}

function splitPair(pair: string): [middle: string, given: string] {
  const at = pair.lastIndexOf(" ");
  return at < 0 ? ["", pair] : [pair.slice(0, at), pair.slice(at + 1)];
}

function tables(sex: Sex): SexTables {
  const column = COLUMN[sex];
  const pairs = rows("middle-given-names.csv").map((row) => [row[0], row[column]] as const);
  const middle = new Map(rows("middle-names.csv").map((row) => [row[0], row[column]]));
  const given = new Map(rows("given-names.csv").map((row) => [row[0], row[column]]));
  const everybody = [...given.values()].reduce((a, b) => a + b, 0);
  let covered = 0;
  for (const [pair, count] of pairs) {
    const [m, g] = splitPair(pair);
    covered += count;
    middle.set(m, (middle.get(m) ?? 0) - count);
    given.set(g, (given.get(g) ?? 0) - count);
  }
  // Names nearly unknown in one sex are noise of the source there.
  const floor = everybody / 100_000;
  const rest = (names: Map<string, number>) =>
    new Weighted(
      [...names].filter(([, count]) => count > floor).map(([name, count]) => [name, count] as const),
    );
  return {
    pairs: new Weighted(
      pairs.filter(([, count]) => count >= 5).map(([pair, count]) => [pair, count ** FLATTEN]),
    ),
    restMiddle: rest(middle),
    restGiven: rest(given),
    pairShare: covered / everybody,
  };
}

const FAMILY = new Weighted(rows("family-names.csv").map(([name, count]) => [name, count] as const));
const BY_SEX: Readonly<Record<Sex, SexTables>> = { M: tables("M"), F: tables("F") };

export function drawFamilyName(rng: Rng): string {
  return FAMILY.draw(rng);
}

/** Grown-ups bear Văn and Thị more often than the table of school leavers has it. */
const OLD_STYLE = { M: "Văn", F: "Thị" } as const;

export function drawName(rng: Rng, sex: Sex, familyName: string, grownUp = false): PersonName {
  const table = BY_SEX[sex];
  let middleName: string;
  let givenName: string;
  if (rng.float() < table.pairShare) {
    [middleName, givenName] = splitPair(table.pairs.draw(rng));
  } else {
    middleName = table.restMiddle.draw(rng);
    givenName = table.restGiven.draw(rng);
  }
  if (grownUp && rng.chance(0.3)) middleName = OLD_STYLE[sex];
  return named(familyName, middleName, givenName);
}

export function named(familyName: string, middleName: string, givenName: string): PersonName {
  const fullName =
    middleName === "" ? `${familyName} ${givenName}` : `${familyName} ${middleName} ${givenName}`;
  return { fullName, familyName, middleName, givenName };
}

/** Alphabetical rank of a given name in Vietnamese order; lists are sorted by it, as schools do. */
const RANK = new Map(
  [
    ...new Set(
      [...rows("given-names.csv"), ...rows("middle-given-names.csv")].map(([name]) => splitPair(name)[1]),
    ),
  ]
    .sort(new Intl.Collator("vi").compare)
    .map((name, i) => [name, i]),
);

export function givenNameRank(givenName: string): number {
  return RANK.get(givenName) ?? RANK.size;
}
