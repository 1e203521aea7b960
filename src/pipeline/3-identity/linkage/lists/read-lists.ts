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
      const { headers, lastRow } = findHeader(sheet);
      await lake.run(`
        insert into list_cell
        select ${result.fileSeq}, row_no, list_transform(cells, cell -> nullif(trim(cell), ''))
        from read_parquet(${quote(batch.partPath)})
        where file_seq = ${result.fileSeq} and sheet_no = ${sheet.sheetNo} and row_no > ${lastRow}`);
      const notes = await setNotesAside(lake, result.fileSeq);
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
        issues: [...issuesOf(result, fileName, language), ...notes.map((rowNo) => noteSaid(rowNo, language))],
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

const textsOf = (row: KeptRow): readonly string[] =>
  row.cells.map((cell) => cell?.trim().replace(/\s+/g, " ") ?? "");
const filled = (texts: readonly string[]) => texts.filter((text) => text !== "");

/** Names of the columns, and the last row of the header; 0 when data begin at once. */
function findHeader({ headRows, columns }: SheetSummary): {
  readonly headers: readonly string[];
  readonly lastRow: number;
} {
  const called = (names: readonly string[]) =>
    Array.from({ length: columns }, (_, at) => (names[at] ?? "") || columnName(at + 1));
  const at = headRows.findIndex((row) => filled(textsOf(row)).length >= Math.max(2, columns * 0.6));
  const row = headRows[at];
  if (row === undefined) return { headers: called([]), lastRow: 0 };
  const upper = textsOf(row);
  const names = filled(upper);
  if (names.some((name) => dataLike.test(name)) || new Set(names.map(foldHeader)).size !== names.length)
    return { headers: called([]), lastRow: 0 };
  const below = headRows[at + 1];
  const lower = below === undefined ? [] : textsOf(below);
  if (below === undefined || !areParts(upper, lower)) return { headers: called(upper), lastRow: row.rowNo };
  return { headers: called(joinParts(upper, lower)), lastRow: below.rowNo };
}

/** A second header row names parts under groups: it fills columns the first leaves empty, and leaves others to the first. */
function areParts(upper: readonly string[], lower: readonly string[]): boolean {
  const at = (names: readonly string[], column: number) => names[column] ?? "";
  const columns = Array.from({ length: Math.max(upper.length, lower.length) }, (_, column) => column);
  return (
    !filled(lower).some((name) => dataLike.test(name) || /^\d+$/.test(name)) &&
    columns.some((column) => at(upper, column) === "" && at(lower, column) !== "") &&
    columns.some((column) => at(upper, column) !== "" && at(lower, column) === "")
  );
}

/** `Họ đệm` under `Họ và tên`; a part that stands under two groups takes the group along: `Họ tên Cha`, `Họ tên Mẹ`. */
function joinParts(upper: readonly string[], lower: readonly string[]): readonly string[] {
  const parts = filled(lower).map(foldHeader);
  let group = "";
  return Array.from({ length: Math.max(upper.length, lower.length) }, (_, column) => {
    const [above = "", part = ""] = [upper[column], lower[column]];
    if (above !== "") group = above;
    if (part === "") return above;
    return parts.filter((one) => one === foldHeader(part)).length > 1 ? `${part} ${group}` : part;
  });
}

/** How what stands below a list begins, folded; a record that says little looks otherwise. */
const noteLike =
  "^(tong( so| cong)?|cong|ghi chu|danh sach (nay )?(co|gom)|an dinh|nguoi lap|ke toan|hieu truong|thu truong|giam doc|xac nhan|\\(?ky|.*ngay \\S* *thang)\\b";

/** Takes sums, dates and signatures below the list out of it; returns their rows. */
async function setNotesAside(lake: Lake, listNo: number): Promise<readonly number[]> {
  const own = `(select row_no, len(list_filter(cells, cell -> cell is not null)) as n,
      len(list_filter(cells, cell -> regexp_matches(hp_fold(cell), '${noteLike}'))) > 0 as is_note
    from list_cell where list_no = ${listNo})`;
  const notes = await lake.rows<{ row_no: number }>(`
    with usual as (select median(n) as n from ${own}),
      last as (select coalesce(max(row_no), 0) as row_no from ${own} r where r.n > (select n / 2 from usual)),
      first as (select min(row_no) as row_no from ${own} where is_note and row_no > (select row_no from last))
    select row_no from ${own} where row_no >= (select row_no from first) order by row_no`);
  const from = notes[0]?.row_no;
  if (from !== undefined)
    await lake.run(`delete from list_cell where list_no = ${listNo} and row_no >= ${from}`);
  return notes.map(({ row_no }) => row_no);
}

const noteSaid = (rowNo: number, language: "vi" | "en"): string =>
  language === "vi"
    ? `dòng ${rowNo}: dưới danh sách, không phải dòng dữ liệu (cộng, ngày tháng, chữ ký)`
    : `row ${rowNo}: below the list, no record (sum, date, signature)`;

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
