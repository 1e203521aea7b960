import { relative } from "node:path";
import type { Intake } from "#src/domains/dictionary/intake.ts";
import { type IntakeTable, intakeTableOf } from "../2-standardise/intake-table.ts";
import { getIntake, type RunContext } from "../context.ts";
import type { FileToLand } from "./land.ts";
import { issuesOfTable, type LandedFile, type WaitingTable } from "./landed-file.ts";
import type { FileResult, SheetSummary } from "./parse/protocol.ts";
import { columnName } from "./parse/reason-codes.ts";
import type { JoinedPackages } from "./recognise/join-packages.ts";
import { recogniseFile } from "./recognise/recognise-file.ts";
import type { Knowledge, TableDescription } from "./recognise/types.ts";
import type { VendorProfile } from "./recognise/vendor-profile.ts";

interface Surroundings {
  /** Raw part of the batch, relative to the lake. */
  readonly rawPart: string;
  readonly packages: JoinedPackages;
  readonly knowledge: Knowledge;
}

/** What became of one parsed file: its tables, what waits for a person, what was left out and why. */
export function describeFile(
  context: RunContext,
  file: FileToLand,
  result: FileResult,
  around: Surroundings,
): LandedFile {
  const base = {
    fileId: file.fileId,
    fileSeq: file.fileSeq,
    pathSegments: file.pathSegments,
    answers: file.answers ?? {},
    issues: result.issues,
    refusedParts: result.refusedParts,
    tables: [],
    waiting: [],
    notTables: [],
    leftovers: [],
    heldRows: 0,
    detail: "",
  };
  // A parser that asks refuses the file until it is told: the question comes first.
  if (result.questions.length > 0) {
    const rows = result.sheets.reduce((sum, sheet) => sum + sheet.rows, 0);
    const waiting = [{ sheetName: file.fileName, rows, questions: result.questions }];
    return { ...base, status: "waiting", reason: result.questions[0]?.code ?? null, heldRows: rows, waiting };
  }
  if (result.status === "refused") {
    return {
      ...base,
      status: "refused",
      reason: result.reasonCode,
      detail: JSON.stringify({ ...result.place, detail: result.detail }),
    };
  }
  const { tables, waiting, notTables } = describeSheets(context, file, result, around);
  const leftovers = around.packages.leftovers.filter((row) => row.fileSeq === file.fileSeq);
  const first =
    waiting[0]?.questions.find((question) => "severity" in question && question.severity === "needed") ??
    waiting[0]?.questions[0];
  return {
    ...base,
    status: tables.length === 0 && waiting.length > 0 ? "waiting" : "landed",
    reason: first?.code ?? result.refusedParts[0]?.reasonCode ?? null,
    heldRows: waiting.reduce((sum, table) => sum + table.rows, 0) + leftovers.length,
    tables,
    waiting,
    notTables,
    leftovers,
  };
}

interface Sheets {
  readonly tables: IntakeTable[];
  readonly waiting: WaitingTable[];
  readonly notTables: { readonly sheetName: string; readonly rows: number }[];
}

