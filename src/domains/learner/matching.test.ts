import { afterAll, beforeAll, expect, test } from "vitest";
import type { Lake } from "#src/platform/duckdb.ts";
import type { Occurrence } from "../dictionary/matching.ts";
import { learnerRow } from "./intake.ts";
import { learnerMatchings } from "./matching.ts";
import { loadRows, openTestLake, type TestRow } from "./test-rows.ts";

let lake: Lake;
beforeAll(async () => {
  lake = await openTestLake();
});
afterAll(() => lake.close());

const occurrences = learnerMatchings.flatMap((matching) => matching.occurrences);

function getOccurrence(role: string): Occurrence {
  const found = occurrences.find((item) => item.intake === "learnerRow" && item.role === role);
  if (found === undefined) throw new Error(`no occurrence of ${role}`);
  return found;
}

/** The source key of every row, in order. */
async function keys(role: string, rows: readonly TestRow[]): Promise<(string | null)[]> {
  await loadRows(lake, learnerRow, rows);
  const found = await lake.rows<{ key: string | null }>(
    `select ${getOccurrence(role).sourceKey.join(" || chr(30) || ")} as key from intake_row order by source_row_id`,
  );
  return found.map((row) => row.key);
}

const child: TestRow = {
  source_row_id: 1,
  source_system: "smas",
  feed_school_id: "311194803001",
  school_id: "311194803001",
  learner_code: "3100000001",
  full_name: "Nguyễn Thị Hoa",
  birth_date: "2015-09-05",
  father_name: "Nguyễn Văn Nam",
  father_phone: "0912345678",
};

test("the source's own code is the key; without it sender, folded name and birth date", async () => {
  const noCode = { ...child, learner_code: null };
  expect(
    await keys("self", [
      child,
      { ...noCode, source_row_id: 2 },
      { ...noCode, source_row_id: 3, full_name: "NGUYEN THI  HOA" },
      // A row of history speaks of a past school; the sender stays.
      { ...noCode, source_row_id: 4, school_id: "311194802007" },
    ]),
  ).toEqual([
    "3100000001",
    "~311194803001|nguyen thi hoa|2015-09-05",
    "~311194803001|nguyen thi hoa|2015-09-05",
    "~311194803001|nguyen thi hoa|2015-09-05",
  ]);
});

test("no two rows share a key because they say nothing", async () => {
  const empty: TestRow = { source_row_id: 1, full_name: "Trần An", feed_school_id: null };
  const found = await keys("self", [
    empty,
    { ...empty, source_row_id: 2 },
    { ...empty, source_row_id: 3, national_id: "031315001234" },
    { ...empty, source_row_id: 4, full_name: null },
  ]);
  expect(found).not.toContain(null);
  expect(new Set(found).size).toBe(4);
});

test("brothers and sisters share a father by phone and name; without a phone each has a father of its own", async () => {
  const sibling = {
    ...child,
    source_row_id: 2,
    learner_code: "3100000002",
    source_system: "k12online",
    father_name: "nguyen van nam",
  };
  const [first, second, ...alone] = await keys("father", [
    child,
    sibling,
    { ...child, source_row_id: 3, father_phone: null },
    { ...sibling, source_row_id: 4, father_phone: null },
  ]);
  expect(first).toBe("tel|0912345678|nguyen van nam");
  expect(second).toBe(first);
  expect(alone).toEqual(["of|smas|3100000001|father", "of|k12online|3100000002|father"]);
});

test("the father's phone with the mother's name is another person", async () => {
  const row = { ...child, mother_name: "Trần Thị Lan", mother_phone: "0912345678" };
  expect(await keys("mother", [row])).not.toEqual(await keys("father", [row]));
});

test("only lists of learners make learners without more ado", () => {
  const creating = occurrences
    .filter((item) => item.creates === "always")
    .map((item) => `${item.intake} ${item.role}`);
  expect(creating).toEqual([
    "learnerRow self",
    "learnerRow father",
    "learnerRow mother",
    "learnerRow guardian",
  ]);
});
