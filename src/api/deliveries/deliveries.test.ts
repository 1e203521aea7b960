import { afterAll, beforeAll, expect, test } from "vitest";
import { sourceRowId } from "#src/domains/dictionary/source-row-id.ts";
import type { SignedIn } from "../access/request-access.ts";
import { createTestApp, insertRows, steward, type TestApp } from "../test-app.ts";

let at: TestApp;
const asSchool = (school: string): SignedIn => ({
  ...steward,
  principal: {
    ...steward.principal,
    grant: { ...steward.principal.grant, role: "schoolSteward", unit: { kind: "school", id: school } },
  },
  scope: { ...steward.scope, role: "schoolSteward", schools: [school] },
});
const rowId = (fileSeq: number, rowNo: number): string => String(sourceRowId({ fileSeq, sheetNo: 1, rowNo }));

beforeAll(async () => {
  at = await createTestApp(undefined, async (request) => {
    const school = request.headers["x-test-school"];
    return typeof school === "string" ? asSchool(school) : steward;
  });
  const times = { startedAt: "2026-10-20T02:30:00Z", endedAt: "2026-10-20T02:41:00Z" };
  await insertRows(at.pool, "run", [
    {
      runSeq: 1,
      status: "done",
      ...times,
      files: 3,
      rowsIn: 32,
      published: 15,
      unchanged: 10,
      merged: 1,
      held: 6,
    },
    {
      runSeq: 2,
      status: "done",
      ...times,
      files: 0,
      rowsIn: 0,
      published: 0,
      unchanged: 0,
      merged: 0,
      held: 0,
    },
  ]);
  const file = { bytes: 1, tables: {}, runSeq: 1, receivedAt: times.startedAt, reason: null };
  await insertRows(at.pool, "file", [
    {
      ...file,
      fileId: "a".repeat(64),
      fileSeq: 1,
      fileName: `${"a".repeat(8)} lớp 6.xlsx`,
      schoolId: "S1",
      status: "published",
      rowsIn: 20,
    },
    {
      ...file,
      fileId: "b".repeat(64),
      fileSeq: 2,
      fileName: "lớp 7.xlsx",
      schoolId: "S1",
      status: "waiting",
      reason: "column-unsure",
      rowsIn: 5,
      tables: {
        waiting: [{ sheetName: "7A", rows: 5, questions: [{ code: "font-unsure", candidates: [] }] }],
      },
    },
    {
      ...file,
      fileId: "c".repeat(64),
      fileSeq: 3,
      fileName: "khác.xlsx",
      schoolId: "S2",
      status: "published",
      rowsIn: 7,
    },
  ]);
  const row = { intake: "learnerRow", sourceSystem: "excel", rowKey: at_(1), rowHash: at_(1), runSeq: 1 };
  await insertRows(at.pool, "sourceRow", [
    ...Array.from({ length: 10 }, (_, n) => ({
      ...row,
      sourceRowId: rowId(1, n + 2),
      schoolId: "S1",
      recordId: at_(n + 10),
      outcome: n === 0 ? "held" : n === 1 ? "merged" : "published",
    })),
    ...Array.from({ length: 7 }, (_, n) => ({
      ...row,
      sourceRowId: rowId(3, n + 2),
      schoolId: "S2",
      outcome: "published",
    })),
  ]);
  const rejection = {
    intake: "learnerRow",
    runSeq: 1,
    reason: "date-impossible",
    header: "Ngày sinh",
    columnIndex: 28,
  };
  await insertRows(at.pool, "rowRejection", [
    {
      ...rejection,
      sourceRowId: rowId(1, 2),
      columnName: "*",
      reason: "name-missing",
      schoolId: "S1",
      raw: "fullName",
    },
    { ...rejection, sourceRowId: rowId(1, 2), columnName: "birthDate", schoolId: "S1", raw: "31/02/2015" },
    { ...rejection, sourceRowId: rowId(1, 5), columnName: "birthDate", schoolId: "S1", raw: "30/02/2015" },
    {
      ...rejection,
      sourceRowId: rowId(1, 5),
      columnName: "phone",
      reason: "phone-malformed",
      schoolId: "S1",
      raw: "x",
    },
    { ...rejection, sourceRowId: rowId(3, 5), columnName: "birthDate", schoolId: "S2", raw: "99/99/9999" },
  ]);
});
afterAll(() => at.close());

