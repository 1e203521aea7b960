import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getDataset } from "#src/domains/catalogue.ts";
import { extractColumns } from "#src/exchange/research/extract.ts";
import { foldersOf } from "#src/platform/config.ts";
import { openLake, quote } from "#src/platform/duckdb.ts";
import { createMatrixApp } from "../access/matrix-app.ts";
import type { TestApp } from "../test-app.ts";

let at: TestApp;
const enrolment = getDataset("enrolment");

beforeAll(async () => {
  at = await createMatrixApp();
  const folders = foldersOf(at.dataDir);
  for (const dataset of [enrolment, getDataset("learnerHealth")]) {
    const dir = join(folders.warehouse, dataset.table);
    mkdirSync(dir, { recursive: true });
    mkdirSync(folders.temporary, { recursive: true });
    const lake = await openLake({ memoryMb: 512, threads: 1, temporaryDir: folders.temporary });
    const columns = extractColumns(dataset).map(({ name, kind }) =>
      kind === "pseudonym" ? `uuid() as ${name}` : `'=1+1' as ${name}`,
    );
    await lake.run(
      `copy (select ${columns.join(", ")}, 1 as version, timestamptz '2026-01-01' as changed_at, false as retired
       from range(5)) to ${quote(join(dir, "run-000001.parquet"))} (format parquet)`,
    );
    lake.close();
  }
});
afterAll(() => at.close());

const ask = (url: string) => at.app.inject({ url, headers: { "x-test-role": "researcher" } });

test("a researcher is offered facts about people that tell nothing by being there, and takes them as CSV", async () => {
  const list = await ask("/api/v1/research/extracts");
  expect(list.json()).toMatchObject({ data: [{ dataset: "enrolment" }], smallestGroup: 5 });
  const taken = await ask("/api/v1/research/extracts/enrolment");
  expect(taken.statusCode).toBe(200);
  expect([taken.headers["x-rows"], taken.headers["x-rows-withheld"]]).toEqual(["5", "0"]);
  expect(taken.body.trim().split("\n")).toHaveLength(6);
  // A spreadsheet must not take a cell for a formula.
  expect(taken.body).toContain("'=1+1");
  expect(taken.body).not.toMatch(/(^|,)=1\+1/m);
});

test("what was taken is on record, and no file of it stays", async () => {
  const taken = await ask("/api/v1/research/extracts/enrolment");
  const { rows } = await at.pool.query(
    "select role, purpose, object, detail from access.audit_event where request_id = $1",
    [taken.headers["x-request-id"]],
  );
  expect(rows).toMatchObject([{ role: "researcher", purpose: "statistics", object: "enrolment" }]);
  expect(readdirSync(foldersOf(at.dataDir).temporary).filter((name) => name.includes("extract"))).toEqual([]);
});

test("what is not offered is not there", async () => {
  for (const id of ["learnerHealth", "school", "..%2fkeys"])
    expect((await ask(`/api/v1/research/extracts/${id}`)).statusCode).toBe(404);
});
