import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseBatches } from "#src/pipeline/1-landing/parse/pool.ts";
import type { FileResult } from "#src/pipeline/1-landing/parse/protocol.ts";
import { columnName, describeReason, reasons } from "#src/pipeline/1-landing/parse/reason-codes.ts";
import type { CellText } from "#src/pipeline/1-landing/parse/types.ts";
import type { CorpusCase, ExpectedIssue, Refused, Taken } from "./case.ts";
import { archiveCases } from "./cases/archives.ts";
import { csvCases } from "./cases/csv.ts";
import { encodingCases } from "./cases/encodings.ts";
import { formatCases } from "./cases/formats.ts";
import { jsonCases } from "./cases/json.ts";
import { xlsxStructure } from "./cases/xlsx-structure.ts";
import { xlsxValues } from "./cases/xlsx-values.ts";

const cases: CorpusCase[] = [
  ...xlsxValues,
  ...xlsxStructure,
  ...csvCases,
  ...encodingCases,
  ...jsonCases,
  ...archiveCases,
  ...formatCases,
];

/** The whole way: files on disk, killable children, Parquet, and back. */
const folder = mkdtempSync(join(tmpdir(), "corpus-"));
const results = new Map<number, FileResult>();
const rows = new Map<string, CellText[]>();

beforeAll(async () => {
  const jobs = cases.map((item, index) => {
    const path = join(folder, `${index}-${item.file}`);
    writeFileSync(path, item.bytes());
    return { fileSeq: index, path, options: { fileName: item.file, ...item.options } };
  });
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  for await (const batch of parseBatches(jobs, { rawDir: join(folder, "raw"), batchFiles: 64 })) {
    for (const result of batch.files) results.set(result.fileSeq, result);
    const read = await connection.runAndReadAll(
      `select file_seq::integer, sheet_no, row_no, cells from '${batch.partPath}'`,
    );
    for (const [fileSeq, sheetNo, rowNo, cells] of read.getRowsJson()) {
      const key = `${fileSeq}/${sheetNo}/${rowNo}`;
      if (rows.has(key)) throw new Error(`row ${key} written twice`);
      rows.set(key, cells as CellText[]);
    }
  }
  connection.closeSync();
  instance.closeSync();
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the corpus has at least 120 files, no two of one name", () => {
  expect(cases.length).toBeGreaterThanOrEqual(120);
  expect(new Set(cases.map((item) => item.name)).size).toBe(cases.length);
});

describe("every cell is right or rejected with its place", () => {
  test.each(cases.map((item, index) => [item.name, index] as const))("%s", (_, index) => {
    const item = cases[index] as CorpusCase;
    const result = results.get(index);
    expect(result, "the file is accounted for").toBeDefined();
    if (result === undefined) return;
    if ("refused" in item.expect) checkRefusal(item.expect, result, index);
    else checkRows(item.expect, result, index);
  });
});

function checkRefusal(expected: Refused, result: FileResult, index: number): void {
  expect({ status: result.status, code: result.reasonCode }).toEqual({
    status: "refused",
    code: expected.refused,
  });
  expect([...rows.keys()].filter((key) => key.startsWith(`${index}/`))).toEqual([]);
  if (expected.rowNo !== undefined) expect(result.place.rowNo).toBe(expected.rowNo);
  if (expected.sheetName !== undefined) expect(result.place.sheetName).toBe(expected.sheetName);
  if (expected.part !== undefined) expect(result.place.part).toBe(expected.part);
  if (expected.candidates !== undefined) {
    const offered = result.questions[0]?.candidates.map((candidate) => candidate.value) ?? [];
    expect(offered).toEqual(expect.arrayContaining(expected.candidates));
  }
}

function checkRows(expected: Taken, result: FileResult, index: number): void {
  expect({ status: result.status, code: result.reasonCode, detail: result.detail }).toEqual({
    status: "parsed",
    code: null,
    detail: "",
  });
  const found = Object.fromEntries([...rows].filter(([key]) => key.startsWith(`${index}/`)));
  const wanted: Record<string, CellText[]> = {};
  expected.sheets.forEach((sheet, at) => {
    for (const [rowNo, cells] of Object.entries(sheet.rows)) wanted[`${index}/${at + 1}/${rowNo}`] = cells;
  });
  expect(found).toEqual(wanted);
  expect(result.sheets.map((sheet) => [sheet.sheetNo, sheet.sheetName, sheet.hidden, sheet.rows])).toEqual(
    expected.sheets.map((sheet, at) => [
      at + 1,
      sheet.name,
      sheet.hidden ?? false,
      Object.keys(sheet.rows).length,
    ]),
  );
  expected.sheets.forEach((sheet, at) => {
    if (sheet.merges !== undefined) expect(result.sheets[at]?.headMerges.length).toBe(sheet.merges);
  });
  const issues = result.issues.map(
    (issue): ExpectedIssue => [issue.code, issue.rowNo, issue.columnNo, issue.sheetNo],
  );
  expect(issues).toEqual(
    (expected.issues ?? []).map(([code, row, column, sheet]) => [code, row, column, sheet ?? 1]),
  );
  for (const issue of result.issues) {
    const column = issue.columnNo === null ? undefined : columnName(issue.columnNo);
    const { sheetName: sheet, rowNo: row, detail } = issue;
    const place = { file: "a.csv", sheet, row, detail, ...(column === undefined ? {} : { column }) };
    expect(describeReason(issue.code, "vi", place)).toMatch(
      `Tệp “a.csv”, trang “${sheet}”, dòng ${row}${column === undefined ? "" : `, cột ${column}`}: `,
    );
  }
  if (expected.encoding !== undefined) expect(result.encoding?.encoding).toBe(expected.encoding);
  expect(result.refusedParts.map((part) => [part.part, part.reasonCode])).toEqual(expected.leftOut ?? []);
}

test("every reason met has a sentence in both languages that names the file", () => {
  for (const [code] of Object.entries(reasons)) {
    for (const lang of ["vi", "en"] as const) {
      const text = describeReason(code as keyof typeof reasons, lang, {
        file: "hs.csv",
        sheet: "HS",
        row: 3,
        column: "B",
        detail: "x",
      });
      expect(text).toContain("hs.csv");
      expect(text).toMatch(/HS.*3.*B/);
      expect(text).not.toMatch(/[{}[\]]/);
      expect(describeReason(code as keyof typeof reasons, lang, { file: "hs.csv" })).not.toMatch(/[{}[\]]/);
    }
  }
});
