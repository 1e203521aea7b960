import { foldHeader, foldText } from "#src/domains/dictionary/fold.ts";
import type { Intake } from "#src/domains/dictionary/intake.ts";
import type { IntakeReading } from "./detect-intake.ts";
import type { HeaderPath } from "./header-paths.ts";
import { foldPath } from "./saved-mapping.ts";
import type { Question, SheetRow, TableContext, TableDescription } from "./types.ts";

/** @param mayBeTable whether the sheet has rows and columns like a table; a page of instructions needs no answer */
export function missingHeader(sheetName: string, mayBeTable: boolean): Question {
  return {
    code: "header-missing",
    severity: mayBeTable ? "needed" : "optional",
    sentence: {
      vi: `Không thấy dòng tiêu đề trong trang “${sheetName}”; hãy cho biết dòng nào là tiêu đề hoặc trang này không phải bảng.`,
      en: `No header row was found in sheet “${sheetName}”; say which row it is, or that the sheet is no table.`,
    },
    candidates: [],
  };
}

export function intakeQuestion(
  code: "intake-unsure" | "intake-unknown",
  readings: readonly IntakeReading[],
): Question {
  const names = readings.slice(0, 3).map((reading) => reading.intake.title);
  const vi = names.map((name) => name.vi).join(", ");
  const en = names.map((name) => name.en).join(", ");
  return {
    code,
    severity: "needed",
    sentence:
      code === "intake-unsure"
        ? { vi: `Bảng có thể là: ${vi}; hãy chọn.`, en: `The table may be: ${en}; please choose.` }
        : {
            vi:
              names.length === 0
                ? "Không nhận ra bảng này."
                : `Chưa đủ cột để nhận ra bảng; gần nhất là: ${vi}.`,
            en:
              names.length === 0
                ? "The table is not recognised."
                : `Too few columns to tell the table; nearest: ${en}.`,
          },
    candidates: readings
      .slice(0, 5)
      .map((reading) => ({ value: reading.intake.id, confidence: Math.min(1, reading.score / 1.2) })),
  };
}

const CONTEXT_NAMES: Partial<Record<keyof TableContext, { vi: string; en: string }>> = {
  schoolCode: { vi: "mã trường", en: "school code" },
  schoolYear: { vi: "năm học", en: "school year" },
};

export function contextQuestions(
  conflicts: readonly { readonly key: keyof TableContext; readonly values: readonly string[] }[],
): Question[] {
  return conflicts.map(({ key, values }) => {
    const name = CONTEXT_NAMES[key] ?? { vi: key, en: key };
    return {
      code: "context-conflict",
      severity: "needed",
      header: key,
      sentence: {
        vi: `Tiêu đề, tên tệp và thư mục cho ${name.vi} khác nhau: ${values.join(", ")}; hãy chọn.`,
        en: `Titles, file name and folder give different values for the ${name.en}: ${values.join(", ")}; please choose.`,
      },
      candidates: values.map((value) => ({ value, confidence: 1 / values.length })),
    };
  });
}

/** Rows such as `Lớp 7A2` between the pupils, where no column holds the class. */
export function groupRowQuestion(
  table: TableDescription,
  intake: Intake,
  rows: readonly SheetRow[],
): Question[] {
  const needsClass = "className" in intake.columns;
  const hasClass =
    table.columns.some((column) => column.column === "className") || table.context.className !== undefined;
  if (!needsClass || hasClass) return [];
  const groups = rows.filter((row) => {
    const texts = row.cells.map((cell) => (cell ?? "").trim()).filter((text) => text !== "");
    return texts.length === 1 && /^(lop|nhom|nhom lop)\s*:?\s*\S+/.test(foldText(texts[0] ?? ""));
  });
  if (groups.length === 0) return [];
  return [
    {
      code: "class-in-group-rows",
      severity: "optional",
      sentence: {
        vi: `Tên lớp đứng ở dòng riêng (dòng ${groups[0]?.rowNo}) chứ không ở cột; hãy thêm cột Lớp để nhận được lớp của học sinh.`,
        en: `Class names stand in rows of their own (row ${groups[0]?.rowNo}); add a column for the class.`,
      },
      candidates: [],
    },
  ];
}

/** The same headers twice in a row of headers: two tables beside each other. */
export function sideBySideQuestion(paths: readonly HeaderPath[]): Question[] {
  const headers = paths.map(foldPath);
  const gap = headers.findIndex((header, at) => header === "" && at >= 2);
  if (gap === -1) return [];
  const left = headers.slice(0, gap).filter((header) => header !== "" && foldHeader(header) !== "stt");
  const right = new Set(headers.slice(gap + 1));
  const repeated = left.filter((header) => right.has(header)).length;
  if (left.length < 2 || repeated < Math.ceil(left.length * 0.8)) return [];
  return [
    {
      code: "tables-side-by-side",
      severity: "needed",
      sentence: {
        vi: "Trang có hai bảng đặt cạnh nhau; hãy đặt bảng thứ hai xuống dưới hoặc sang trang khác.",
        en: "Two tables stand side by side in this sheet; put the second one below or on another sheet.",
      },
      candidates: [],
    },
  ];
}
