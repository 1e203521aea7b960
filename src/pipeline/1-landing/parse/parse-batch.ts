import { parseFile } from "./parse-file.ts";
import { type FileJob, type FileResult, refusedResult, type SheetSummary } from "./protocol.ts";
import type { RawParquetWriter } from "./raw-parquet.ts";
import { Refusal } from "./refusal.ts";
import { SheetSummarizer } from "./sheet-summary.ts";
import type { CellIssue, ParseLimits, RowSink, SheetStart } from "./types.ts";

/** Reads one file into the writer; a refusal becomes its result, any other error is a defect and is thrown. */
export async function parseJob(
  job: FileJob,
  writer: RawParquetWriter,
  limits: ParseLimits,
): Promise<FileResult> {
  const sheets: SheetSummary[] = [];
  const issues: CellIssue[] = [];
  let sheet: { start: SheetStart; summary: SheetSummarizer } | undefined;
  const sink: RowSink = {
    begin(start) {
      sheet = { start, summary: new SheetSummarizer(start) };
    },
    row(rowNo, cells) {
      if (sheet === undefined) throw new Error("row outside a sheet");
      writer.add(job.fileSeq, sheet.start.sheetNo, rowNo, cells);
      sheet.summary.add(rowNo, cells);
    },
    issue: (issue) => issues.push(issue),
    drain: () => (writer.blocksWaiting > 0 ? writer.flush() : undefined),
    end(end) {
      if (sheet !== undefined) sheets.push(sheet.summary.finish(end));
      sheet = undefined;
    },
  };
  let result: FileResult;
  try {
    const outcome = await parseFile(job.path, job.options, sink, limits);
    result = {
      fileSeq: job.fileSeq,
      status: "parsed",
      reasonCode: null,
      detail: "",
      place: {},
      format: outcome.format,
      encoding: outcome.encoding,
      sheets,
      issues,
      questions: outcome.questions,
      refusedParts: outcome.refusedParts,
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, detail, place, questions } = error;
    result = { ...refusedResult(job.fileSeq, code, detail, place), questions };
  }
  await writer.flush();
  return result;
}
