import { mkdirSync } from "node:fs";
import { join, relative } from "node:path";
import type { Question as ParseQuestion } from "./parse/types.ts";
import { type IntakeTable, intakeTableOf } from "../2-standardise/intake-table.ts";
import type { RunContext } from "../context.ts";
import { parseBatches } from "./parse/pool.ts";
import type { FileResult } from "./parse/protocol.ts";
import { landedPath, type ReceivedFile } from "./receive.ts";
import { recogniseTable } from "./recognise/recognise-table.ts";
import type { SavedMapping } from "./recognise/saved-mapping.ts";
import type { Question, TableDescription } from "./recognise/types.ts";

/** A file of this run after parsing and recognition; stored in `file.tables` so that a resumed run has it. */
export interface LandedFile {
  readonly fileId: string;
  readonly fileSeq: number;
  readonly pathSegments: readonly string[];
  readonly status: "landed" | "waiting" | "refused";
  readonly reason: string | null;
  /** Rows of all tables, those that no intake takes included. */
  readonly rows: number;
  /** Rows in tables that can't be taken before a person answers, or that no intake knows. */
  readonly heldRows: number;
  readonly tables: readonly IntakeTable[];
  readonly waiting: readonly WaitingTable[];
  readonly detail: string;
}

/** A table, or a whole file, that a person must say something about. */
export interface WaitingTable {
  readonly sheetName: string;
  readonly rows: number;
  readonly questions: readonly (Question | ParseQuestion)[];
  readonly description?: TableDescription;
}

export interface FileToLand extends ReceivedFile {
  readonly fileSeq: number;
}

/**
 * Parses files in killable children and recognises their tables. Yields one result a file; the raw rows are in
 * Parquet parts under the lake by then.
 */
export async function* landFiles(
  context: RunContext,
  files: readonly FileToLand[],
  savedMappings: readonly SavedMapping[],
): AsyncGenerator<LandedFile[]> {
  const rawDir = join(context.folders.lake, "raw", `run-${String(context.runSeq).padStart(6, "0")}`);
  mkdirSync(rawDir, { recursive: true });
  const bySeq = new Map(files.map((file) => [file.fileSeq, file]));
  const jobs = files.map((file) => ({
    fileSeq: file.fileSeq,
    path: landedPath(context.folders.landing, file.fileId),
    options: { fileName: file.fileName, ...(file.encoding === undefined ? {} : { encoding: file.encoding }) },
  }));
  for await (const batch of parseBatches(jobs, { rawDir, workers: Math.min(2, context.config.threads) })) {
    const rawPart = relative(context.folders.lake, batch.partPath);
    yield batch.files.map((result) => {
      const file = bySeq.get(result.fileSeq);
      if (file === undefined) throw new Error(`the parser answered for a file it was not given: ${result.fileSeq}`);
      return describeFile(context, file, result, rawPart, savedMappings);
    });
  }
}

function describeFile(
  context: RunContext,
  file: FileToLand,
  result: FileResult,
  rawPart: string,
  savedMappings: readonly SavedMapping[],
): LandedFile {
  const base = { fileId: file.fileId, fileSeq: file.fileSeq, pathSegments: file.pathSegments };
  const rows = result.sheets.reduce((sum, sheet) => sum + sheet.rows, 0);
  if (result.status === "refused") {
    return { ...base, status: "refused", reason: result.reasonCode, rows: 0, heldRows: 0, tables: [], waiting: [], detail: result.detail };
  }
  if (result.questions.length > 0) {
    const waiting = [{ sheetName: file.fileName, rows, questions: result.questions }];
    return { ...base, status: "waiting", reason: result.questions[0]?.code ?? null, rows, heldRows: rows, tables: [], waiting, detail: "" };
  }
  const tables: IntakeTable[] = [];
  const waiting: WaitingTable[] = [];
  let dataRows = 0;
  for (const sheet of result.sheets) {
    const description = recogniseTable(
      {
        sheetName: sheet.sheetName,
        headRows: sheet.headRows,
        merges: sheet.headMerges,
        sampleRows: sheet.sampleRows,
        fileName: file.fileName,
        pathSegments: file.pathSegments,
        fileSeq: file.fileSeq,
        sheetNo: sheet.sheetNo,
        lastRow: sheet.lastRow,
      },
      {
        intakes: context.declarations.intakes,
        codeSets: context.declarations.codeSets,
        vendors: context.declarations.vendors,
        savedMappings,
      },
    );
    const needed = description.questions.filter((question) => question.severity === "needed");
    const vendor = context.declarations.vendors.find((item) => item.id === description.context.vendor);
    if (description.intake === null || needed.length > 0) {
      waiting.push({ sheetName: sheet.sheetName, rows: sheet.rows, questions: description.questions, description });
      dataRows += sheet.rows;
      continue;
    }
    tables.push(
      intakeTableOf(
        { ...description, intake: description.intake },
        {
          sourceSystem: vendor?.id ?? "excel",
          trust: vendor?.trust ?? 50,
          keyIssuer: vendor?.learnerCodeIssuer ?? "vendor",
          delivery: description.context.delivery ?? vendor?.delivery ?? "full",
          schoolId: description.context.schoolCode ?? null,
          receivedAt: context.clock.now().toISOString(),
          rawPart,
        },
      ),
    );
  }
  const heldRows = waiting.reduce((sum, table) => sum + table.rows, 0);
  const first = waiting[0]?.questions.find((question) => "severity" in question && question.severity === "needed") ?? waiting[0]?.questions[0];
  return {
    ...base,
    status: tables.length === 0 && waiting.length > 0 ? "waiting" : "landed",
    reason: first?.code ?? null,
    rows: dataRows,
    heldRows,
    tables,
    waiting,
    detail: "",
  };
}
