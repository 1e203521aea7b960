import { readFileSync } from "node:fs";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toSavedMapping } from "#src/pipeline/1-landing/recognise/saved-mapping.ts";
import type { TableDescription } from "#src/pipeline/1-landing/recognise/types.ts";
import { decideReview, findFollowUp } from "#src/pipeline/decide-review.ts";
import type { RunResult } from "#src/pipeline/walk.ts";
import { type Delivery, listSchool, newDelivery } from "./lists.ts";
import { openTestHost, type TestHost } from "./test-host.ts";
import { getTinyCity, type TinyCity } from "./tiny-city.ts";

/** Good and bad files in one delivery; then a person answers. The tests follow each other. */
let city: TinyCity;
let run: TestHost;
let delivery: Delivery;
let result: RunResult;

const unknownHeaders = ["STT", "Tên bé", "Ngày sinh", "Lớp", "Số thẻ"];
const children = [
  [1, "Nguyễn Thị Mận", "12/03/2022", "Chồi 1", "T-01"],
  [2, "Trần Văn Ổi", "01/11/2022", "Chồi 1", "T-02"],
  [3, "Lê Thị Bưởi", "25/07/2021", "Chồi 2", "T-03"],
];

const marks = [
  "sbd,toan,ngu_van,ngoai_ngu,vat_li,hoa_hoc,sinh_hoc,lich_su,dia_li,gdcd,tin_hoc,cn_cong_nghiep,cn_nong_nghiep,gdkt_pl",
  "03990001,0,7.25,4,,,,,8,,,,,",
  "03990002,0.0,0,,,,,0.25,,,,,,",
  "03990003,10,,0,0,0,0,0,0,0,0,0,0,0",
  "03990004,,5,,,,,,,,,,,",
];

async function unknownWorkbook(): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("Sổ tay");
  sheet.addRow(unknownHeaders);
  for (const child of children) sheet.addRow(child);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

beforeAll(async () => {
  city = await getTinyCity();
  run = await openTestHost();
  const whole = readFileSync(join(city.inbox, "smas/311156001002/hoc-sinh-2026-2027.xlsx"));
  delivery = newDelivery(city)
    .list(40)
    .file(`excel/${listSchool}/so-tay.xlsx`, await unknownWorkbook())
    .file("smas/311156001002/hoc-sinh-2026-2027.xlsx", whole.subarray(0, 20_000))
    .file(
      "smas/311156001002/anh-the.xlsx",
      Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]),
    )
    .file("exam-2025/thpt_2025_thu.csv", `${marks.join("\n")}\n`);
  result = await run.ingest(delivery.root);
}, 120_000);

afterAll(async () => {
  delivery?.remove();
  await run?.close();
});

test("the run goes on past bad files: the good ones are in, the bad ones refused with a code", async () => {
  expect({ accounted: result.accounted, files: result.files, refused: result.filesRefused }).toEqual({
    accounted: true,
    files: 5,
    refused: 2,
  });
  const refused = await run.rows(
    "select file_name, reason from file where status = 'refused' order by file_name",
  );
  expect(refused.map((row) => row.file_name)).toEqual(["anh-the.xlsx", "hoc-sinh-2026-2027.xlsx"]);
  for (const row of refused) expect(row.reason).toMatch(/^[a-z-]+$/);
  expect(
    await run.count("select count(*) from source_row where intake = 'learnerRow' and outcome <> 'held'"),
  ).toBe(40);
});

test("marks of 0 stay 0, and no mark stays no mark", async () => {
  const rows = await run.rows<Record<string, string | null>>(
    "select to_jsonb(e) as row from exam_result e order by candidate_number",
  );
  const found = rows.map(({ row }) => Object.entries(row as unknown as Record<string, unknown>));
  const zeros = found.map(
    (entries) => entries.filter(([, value]) => value === 0 || value === "0.00" || value === "0").length,
  );
  const numbers = found.map(
    (entries) =>
      entries.filter(
        ([name, value]) =>
          typeof value === "number" && !["version", "run_seq", "source_row_id"].includes(name),
      ).length,
  );
  expect(zeros).toEqual([1, 2, 11, 0]);
  expect(numbers).toEqual([4, 3, 12, 1]);
});

test("an Excel nobody knows waits for a person; nothing of it is in", async () => {
  expect(result.held).toBeGreaterThanOrEqual(children.length);
  const waiting = await run.rows("select status, reason from file where file_name = 'so-tay.xlsx'");
  expect(waiting.map((row) => row.status)).toEqual(["waiting"]);
  expect(
    await run.count("select count(*) from learner where full_name = any($1)", [
      children.map((child) => child[1]),
    ]),
  ).toBe(0);
});

test("after a person confirms the columns, its rows are in", async () => {
  const [review] = await run.rows<{ review_id: string; question: { description: TableDescription } }>(
    "select review_id, question from review where kind = 'mappingUnsure' and status = 'open'",
  );
  if (review === undefined) throw new Error("no review is open");
  const mapping = toSavedMapping(review.question.description, {
    intake: "learnerRow",
    columns: { 1: null, 2: "fullName", 3: "birthDate", 4: "className", 5: "learnerCode" },
    context: { schoolCode: listSchool, schoolYear: "2026-2027" },
  });
  await decideReview(
    run.host.pool,
    review.review_id,
    { action: "confirmMapping", mapping },
    { decidedBy: "test", decidedAt: new Date("2026-10-21T00:00:00Z") },
  );
  const request = await findFollowUp(run.host.pool, review.review_id);
  if (request === undefined) throw new Error("nothing follows from the answer");
  const again = await run.ask(request);
  expect({ accounted: again.accounted, published: again.published, held: again.held }).toEqual({
    accounted: true,
    published: children.length,
    held: 0,
  });
  const born = await run.rows(
    "select full_name, birth_date::text from learner where full_name = any($1) order by birth_date",
    [children.map((child) => child[1])],
  );
  expect(born.map((row) => [row.full_name, row.birth_date])).toEqual([
    ["Lê Thị Bưởi", "2021-07-25"],
    ["Nguyễn Thị Mận", "2022-03-12"],
    ["Trần Văn Ổi", "2022-11-01"],
  ]);
});

test("the same kind of file is known from then on, and the same bytes change nothing", async () => {
  const before = await run.count("select count(*) from change_log");
  const again = await run.ingest(delivery.root);
  expect({
    accounted: again.accounted,
    published: again.published,
    merged: again.merged,
    held: again.held,
    refused: again.filesRefused,
  }).toEqual({
    accounted: true,
    published: 0,
    merged: 0,
    held: 0,
    refused: 2,
  });
  expect(await run.count("select count(*) from change_log")).toBe(before);
});
