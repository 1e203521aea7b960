import type { ReasonCode } from "../reason-codes.ts";
import { unescapeText } from "./escaped-text.ts";
import { numberText } from "./number-text.ts";
import { isoToText, serialToText } from "./serial-date.ts";
import type { Workbook } from "./workbook.ts";

/** A `<c>` as read: ST_CellType in `type` ("" is a number), the raw text of `<v>` or of the inline runs. */
export type Cell = { type: string; style: number; value: string; hasValue: boolean; hasFormula: boolean };

export type CellRejection = { reject: ReasonCode; detail: string };

/** The cell's value as landing text; null when empty; a rejection when it can't be taken as it stands. */
export function cellText(cell: Cell, workbook: Workbook): string | null | CellRejection {
  const { type, value } = cell;
  if (type === "s") return sharedText(value, workbook);
  if (cell.hasFormula && !cell.hasValue && type !== "inlineStr") {
    return { reject: "formula-without-value", detail: "" };
  }
  if (type === "" || type === "n") return numberCellText(cell, workbook);
  if (type === "inlineStr" || type === "str") return value === "" ? null : unescapeText(value);
  if (type === "e") return value === "" ? null : value;
  if (type === "b") {
    if (value === "1" || value === "true") return "TRUE";
    if (value === "0" || value === "false") return "FALSE";
    return value === "" ? null : { reject: "boolean-malformed", detail: value };
  }
  if (type === "d") {
    if (value === "") return null;
    const found = isoToText(value.trim());
    return "text" in found ? found.text : { reject: found.reject, detail: value };
  }
  return { reject: "cell-type-unknown", detail: type };
}

function sharedText(value: string, workbook: Workbook): string | null | CellRejection {
  if (value === "") return null;
  const text = workbook.strings[indexOf(value)];
  if (text === undefined) return { reject: "shared-string-missing", detail: value };
  return text === "" ? null : text;
}

/** Index into the string table, -1 when it is none. */
function indexOf(value: string): number {
  let index = 0;
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at);
    if (code < 48 || code > 57) return /^\s*\d+\s*$/.test(value) ? Number(value) : -1;
    index = index * 10 + code - 48;
  }
  return index;
}

function numberCellText(cell: Cell, workbook: Workbook): string | null | CellRejection {
  const text = numberText(cell.value) ?? numberText(cell.value.trim());
  if (text === undefined) {
    return cell.value.trim() === "" ? null : { reject: "number-malformed", detail: cell.value };
  }
  const kind = workbook.styles.kindOf(cell.style);
  if (kind === "plain") return text;
  if (typeof kind === "object") return /^\d+$/.test(text) ? text.padStart(kind.padded, "0") : text;
  const known = workbook.dateTexts.get(cell.value);
  if (known !== undefined && kind === "date") return known;
  const found = serialToText(Number(cell.value), workbook.date1904, kind === "time");
  if ("reject" in found) return { reject: found.reject, detail: cell.value };
  // Birth dates repeat thousands of times; making the text costs 10 times the look-up.
  if (kind === "date" && workbook.dateTexts.size < 100_000) workbook.dateTexts.set(cell.value, found.text);
  return found.text;
}