const at_ = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const get = async (path: string, school?: string) =>
  at.app.inject({ url: path, headers: school === undefined ? {} : { "x-test-school": school } });

test("a school reads what became of its own rows, each counted once", async () => {
  const { data } = (await get("/api/v1/deliveries", "S1")).json();
  // 20 rows of a file: 8 published, 1 merged, 1 held, 10 as before; one of the nine has two cells to look at. 5 wait.
  expect(data).toMatchObject([
    { runSeq: 1, files: 2, filesWaiting: 1, rowsIn: 25, clean: 8, toLook: 1, unchanged: 10, held: 6 },
  ]);
  const [{ rowsIn, clean, toLook, unchanged, held }] = data;
  expect(clean + toLook + unchanged + held).toBe(rowsIn);
  expect((await get("/api/v1/deliveries/1", "S1")).json()).toMatchObject({
    whole: false,
    rowsIn: 25,
    reasons: [
      { code: "date-impossible", n: 2 },
      { code: "name-missing", n: 1 },
      { code: "phone-malformed", n: 1 },
    ],
  });
});

test("of other schools' rows a school learns nothing, not even how many, also when it names them", async () => {
  for (const path of [
    "",
    "/files",
    "/rejections",
    "?schoolId=S2",
    "/rejections?schoolId=S2",
    "/files?schoolId=S2",
  ])
    expect((await get(`/api/v1/deliveries/1${path}`, "S1")).body, path).not.toMatch(
      /99\/99|khác|"rowsIn":(7|32)/,
    );
  expect((await get("/api/v1/deliveries/1?schoolId=S2", "S1")).json()).toMatchObject({ files: 0, rowsIn: 0 });
});

test("the department reads the run's own account, and a school's when it asks for it", async () => {
  expect((await get("/api/v1/deliveries/1")).json()).toMatchObject({
    whole: true,
    files: 3,
    rowsIn: 32,
    held: 6,
  });
  expect((await get("/api/v1/deliveries/1?schoolId=S2")).json()).toMatchObject({
    whole: false,
    rowsIn: 7,
    clean: 6,
  });
  expect((await get("/api/v1/deliveries")).json().data.map((run: { runSeq: number }) => run.runSeq)).toEqual([
    2, 1,
  ]);
});

test("files say under the sender's own names what they are, what waits and why", async () => {
  const { data } = (await get("/api/v1/deliveries/1/files", "S1")).json();
  expect(data).toMatchObject([
    { fileName: "lớp 6.xlsx", status: "published", rowsIn: 20, clean: 8, toLook: 1, unchanged: 10, held: 1 },
    {
      fileName: "lớp 7.xlsx",
      status: "waiting",
      held: 5,
      waiting: [{ sheetName: "7A", rows: 5, questions: [{ vi: "Chữ có thể gõ bằng phông cũ." }] }],
    },
  ]);
});

test("a rejected cell is named by file, sheet, row and column; a held row has no cell", async () => {
  const reply = await get("/api/v1/deliveries/1/rejections", "S1");
  const { data } = reply.json();
  expect(data[0]).toMatchObject({ fileName: "lớp 6.xlsx", sheetNo: 1, rowNo: 2, column: null, raw: null });
  expect(data[1]).toMatchObject({
    rowNo: 2,
    column: { letter: "AB", header: "Ngày sinh" },
    raw: "31/02/2015",
    reason: { text: { vi: "Ngày này không có trong lịch" } },
  });
  expect(
    (await get("/api/v1/deliveries/1/rejections?reason=phone-malformed", "S1")).json().data,
  ).toHaveLength(1);
  const { rows } = await at.pool.query<{ subjects: string[]; action: string }>(
    "select action, subjects from access.audit_event where request_id = $1",
    [reply.headers["x-request-id"]],
  );
  expect(rows).toMatchObject([{ action: "rowRejection.list", subjects: [at_(10), at_(13)] }]);
});

test("a run that is not there is said so, in every part that needs it", async () => {
  for (const path of ["999", "x", "999/events"])
    expect((await get(`/api/v1/deliveries/${path}`)).json().code, path).toBe("run-not-found");
});
