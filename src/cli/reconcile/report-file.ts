import { writeFileSync } from "node:fs";
import { extname } from "node:path";
import ExcelJS from "exceljs";
import { getCodeSet } from "#src/domains/catalogue.ts";
import type { Language } from "#src/domains/dictionary/text.ts";
import type { MonthlyReport, ReportLine } from "#src/pipeline/3-identity/reconcile/report.ts";
import { HpError } from "#src/platform/errors.ts";
import { byteOrderMark, type Cell, csvLine } from "#src/platform/spreadsheet/csv.ts";

const unitKinds = {
  city: { vi: "Thành phố", en: "City" },
  commune: { vi: "Xã, phường", en: "Commune" },
  school: { vi: "Trường", en: "School" },
} as const;

/** The report as a table; one column a status, so that the columns add up to the records. */
export function reportTable(
  lines: readonly ReportLine[],
  language: Language,
): { readonly head: readonly string[]; readonly rows: readonly (readonly Cell[])[] } {
  const say = (vi: string, en: string) => (language === "vi" ? vi : en);
  const statuses = getCodeSet("reconciliationStatus").entries;
  return {
    head: [
      say("Cấp", "Level"),
      say("Mã", "Code"),
      say("Đơn vị", "Unit"),
      say("Xã", "Commune"),
      say("Hồ sơ", "Records"),
      ...statuses.map((entry) => entry.title[language]),
      say("Từng khớp", "Ever verified"),
      say("Hiện khớp", "Verified now"),
      say("Mở trong tháng", "Opened in the month"),
      say("Xong trong tháng", "Closed in the month"),
      say("Đang mở", "Open"),
      say("Quá hạn", "Overdue"),
      say("Ngoại lệ", "Exceptions"),
      say("Ngoại lệ hết hạn sớm nhất", "First exception to end"),
    ],
    rows: lines.map((line) => [
      unitKinds[line.unitKind][language],
      line.unitId,
      line.unitName,
      line.communeCode ?? "",
      line.records,
      ...statuses.map((entry) => line.byStatus[entry.code] ?? 0),
      line.everVerified,
      line.currentlyConsistent,
      line.casesOpened,
      line.casesClosed,
      line.casesOpen,
      line.casesOverdue,
      line.exceptions,
      line.nextExpiry ?? "",
    ]),
  };
}

/**
 * Writes the report as .xlsx or .csv, by the name's ending.
 * @throws HpError `argument-invalid` for another ending
 */
export async function writeReport(
  path: string,
  report: MonthlyReport,
  lines: readonly ReportLine[],
  language: Language,
): Promise<void> {
  const { head, rows } = reportTable(lines, language);
  switch (extname(path).toLowerCase()) {
    case ".csv":
      writeFileSync(path, byteOrderMark + [head, ...rows].map(csvLine).join(""));
      return;
    case ".xlsx":
      await workbookOf(report, head, rows).xlsx.writeFile(path);
      return;
    default:
      throw new HpError("argument-invalid", { name: "--out", reason: ".xlsx, .csv" });
  }
}

function workbookOf(
  report: MonthlyReport,
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
): ExcelJS.Workbook {
  const workbook = new ExcelJS.Workbook();
  workbook.creator = "Hoa Phượng";
  const sheet = workbook.addWorksheet(`${report.month} (${report.revision})`, {
    views: [{ state: "frozen", ySplit: 1, xSplit: 3 }],
  });
  sheet.addRow([...head]).font = { bold: true };
  for (const row of rows) sheet.addRow([...row]);
  head.forEach((title, at) => {
    sheet.getColumn(at + 1).width = at === 2 ? 40 : Math.min(24, Math.max(10, title.length + 2));
  });
  sheet.headerFooter.oddFooter = `${report.madeAt} · ${report.contentHash}`;
  return workbook;
}
