import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type ExcelJS from "exceljs";
import exceljs from "exceljs";
import { afterAll, describe, expect, test } from "vitest";
import { codeSets, getCodeSet, intakes } from "#src/domains/catalogue.ts";
import type { Intake } from "#src/domains/dictionary/intake.ts";
import { vendors } from "#src/exchange/vendors/registry.ts";
import { parseFile } from "#src/pipeline/1-landing/parse/parse-file.ts";
import type { SheetSummary } from "#src/pipeline/1-landing/parse/protocol.ts";
import { SheetSummarizer } from "#src/pipeline/1-landing/parse/sheet-summary.ts";
import { recogniseTable } from "#src/pipeline/1-landing/recognise/recognise-table.ts";
import { codeReader } from "#src/pipeline/2-standardise/read-code.ts";
import { createMatrixApp } from "../access/matrix-app.ts";
import { choicesOf, type TemplateColumn, templateColumns } from "./columns.ts";
import { exampleOf } from "./guidance.ts";
import { buildTemplate } from "./workbook.ts";

const dir = mkdtempSync(join(tmpdir(), "hp-template-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const asked = intakes.filter((intake) => intake.compareOnly !== true);
const cases = asked.flatMap((intake) =>
  (intake.subjectColumns === true ? ["02", "03", "04", "05"] : [undefined]).map((level) => ({
    intake,
    level,
    name: `${intake.id} ${level ?? ""}`.trim(),
  })),
);

async function readBack(path: string): Promise<SheetSummary[]> {
  const sheets: SheetSummary[] = [];
  let summary: SheetSummarizer | undefined;
  await parseFile(
    path,
    { fileName: "mau.xlsx" },
    {
      begin: (start) => {
        summary = new SheetSummarizer(start);
      },
      row: (rowNo, cells) => summary?.add(rowNo, cells),
      issue: (issue) => {
        throw new Error(`the template has an odd cell: ${JSON.stringify(issue)}`);
      },
      drain: () => undefined,
      end: (end) => {
        if (summary !== undefined) sheets.push(summary.finish(end));
      },
    },
  );
  return sheets;
}

function recognise(sheet: SheetSummary) {
  return recogniseTable(
    {
      sheetName: sheet.sheetName,
      headRows: sheet.headRows,
      merges: sheet.headMerges,
      sampleRows: sheet.sampleRows,
      fileName: "mau.xlsx",
      pathSegments: [],
      lastRow: sheet.lastRow,
    },
    { intakes, codeSets, vendors, savedMappings: [] },
  );
}

function sampleText(column: TemplateColumn, row: number): string | number {
  if (column.choices.length > 0) return column.choices[row % column.choices.length] ?? "";
  const example = exampleOf(column);
  if (column.field.kind === "integer" || column.field.kind === "decimal") return Number(example);
  if (column.field.kind === "nationalId") return `03121500012${row}`;
  if (column.field.kind === "date") return `0${row + 1}/09/2014`;
  return example === "" ? `Nội dung ${row}` : example;
}

async function fillIn(intake: Intake, level: string | undefined, name: string): Promise<string> {
  const workbook = buildTemplate(intake, level);
  const sheet = workbook.worksheets[0];
  if (sheet === undefined) throw new Error("no sheet");
  for (let row = 0; row < 5; row += 1) {
    templateColumns(intake, level).forEach((column, at) => {
      sheet.getCell(row + 2, at + 1).value = sampleText(column, row);
    });
  }
  const path = join(dir, `${name.replace(" ", "-")}.xlsx`);
  await workbook.xlsx.writeFile(path);
  return path;
}

describe.each(cases)("$name", ({ intake, level, name }) => {
  const columns = templateColumns(intake, level);

  test("filled in, it is recognised: the table, every column with confidence 0.9 or more, every cell as typed", async () => {
    const sheets = await readBack(await fillIn(intake, level, name));
    const first = sheets[0];
    if (first === undefined) throw new Error("no sheet was read");
    const table = recognise(first);
    expect(table.intake).toBe(intake.id);
    expect([table.headerRows, table.firstDataRow, table.lastRow]).toEqual([[1, 1], 2, 6]);
    const expected = columns.map(({ column, header }) => ({ header, column, sure: true }));
    const found = table.columns.map(({ header, column, confidence }) => ({
      header,
      column,
      sure: confidence >= 0.9,
    }));
    expect(found).toEqual(expected);
    expect(table.questions.filter((question) => question.severity === "needed")).toEqual([]);
    // Zeros in front and twelve digits survive the way through Excel.
    const typed = columns.map((column) => String(sampleText(column, 0)));
    expect(first.headRows[1]?.cells).toEqual(typed);
    // Guidance and lists are no tables: nothing of them waits for a person's answer.
    for (const other of sheets.slice(1)) {
      const asked = recognise(other).questions.map((question) => [question.code, question.severity]);
      expect(asked).toEqual([["header-missing", "optional"]]);
    }
  });

  test("ids, codes and phones are text cells, and long lists stand outside the rules", () => {
    const sheet = buildTemplate(intake, level).worksheets[0];
    if (sheet === undefined) throw new Error("no sheet");
    columns.forEach((column, at) => {
      if (!["nationalId", "phone", "text", "code"].includes(column.field.kind)) return;
      expect(sheet.getColumn(at + 1).numFmt, column.column).toBe("@");
    });
    const { model } = (sheet as unknown as Validated).dataValidations;
    const lists = Object.values(model).filter((rule) => rule.type === "list");
    expect(lists.length).toBe(columns.filter((column) => column.choices.length > 0).length);
    for (const { formulae } of lists) expect(String(formulae[0])).toMatch(/^DanhMuc!\$A\$\d+:\$A\$\d+$/);
  });
});

interface Validated {
  readonly dataValidations: { readonly model: Readonly<Record<string, ExcelJS.DataValidation>> };
}

test("every choice of every drop-down reads back as its own code", () => {
  for (const intake of asked) {
    for (const column of templateColumns(intake)) {
      if (column.field.codeSet === undefined) continue;
      const set = getCodeSet(column.field.codeSet);
      const codes = choicesOf(column.field).map((text) => codeReader(set).find(text));
      const standing = set.entries
        .filter((entry) => entry.effectiveTo === undefined)
        .map((entry) => entry.code);
      expect(codes, `${intake.id}.${column.column}`).toEqual(standing);
    }
  }
});

test("over HTTP: for those who send files, each template opens as a workbook", async () => {
  const at = await createMatrixApp();
  const ask = (url: string, role = "schoolSteward") =>
    at.app.inject({ url, headers: { "x-test-role": role } });
  const list = (await ask("/api/v1/templates")).json<{ data: { id: string; columns: number }[] }>().data;
  expect(list.length).toBeGreaterThan(5);
  for (const { id, columns } of list) {
    const reply = await ask(`/api/v1/templates/${id}`);
    expect(reply.headers["content-disposition"]).toMatch(/^attachment; filename="Mau .*\.xlsx"/);
    const book = new exceljs.Workbook();
    await book.xlsx.load(reply.rawPayload as unknown as ArrayBuffer);
    expect(book.worksheets[0]?.getRow(1).cellCount, id).toBe(columns);
  }
  expect((await ask("/api/v1/templates/khong-co")).json().code).toBe("record-not-found");
  expect((await ask("/api/v1/templates", "guardian")).statusCode).toBe(404);
  await at.close();
});
