import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { foldHeader } from "#src/domains/dictionary/fold.ts";
import { type Lake, quote } from "#src/platform/duckdb.ts";
import { HpError } from "#src/platform/errors.ts";
import { parseBatches } from "../../../1-landing/parse/pool.ts";
import type { FileResult, KeptRow, SheetSummary } from "../../../1-landing/parse/protocol.ts";
import { columnName, describeReason } from "../../../1-landing/parse/reason-codes.ts";
import type { ColumnValues } from "./value-kind.ts";

/** One list as it stands in its file, headers found. */
export interface ReadList {
  readonly listNo: number;
  readonly fileName: string;
  readonly sheetName: string;
  /** One for each column; a column without one is called by its letter. */
  readonly headers: readonly string[];
  readonly rows: number;
  /** Cells that were taken out or want a look, said for people. */
  readonly issues: readonly string[];
}

/**
 * Reads files in the killable child of landing. Leaves table `list_cell` (list_no, row_no, cells): the rows below the
 * header of each file's longest visible sheet, cells trimmed, empty ones null.
 *
 * @param workDir folder for the parsed parts; the caller removes it
 * @param language of reasons
 * @throws {HpError} path-not-found, list-unreadable, list-without-rows
 */
export async function readLists({
  lake,
  paths,
  workDir,
  language,
}: {
  readonly lake: Lake;
  readonly paths: readonly string[];
  readonly workDir: string;
  readonly language: "vi" | "en";
}): Promise<readonly ReadList[]> {
  for (const path of paths) if (!existsSync(path)) throw new HpError("path-not-found", { path });
  const jobs = paths.map((path, at) => ({ fileSeq: at + 1, path, options: { fileName: basename(path) } }));
  await lake.run("create or replace temp table list_cell (list_no integer, row_no integer, cells varchar[])");
  const lists: ReadList[] = [];
  for await (const batch of parseBatches(jobs, { rawDir: join(workDir, "raw"), workers: 1 })) {
    for (const result of batch.files) {
      const fileName = basename(paths[result.fileSeq - 1] ?? "");
      const sheet = longestSheet(result, fileName, language);
      const header = findHeaderRow(sheet);
      const headers = Array.from({ length: sheet.columns }, (_, at) => {
        const text = header?.cells[at]?.trim().replace(/\s+/g, " ") ?? "";
        return text === "" ? columnName(at + 1) : text;
      });
      await lake.run(`
        insert into list_cell
        select ${result.fileSeq}, row_no, list_transform(cells, cell -> nullif(trim(cell), ''))
        from read_parquet(${quote(batch.partPath)})
        where file_seq = ${result.fileSeq} and sheet_no = ${sheet.sheetNo} and row_no > ${header?.rowNo ?? 0}`);
      const [count] = await lake.rows<{ n: string }>(
        `select count(*) as n from list_cell where list_no = ${result.fileSeq}`,
      );
      const rows = Number(count?.n ?? 0);
      if (rows === 0) throw new HpError("list-without-rows", { file: fileName });
      lists.push({
        listNo: result.fileSeq,
        fileName,
        sheetName: sheet.sheetName,
        headers,
        rows,
        issues: issuesOf(result, fileName, language),
      });
    }
  }
  return lists.sort((a, b) => a.listNo - b.listNo);
}

function longestSheet(result: FileResult, file: string, language: "vi" | "en"): SheetSummary {
  if (result.status === "refused")
    throw new HpError("list-unreadable", {
      file,
      reason:
        result.reasonCode === null
          ? ""
          : describeReason(result.reasonCode, language, { file, ...result.place, detail: result.detail }),
    });
  const [longest] = result.sheets.filter(({ hidden }) => !hidden).sort((a, b) => b.rows - a.rows);
  if (longest === undefined) throw new HpError("list-without-rows", { file });
  return longest;
}

function issuesOf(result: FileResult, file: string, language: "vi" | "en"): readonly string[] {
  return result.issues.map(({ code, sheetName, rowNo, columnNo, detail }) =>
    describeReason(code, language, {
      file,
      sheet: sheetName,
      row: rowNo,
      detail,
      ...(columnNo === null ? {} : { column: columnName(columnNo) }),
    }),
  );
}

/** Dates, long numbers, addresses of mail: what stands in data and not above it. */
const dataLike = /^(\d{4}-\d{2}-\d{2}.*|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{5,}|-?\d+[.,]\d+|\S+@\S+\.\S+)$/;

/** The first row that names most columns, each by another name; undefined when data begin at once. */
function findHeaderRow({ headRows, columns }: SheetSummary): KeptRow | undefined {
  const texts = (row: KeptRow) => row.cells.map((cell) => cell?.trim() ?? "").filter((cell) => cell !== "");
  const at = headRows.findIndex((row) => texts(row).length >= Math.max(2, columns * 0.6));
  const row = headRows[at];
  if (row === undefined) return undefined;
  const names = texts(row);
  const isHeader =
    !names.some((name) => dataLike.test(name)) && new Set(names.map(foldHeader)).size === names.length;
  return isHeader ? row : undefined;
}

/** What stands in a column of a list. */
export async function profileColumn(
  lake: Lake,
  { listNo, rows }: ReadList,
  columnNo: number,
): Promise<ColumnValues> {
  const [counts] = await lake.rows<{ filled: string; differ: string }>(
    `select count(cells[${columnNo}]) as filled, count(distinct cells[${columnNo}]) as differ from list_cell where list_no = ${listNo}`,
  );
  const sample = await lake.rows<{ value: string }>(
    `select cells[${columnNo}] as value from list_cell where list_no = ${listNo} and cells[${columnNo}] is not null
     order by hash(row_no) limit 400`,
  );
  return {
    rows,
    filled: Number(counts?.filled ?? 0),
    distinct: Number(counts?.differ ?? 0),
    sample: sample.map(({ value }) => value),
  };
}
