import ExcelJS from "exceljs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createMatrixApp } from "../access/matrix-app.ts";
import type { TestApp } from "../test-app.ts";

let at: TestApp;
beforeAll(async () => {
  at = await createMatrixApp();
});
afterAll(() => at.close());

const ask = (url: string, role = "departmentSteward") =>
  at.app.inject({ url, headers: { "x-test-role": role } });
const linesOf = (text: string): readonly string[] => text.slice(1).trimEnd().split("\r\n");

test("a list as CSV has the rows of its pages, the dictionary's titles, days and codes as people read them", async () => {
  const pages = (await ask("/api/v1/learners?limit=500")).json<{ data: { fullName: string }[] }>().data;
  const file = await ask("/api/v1/learners?format=csv");
  expect(file.headers["content-type"]).toBe("text/csv; charset=utf-8");
  expect(file.headers["content-disposition"]).toMatch(
    /^attachment; filename="Hoc sinh \d\d-\d\d-\d{4}\.csv"/,
  );
  expect(file.body.startsWith("\uFEFF")).toBe(true);
  const [head = "", ...rows] = linesOf(file.body);
  expect(head).toContain("Họ và tên");
  expect(rows.length).toBe(pages.length);
  const english = linesOf((await ask("/api/v1/learners?format=csv&lang=en")).body)[0] ?? "";
  expect(english).not.toBe(head);
});

test("it holds what the caller's scope holds, and is on record as a file and page by page", async () => {
  const own = (await ask("/api/v1/learners?limit=500", "schoolSteward")).json<{ data: unknown[] }>().data;
  const file = await ask("/api/v1/learners?format=csv", "schoolSteward");
  expect(linesOf(file.body).length - 1).toBe(own.length);
  const { rows } = await at.pool.query<{ action: string }>(
    "select action from access.audit_event where request_id = $1 order by action",
    [file.headers["x-request-id"]],
  );
  expect(rows.map(({ action }) => action)).toEqual(["learner.export", "learner.list"]);
});

test("a filter holds in the file; pages have no place in it", async () => {
  const all = linesOf((await ask("/api/v1/learners?format=csv")).body).length;
  const some = linesOf((await ask("/api/v1/learners?format=csv&schoolId=S1")).body).length;
  expect(some).toBeGreaterThan(1);
  expect(some).toBeLessThan(all);
  expect((await ask("/api/v1/learners?format=csv&limit=5")).json().code).toBe("parameters-conflict");
  expect((await ask("/api/v1/learners?format=pdf")).json().code).toBe("parameter-not-one-of");
});

test("what would run in a spreadsheet is text in both formats", async () => {
  await at.pool.query(
    "update learner set full_name = '=HYPERLINK(\"http://x\",\"An\")' where school_id = 'S1'",
  );
  const csv = (await ask("/api/v1/learners?format=csv&schoolId=S1")).body;
  expect(csv).toContain('"\'=HYPERLINK(""http://x"",""An"")"');
  const file = await ask("/api/v1/learners?format=xlsx&schoolId=S1");
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(file.rawPayload as unknown as ArrayBuffer);
  const [sheet] = book.worksheets;
  expect(sheet?.rowCount).toBe(linesOf(csv).length);
  const values = sheet?.getRow(2).values as unknown[];
  expect(values).toContain('=HYPERLINK("http://x","An")');
  sheet?.eachRow((row) => row.eachCell((cell) => expect(cell.formula).toBeUndefined()));
});

test("a school's roll as a file: by class, whole, a look at all on it", async () => {
  const roll = (await ask("/api/v1/schools/S1/roll?limit=500")).json<{ count: number }>();
  const file = await ask("/api/v1/schools/S1/roll?format=csv");
  const [head = "", ...rows] = linesOf(file.body);
  expect(head).toMatch(/^Lớp,/);
  expect(rows.length).toBe(roll.count);
  const { rows: events } = await at.pool.query<{ subjects: string[] }>(
    "select subjects from access.audit_event where request_id = $1 and action = 'learner.export'",
    [file.headers["x-request-id"]],
  );
  expect(events[0]?.subjects.length).toBe(roll.count);
});
