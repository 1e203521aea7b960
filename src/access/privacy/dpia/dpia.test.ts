import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { useAuditKey } from "#src/access/audit/audit-key.ts";
import { insertRows, learnerRow } from "#src/api/test-app.ts";
import { getDataset } from "#src/domains/catalogue.ts";
import { fieldTitle } from "#src/domains/dictionary/dataset.ts";
import { inTransaction } from "#src/platform/postgres/pool.ts";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { renderPdf } from "#src/platform/print/pdf.ts";
import { machineAct } from "../act.ts";
import { personalDatasets, personalFieldsOf, purposes } from "../purposes/register.ts";
import { assessment } from "./assessment.ts";
import { toPrint } from "./document.ts";
import { readFigures } from "./figures.ts";
import { makeDpia, markDpia, readDpiaStanding, readDpias } from "./register.ts";

useAuditKey(randomBytes(32));
const act = machineAct("thử", new Date("2026-11-23T03:00:00Z"));
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await insertRows(database.pool, "learner", [
    learnerRow({ birthDate: "2016-01-01" }),
    learnerRow({ birthDate: "2010-11-23" }),
    learnerRow({ birthDate: "2010-11-24" }),
    learnerRow({}),
  ]);
});
afterAll(() => database.drop());

test("figures come from the data; a sixteenth birthday is today, tomorrow's is not", async () => {
  const figures = await readFigures(database.pool, "2026-11-23");
  expect(figures).toMatchObject({ learners: 4, children: 3, staff: 0, processingSince: null });
  expect(Object.keys(figures.rows)).toEqual(personalDatasets);
});

test("the document names every purpose and every personal field of the dictionary", async () => {
  const figures = await readFigures(database.pool, "2026-11-23");
  const document = assessment(figures, 1, "2026-11-23");
  const text = JSON.stringify(document);
  for (const { title } of purposes) expect(text).toContain(title.vi);
  const inventory = document.sections.find(({ title }) => title.startsWith("Dữ liệu cá nhân"));
  expect(inventory?.table?.rows).toHaveLength(
    personalDatasets.reduce((sum, id) => sum + personalFieldsOf(id).length, 0),
  );
  const religion = getDataset("learner").fields.religion;
  expect(text).toContain(religion === undefined ? "?" : fieldTitle("religion", religion).vi);
  expect(toPrint(document).blocks).toContainEqual({ kind: "heading", level: 2, text: "1. Quy mô" });
  expect(renderPdf(toPrint(document), new Date("2026-11-23T03:00:00Z")).length).toBeGreaterThan(20_000);
});

test("a version is kept as made, approved before it is filed, and out of date when what is declared changes", async () => {
  const { pool } = database;
  expect(await readDpiaStanding(pool, "2026-11-23")).toEqual({ outOfDate: true, filingDue: null });
  const made = await inTransaction(pool, (client) => makeDpia(client, act));
  expect(made).toMatchObject({ version: 1, figures: { learners: 4 }, approvedAt: null });
  expect(made.document).toContain("| Người học | 4 |");
  const mark = (what: "approved" | "filed") =>
    inTransaction(pool, (client) => markDpia(client, 1, what, act));
  await expect(mark("filed")).rejects.toMatchObject({ code: "record-not-found" });
  await mark("approved");
  await insertRows(pool, "run", [
    {
      runSeq: 1,
      status: "done",
      startedAt: "2026-10-01T20:00:00Z",
      files: 1,
      rowsIn: "1",
      published: "1",
      unchanged: "0",
      merged: "0",
      held: "0",
    },
  ]);
  // Local day of the first run, sixty days on.
  expect(await readDpiaStanding(pool, "2026-11-23")).toMatchObject({
    outOfDate: false,
    filingDue: "2026-12-01",
  });
  await mark("filed");
  await pool.query("update access.dpia set declared_hash = 'before'");
  expect(await readDpiaStanding(pool, "2026-11-23")).toMatchObject({ outOfDate: true, filingDue: null });
  await inTransaction(pool, (client) => makeDpia(client, act));
  expect((await readDpias(pool)).map(({ version }) => version)).toEqual([2, 1]);
});
