import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getDataset } from "#src/domains/catalogue.ts";
import { type Lake, openLake, quote } from "#src/platform/duckdb.ts";
import { extractColumns, isExtractable, writeExtract } from "./extract.ts";

let lake: Lake;
const warehouse = mkdtempSync(join(tmpdir(), "hp-extract-"));
const learner = getDataset("learner");
const key = Buffer.alloc(32, 7);

beforeAll(async () => {
  lake = await openLake({ memoryMb: 512, threads: 1, temporaryDir: warehouse });
  const dir = join(warehouse, learner.table);
  mkdirSync(dir);
  // 60 learners of two schools and one sex and year, and one whom nobody is like.
  await lake.run(`copy (
    select cast('00000000-0000-4000-8000-' || lpad(i::varchar, 12, '0') as uuid) as learner_id,
      ${extractColumns(learner)
        .filter(({ name }) => name !== "learner_id")
        .map(({ name }) => {
          if (name === "school_id") return "'S' || (i % 2) as school_id";
          if (name === "birth_year") return "case when i = 60 then 1990 else 2015 end as birth_year";
          return `cast(null as varchar) as ${name}`;
        })
        .join(", ")},
      1 as version, timestamptz '2026-01-01' as changed_at, false as retired
    from range(61) t(i)) to ${quote(join(dir, "run-000001.parquet"))} (format parquet)`);
});
afterAll(() => {
  lake.close();
  rmSync(warehouse, { recursive: true });
});

async function extractFor(recipient: string, k = 5) {
  const file = join(warehouse, `${recipient}.csv`);
  const counts = await writeExtract(lake, warehouse, learner, { key, recipient, k, file });
  const [header = "", ...lines] = readFileSync(file, "utf8").trim().split("\n");
  const at = header.split(",").indexOf("learner_id");
  return { ...counts, names: lines.map((line) => line.split(",")[at] ?? ""), lines };
}

test("the same recipient gets the same names again, another one others, nobody those of the warehouse", async () => {
  const [first, again, other] = [await extractFor("a"), await extractFor("a"), await extractFor("b")];
  expect(again.names).toEqual(first.names);
  expect(new Set(first.names).size).toBe(60);
  expect(other.names.filter((name) => first.names.includes(name))).toEqual([]);
  expect(first.names.filter((name) => name.startsWith("00000000"))).toEqual([]);
});

test("who stands alone is left out and counted; too small a school is left out whole", async () => {
  expect(await extractFor("a")).toMatchObject({ rows: 60, withheld: 1 });
  expect((await extractFor("a")).lines.join("\n")).not.toContain("1990");
  expect(await extractFor("a", 30)).toMatchObject({ rows: 60, withheld: 1 });
  expect(await extractFor("a", 31)).toMatchObject({ rows: 0, withheld: 61 });
});

test("only facts about people that are there are offered", () => {
  expect(isExtractable(warehouse, learner)).toBe(true);
  expect(isExtractable(warehouse, getDataset("enrolment"))).toBe(false);
  expect(isExtractable(warehouse, getDataset("school"))).toBe(false);
  const names = extractColumns(learner).map(({ name }) => name);
  expect(names).not.toContain("national_id");
  expect(names).not.toContain("full_name");
  expect(names).not.toContain("birth_date");
});
