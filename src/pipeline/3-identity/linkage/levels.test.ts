import { tmpdir } from "node:os";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nationalIdComparison } from "#src/domains/dictionary/comparisons/national-id.ts";
import { personNameComparison } from "#src/domains/dictionary/comparisons/person-name.ts";
import { plainDateComparison } from "#src/domains/dictionary/comparisons/plain-date.ts";
import type { Comparison } from "#src/domains/dictionary/linkage.ts";
import { learnerLinkage } from "#src/domains/learner/linkage.ts";
import { type Lake, openLake, quote } from "#src/platform/duckdb.ts";
import { levelSql, vetoedSql } from "./levels.ts";

let lake: Lake;
beforeAll(async () => {
  lake = await openLake({ memoryMb: 256, threads: 1, temporaryDir: tmpdir() });
});
afterAll(() => lake.close());

/** Name of the level at which two values stand, each side as left once: a level that depends on the side is none. */
async function levelOf(comparison: Comparison, one: string | null, other: string | null): Promise<string> {
  const side = (value: string | null) =>
    `(select ${Object.entries(comparison.features)
      .map(([name, sql]) => `${sql} as ${name}`)
      .join(", ")} from (select ${value === null ? "null::varchar" : quote(value)} as v))`;
  const rows = await Promise.all(
    [
      [one, other],
      [other, one],
    ].map(([left = null, right = null]) =>
      lake.rows<{ level: number }>(
        `select ${levelSql(comparison)} as level from ${side(left)} l cross join ${side(right)} r`,
      ),
    ),
  );
  const [there, back] = rows.map(([row]) => row?.level ?? -2);
  expect([one, other, there]).toEqual([one, other, back]);
  if (there === undefined || there === -1) return "silent";
  return comparison.levels[there]?.name ?? "else";
}

const name = personNameComparison("v");
test.each([
  ["Nguyễn Văn An", "NGUYỄN  VĂN AN ", "same"],
  ["Trần Thị Hoà", "Trần Thị Hòa", "same"],
  ["Lê Thúy Quỳnh", "Lê Thúy Quỳnh".normalize("NFD"), "same"],
  ["Đỗ Đức Đạt", "Do Duc Dat", "accentsLost"],
  ["Nguyễn Minh Ánh", "Nguyễn Minh Anh", "accentsDiffer"],
  ["Nguyễn Đình Đức", "Nguyễn Dình Đức", "accentsDiffer"],
  ["Thảo Nguyễn Phương", "Nguyễn Phương Thảo", "swapped"],
  ["Nguyễn Thị Thu Hà", "Nguyễn Thu Hà", "shortened"],
  ["N. V. An", "Nguyễn Văn An", "shortened"],
  ["N.V.An", "Nguyễn Văn An", "shortened"],
  ["T. V. An", "Nguyễn Văn An", "else"],
  ["Nguyeenx Thij Hoaf", "Nguyễn Thị Hòa", "typed"],
  ["Traanf Dduwcs Thawngs", "Trần Đức Thắng", "typed"],
  ["Nguyễn V. An", "Nguyễn Văn An", "shortened"],
  ["Nguyễn Hoàng Long", "Nguyễn Hoang Lomg", "slip"],
  ["Phạm Gia Bảo", "Phạm Gia Hân", "otherGiven"],
  ["Phạm Gia Bảo", "Vũ Đức Minh", "else"],
  ["Phạm Gia Bảo", null, "silent"],
])("name: %s and %s are at level %s", async (one, other, level) => {
  expect(await levelOf(name, one, other)).toBe(level);
});

const birth = plainDateComparison("cast(v as date)");
test.each([
  ["2015-03-12", "2015-03-12", "same"],
  ["2015-03-12", "2015-12-03", "swapped"],
  ["2015-03-12", "2015-03-21", "onePartOff"],
  ["2015-03-12", "2014-03-12", "onePartOff"],
  ["2015-03-12", "2019-03-13", "shifted"],
  ["2015-03-12", "2015-08-27", "sameYear"],
  ["2015-03-12", "2011-08-27", "else"],
  ["2015-03-12", null, "silent"],
])("birth date: %s and %s are at level %s", async (one, other, level) => {
  expect(await levelOf(birth, one, other)).toBe(level);
});

const id = nationalIdComparison("v");
test.each([
  ["031215004321", "031215004321", "same"],
  ["031215004321", "31215004321", "same"],
  ["031215004321", "3.12150E+10", "rounded"],
  ["031215004321", "031215004821", "slip"],
  ["031215004321", "031215003421", "slip"],
  ["031215004321", "031215904821", "twoSlips"],
  ["031215004321", "031315118790", "else"],
  ["031215004321", "3.27150E+10", "else"],
  ["031215004321", null, "silent"],
])("national id: %s and %s are at level %s", async (one, other, level) => {
  expect(await levelOf(id, one, other)).toBe(level);
});

test.each([
  ["another given name, all else the same", { name: 6, national_id: -1, birth: 0 }, true],
  ["a name a letter off without a number", { name: 5, national_id: -1, birth: 0 }, true],
  ["a name a letter off beside the same number", { name: 5, national_id: 0, birth: 0 }, false],
  ["another number and another birthday", { name: 0, national_id: 4, birth: 2 }, true],
  ["another number alone", { name: 0, national_id: 4, birth: 0 }, false],
  ["no number and another birthday", { name: 0, national_id: -1, birth: 2 }, false],
])("vetoes: %s", async (_, { name: at, national_id, birth: born }, vetoed) => {
  const vetoes = learnerLinkage.vetoes.map(
    (veto) => `${veto.all.every((item) => "when" in item) ? "false" : "true"} as v_${veto.name}`,
  );
  const [row] = await lake.rows<{ vetoed: boolean }>(
    `select ${vetoedSql(learnerLinkage)} as vetoed from (select ${at} as g_name, ${national_id} as g_national_id, ${born} as g_birth, ${vetoes.join(", ")})`,
  );
  expect(row?.vetoed).toBe(vetoed);
});
