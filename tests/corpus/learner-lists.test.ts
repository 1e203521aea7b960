import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sourceRowSql } from "#src/domains/dictionary/source-row-id.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import type { RunResult } from "#src/pipeline/walk.ts";
import { openLake, quote } from "#src/platform/duckdb.ts";
import { openTestHost, type TestHost } from "../journeys/test-host.ts";
import { learnerLists } from "./learner-lists.ts";

/** The whole way with learners in the files: bytes on disk, parsing, recognition, standardising, identity, account. */
type Values = Record<string, string | null>;
interface Rejection extends Record<string, unknown> {
  readonly file: string;
  readonly sheet_no: number;
  readonly row_no: number;
  readonly column_name: string;
  readonly header: string | null;
  readonly column_index: number | null;
  readonly reason: string;
}

let home: TestHost;
let result: RunResult;
const rows = new Map<string, Values>();
let rejections: Rejection[] = [];

const nameOf = (index: number) => `${String(index).padStart(3, "0")}-${learnerLists[index]?.file}`;

beforeAll(async () => {
  home = await openTestHost();
  const inbox = join(home.folders.landing, "..", "inbox");
  learnerLists.forEach((list, index) => {
    const folder = join(inbox, "excel", `311194802${String(index + 1).padStart(3, "0")}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, nameOf(index)), list.bytes());
  });
  result = await home.ingest(inbox);
  const place = [sourceRowSql.sheetNo("r.source_row_id"), sourceRowSql.rowNo("r.source_row_id")];
  rejections = await home.rows<Rejection>(
    `select f.file_name as file, ${place[0]} as sheet_no, ${place[1]} as row_no, r.column_name, r.header, r.column_index, r.reason
     from row_rejection r join file f on f.file_seq = ${sourceRowSql.fileSeq("r.source_row_id")}`,
  );
  const names = new Map(
    (await home.rows<{ file_seq: string; file_name: string }>("select file_seq, file_name from file")).map(
      (file) => [String(file.file_seq), file.file_name],
    ),
  );
  const lake = await openLake({ memoryMb: 256, threads: 1, temporaryDir: home.folders.temporary });
  const read = await lake.rows<Values>(
    `select cast(${sourceRowSql.fileSeq("source_row_id")} as varchar) as file_seq, ${sourceRowSql.rowNo("source_row_id")} as row_no,
       cast(outcome as varchar) as outcome, full_name, learner_code, cast(birth_date as varchar) as birth_date, sex, national_id, ethnicity, school_year
     from read_parquet(${quote(join(home.folders.lake, "linked", "learnerRow", "*.parquet"))})`,
  );
  lake.close();
  for (const row of read) rows.set(`${names.get(row.file_seq ?? "")}/${row.row_no}`, row);
}, 120_000);

afterAll(() => home.close());

test("there are at least 40 lists, each taken, every row accounted for", async () => {
  expect(learnerLists.length).toBeGreaterThanOrEqual(40);
  expect(await home.rows("select file_name, status, reason from file where status <> 'published'")).toEqual(
    [],
  );
  expect({ accounted: result.accounted, refused: result.filesRefused, waiting: result.filesWaiting }).toEqual(
    { accounted: true, refused: 0, waiting: 0 },
  );
});

test.each(learnerLists.map((list, index) => [list.name, index] as const))("%s", (_, index) => {
  const list = learnerLists[index];
  if (list === undefined) throw new Error("no such list");
  const row = rows.get(`${nameOf(index)}/${list.rowNo}`);
  expect(row, "the row came through").toBeDefined();
  const listed = rejections.filter((rejection) => rejection.file === nameOf(index));
  const ofCells = listed.filter((rejection) => rejection.column_name !== "*");
  const ofRow = listed.find(
    (rejection) => rejection.column_name === "*" && Number(rejection.row_no) === list.rowNo,
  );
  if (list.held !== undefined) {
    expect({ outcome: row?.outcome, reason: ofRow?.reason }).toEqual({
      outcome: "held",
      reason: list.held,
    });
    return;
  }
  expect(row?.school_year, "the year of the day it came").toBe("2026-2027");
  const expectedRejections: unknown[] = [];
  for (const [column, outcome] of Object.entries(list.expect)) {
    const value = row?.[toSnakeCase(column)] ?? null;
    if ("value" in outcome) {
      if (outcome.value === null) expect(value, column).not.toBeNull();
      else expect(value, column).toBe(outcome.value);
      continue;
    }
    expect(value, `${column} is empty`).toBeNull();
    expectedRejections.push({ sheet: 1, row: list.rowNo, column, reason: outcome.reason });
  }
  expect(
    ofCells.map((one) => ({
      sheet: Number(one.sheet_no),
      row: Number(one.row_no),
      column: one.column_name,
      reason: one.reason,
    })),
    "nothing but the odd cell is refused, and that with its place",
  ).toEqual(expectedRejections);
  for (const one of ofCells)
    expect([one.header, one.column_index], "in the sender's words").not.toContain(null);
});