function describeSheets(
  context: RunContext,
  file: FileToLand,
  result: FileResult,
  around: Surroundings,
): Sheets {
  const { packages, knowledge, rawPart } = around;
  const { fileName, pathSegments, fileSeq } = file;
  const own = result.sheets.filter((sheet) => !packages.taken.has(`${fileSeq}/${sheet.sheetNo}`));
  const found: Sheets = { tables: [], waiting: [], notTables: [] };
  for (const joined of packages.tables.filter((table) => table.description.fileSeq === fileSeq)) {
    const part = relative(context.folders.lake, joined.rawPart);
    found.tables.push({ ...tableOf(context, joined.description, joined.vendor, part, []), joined: true });
  }
  const inputs = own.map((sheet) => ({
    ...sheet,
    merges: sheet.headMerges,
    fileName,
    pathSegments,
    fileSeq,
  }));
  const descriptions = recogniseFile(inputs, knowledge);
  const isTable = (description: TableDescription) =>
    description.intake !== null || description.questions.some((question) => question.severity === "needed");
  const passedOver = own.length === result.sheets.length && !descriptions.some(isTable) ? descriptions : [];
  const alone = new Set(passedOver.map((description) => description.sheetNo));
  for (const description of descriptions) {
    const sheet = own.find((one) => one.sheetNo === description.sheetNo);
    const several = descriptions.filter((other) => other.sheetNo === description.sheetNo).length > 1;
    const rows = several
      ? Math.max(0, description.lastRow - description.firstDataRow + 1)
      : rowsBelow(sheet, description);
    const { intake } = description;
    const needed = description.questions.some((question) => question.severity === "needed");
    if (intake === null && !needed && alone.has(description.sheetNo)) {
      // Nothing else in the file is a table: then a person says what it is, instead of it being passed over.
      found.waiting.push({
        sheetName: description.sheetName,
        rows,
        questions: description.questions,
        description,
      });
    } else if (intake === null && !needed) found.notTables.push({ sheetName: description.sheetName, rows });
    else if (intake === null || needed) {
      found.waiting.push({
        sheetName: description.sheetName,
        rows,
        questions: description.questions,
        description,
      });
    } else {
      const vendor = knowledge.vendors?.find((item) => item.id === description.context.vendor);
      found.tables.push(tableOf(context, { ...description, intake }, vendor, rawPart, result.issues));
    }
  }
  return found;
}

/** Rows that may be records: what stands above the table are titles and headers. */
function rowsBelow(sheet: SheetSummary | undefined, description: TableDescription): number {
  if (sheet === undefined) return 0;
  return sheet.rows - sheet.headRows.filter((row) => row.rowNo < description.firstDataRow).length;
}

function tableOf(
  context: RunContext,
  description: TableDescription & { readonly intake: string },
  vendor: VendorProfile | undefined,
  rawPart: string,
  issues: FileResult["issues"],
): IntakeTable {
  const now = context.startedAt;
  const table = intakeTableOf(
    {
      ...description,
      context: {
        ...description.context,
        ...yearOf(getIntake(context, description.intake), description, now),
      },
    },
    {
      sourceSystem: vendor?.id ?? "excel",
      trust: vendor?.trust ?? 50,
      keyIssuer: description.keyIssuer,
      delivery: description.context.delivery ?? vendor?.delivery ?? "full",
      schoolId: description.context.schoolCode ?? null,
      receivedAt: now.toISOString(),
      rawPart,
    },
  );
  const own = issuesOfTable(issues, table, columnName);
  if (own.length === 0) return table;
  // A cell of a column nobody reads is listed all the same, under the header it stands below.
  const unread = own.filter((issue) => issue.columnNo !== null && issue.column?.startsWith("@") === true);
  const header = (columnNo: number | null) =>
    description.columns.find((column) => column.index === columnNo)?.header ?? "";
  return {
    ...table,
    issues: own,
    headers: {
      ...table.headers,
      ...Object.fromEntries(unread.map((issue) => [issue.column, header(issue.columnNo)])),
    },
    positions: {
      ...table.positions,
      ...Object.fromEntries(unread.map((issue) => [issue.column, issue.columnNo])),
    },
  };
}

/** A list that says no year anywhere is this year's: it was printed on the day it says, or on the day it came. */
function yearOf(
  intake: Intake,
  description: TableDescription,
  receivedAt: Date,
): { schoolYear?: string; schoolYearBy?: string } {
  if (intake.yearByReceipt !== true || description.context.schoolYear !== undefined) return {};
  if (description.columns.some((column) => column.column === "schoolYear")) return {};
  return {
    schoolYear: schoolYearOn(description.context.asOf ?? vietnameseDay(receivedAt)),
    schoolYearBy: "receipt",
  };
}

/** The day in Vietnam (UTC+7 all year), `yyyy-mm-dd`. */
function vietnameseDay(instant: Date): string {
  return new Date(instant.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
}

/** School years run from August to July: `2026-08-01` → `2026-2027`. */
function schoolYearOn(day: string): string {
  const year = Number(day.slice(0, 4));
  const first = Number(day.slice(5, 7)) >= 8 ? year : year - 1;
  return `${first}-${first + 1}`;
}
