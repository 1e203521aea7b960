import ExcelJS from "exceljs";
import type { Field } from "#src/domains/dictionary/field.ts";
import type { Intake } from "#src/domains/dictionary/intake.ts";
import { columnLetters } from "#src/platform/spreadsheet/column-letters.ts";
import { type TemplateColumn, templateColumns } from "./columns.ts";
import { exampleOf, formatWords, noteOf } from "./guidance.ts";

/** Rows that carry drop-downs and checks; a large school has some 2,000 learners. */
const rowsPrepared = 5_000;
const listSheet = "DanhMuc";

/** Kinds whose cells must be text: a number cell loses leading zeros and turns twelve digits into 3.1E+11. */
const textKinds: ReadonlySet<Field["kind"]> = new Set([
  "text",
  "personName",
  "nationalId",
  "phone",
  "email",
  "schoolYear",
  "code",
  "codes",
  "boolean",
]);

type Rule = ExcelJS.DataValidation;

/** A workbook a school fills in and sends back; everything in it follows from the intake's declaration. */
export function buildTemplate(intake: Intake, level?: string): ExcelJS.Workbook {
  const columns = templateColumns(intake, level);
  const workbook = new ExcelJS.Workbook();
  workbook.creator = "Hoa Phượng";
  const sheet = workbook.addWorksheet(sheetName(intake.title.vi), {
    views: [{ state: "frozen", ySplit: 1 }],
  });
  const lists = new Lists();
  columns.forEach((column, at) => {
    const cell = sheet.getCell(1, at + 1);
    cell.value = column.header;
    cell.note = noteOf(column);
    cell.font = { bold: true, color: { argb: column.needed ? "FF9C0006" : "FF1F1F1F" } };
    cell.fill = {
      type: "pattern",
      pattern: "solid",
      fgColor: { argb: column.needed ? "FFFFE2E0" : "FFE8EEF7" },
    };
    cell.alignment = { wrapText: true, vertical: "middle" };
    const body = sheet.getColumn(at + 1);
    body.width = Math.min(40, Math.max(12, column.header.length + 2));
    body.numFmt = numberFormat(column.field, column.choices.length > 0);
    // The column's format must not turn the header into anything else.
    cell.numFmt = "@";
    const rule = ruleOf(column, lists);
    if (rule !== undefined)
      validate(sheet, `${columnLetters(at + 1)}2:${columnLetters(at + 1)}${rowsPrepared + 1}`, rule);
  });
  sheet.getRow(1).height = 32;
  addGuidance(workbook, intake, columns);
  lists.write(workbook);
  return workbook;
}

/** ExcelJS keeps validations of whole ranges here; its typings leave the property out. */
function validate(sheet: ExcelJS.Worksheet, range: string, rule: Rule): void {
  (sheet as unknown as { dataValidations: { add(range: string, rule: Rule): void } }).dataValidations.add(
    range,
    rule,
  );
}

/** Excel allows 31 characters and none of `[]:*?/\`. */
function sheetName(title: string): string {
  return title
    .replace(/[[\]:*?/\\]/g, " ")
    .slice(0, 31)
    .trim();
}

function numberFormat(field: Field, isList: boolean): string {
  if (isList || textKinds.has(field.kind)) return "@";
  if (field.kind === "date") return "dd/mm/yyyy";
  return field.kind === "integer" ? "0" : "General";
}

function ruleOf(column: TemplateColumn, lists: Lists): Rule | undefined {
  const { field, choices, several } = column;
  const base = {
    allowBlank: true,
    showErrorMessage: true,
    errorTitle: column.header.slice(0, 32),
    error: `Cần ghi: ${formatWords(column)}.`.slice(0, 255),
  } as const;
  if (choices.length > 0) {
    // A cell of several choices is typed by hand: the list helps, it does not refuse.
    return {
      ...base,
      type: "list",
      formulae: [lists.add(choices)],
      errorStyle: "stop",
      showErrorMessage: !several,
    };
  }
  switch (field.kind) {
    case "date":
      return {
        ...base,
        type: "date",
        operator: "between",
        formulae: [new Date("1900-01-01"), new Date("2100-12-31")],
        errorStyle: "stop",
      };
    case "integer":
      return {
        ...base,
        type: "whole",
        operator: "between",
        formulae: [...(field.range ?? [-2_147_483_648, 2_147_483_647])],
        errorStyle: "stop",
      };
    case "decimal":
      return {
        ...base,
        type: "decimal",
        operator: "between",
        formulae: [...(field.range ?? [-1e12, 1e12])],
        errorStyle: "stop",
      };
    case "nationalId":
      return { ...base, type: "textLength", operator: "equal", formulae: [12], errorStyle: "stop" };
    case "schoolYear":
      return { ...base, type: "textLength", operator: "equal", formulae: [9], errorStyle: "stop" };
    case "phone":
      return { ...base, type: "textLength", operator: "between", formulae: [10, 11], errorStyle: "warning" };
    default:
      return undefined;
  }
}

/**
 * Drop-down texts on a hidden sheet, one below the other in a single column: a list inside the rule itself ends at
 * 255 characters, and a single column is nothing our own reader takes for a table.
 */
class Lists {
  private readonly ranges = new Map<string, string>();
  private readonly texts: string[] = [];

  add(choices: readonly string[]): string {
    const key = choices.join("\u001f");
    const known = this.ranges.get(key);
    if (known !== undefined) return known;
    const first = this.texts.length + 1;
    this.texts.push(...choices);
    const range = `${listSheet}!$A$${first}:$A$${this.texts.length}`;
    this.ranges.set(key, range);
    return range;
  }

  write(workbook: ExcelJS.Workbook): void {
    if (this.texts.length === 0) return;
    const sheet = workbook.addWorksheet(listSheet, { state: "veryHidden" });
    sheet.getColumn(1).numFmt = "@";
    this.texts.forEach((text, at) => {
      sheet.getCell(at + 1, 1).value = text;
    });
  }
}

/** One column of sentences, so that no reader takes the page for a table. */
function addGuidance(workbook: ExcelJS.Workbook, intake: Intake, columns: readonly TemplateColumn[]): void {
  const sheet = workbook.addWorksheet("Hướng dẫn");
  sheet.getColumn(1).width = 120;
  const lines = [
    `Mẫu nhập: ${intake.title.vi}`,
    "Mỗi dòng của trang đầu là một mục. Đừng đổi dòng tiêu đề; được bỏ bớt cột không dùng và đổi thứ tự cột.",
    "Cột tiêu đề đỏ là bắt buộc. Ô nào không có thông tin thì để trống, không ghi “không rõ” hay số 0.",
    "Số định danh, điện thoại, mã: ô đã đặt dạng chữ để không mất số 0 ở đầu. Khi dán từ nơi khác, chọn “dán giá trị”.",
    "Trỏ chuột vào tiêu đề để xem cách ghi từng cột. Gửi lại: hp ingest <tệp>, hoặc tải lên ở trang của trường.",
    ...columns.map((column, at) => {
      const example = exampleOf(column);
      return `Cột ${columnLetters(at + 1)} “${column.header}”${column.needed ? " (bắt buộc)" : ""}: ${formatWords(column)}${example === "" ? "" : `, ví dụ ${example}`}.`;
    }),
  ];
  lines.forEach((line, at) => {
    const cell = sheet.getCell(at + 1, 1);
    cell.value = line;
    cell.alignment = { wrapText: true };
    if (at === 0) cell.font = { bold: true, size: 14 };
  });
}
