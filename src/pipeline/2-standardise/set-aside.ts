import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Intake } from "#src/domains/dictionary/intake.ts";
import { sourcePlace } from "#src/domains/dictionary/source-row-id.ts";
import { type Lake, quote } from "#src/platform/duckdb.ts";
import { rowKind } from "../1-landing/recognise/row-kinds.ts";
import { HEADER_JOINT, type TableDescription } from "../1-landing/recognise/types.ts";
import type { IntakeTable } from "./intake-table.ts";

/** Beginnings of sums, notes and signatures; a wider net than `rowKind`, which decides. */
const beginnings = [
  "tổng|cộng|tong so|tong cong|grand total|total",
  "ghi chú|lưu ý|người lập|người ký|lập biểu|lập bảng|hiệu trưởng|p\\.? ?hiệu trưởng|phó hiệu trưởng|thủ trưởng|ký tên|ký,",
  "ký và|xác nhận|duyệt|kế toán|văn thư|nơi nhận|tm\\.|kt\\.|danh sách|bảng này",
].join("|");
const inBothForms = (words: string) => `${words.normalize("NFC")}|${words.normalize("NFD")}`;

/**
 * True for raw rows (`r.cells`, `r.joined`) that may be no record: what stands alone in its row, begins like a sum or
 * a note, names a day in words, or repeats one of the table's first two headers (`m.probe…`). Costs a search or two a
 * row; most rows begin with a running number and need no look at their words.
 */
export const suspectSql = `(not contains(r.joined, '|')
    or (r.joined not between '0' and ':' and regexp_matches(r.joined, ${quote(`(?i)^[\\s*(–-]*(${inBothForms(beginnings)})`)}))
    or ((contains(r.joined, ${quote("tháng".normalize("NFC"))}) or contains(r.joined, ${quote("tháng".normalize("NFD"))}))
      and len(list_filter(r.cells, lambda c : c is not null)) <= 3)
    or r.cells[m.probe1_at] in (m.probe1_whole, m.probe1_last) or r.cells[m.probe2_at] in (m.probe2_whole, m.probe2_last))`;

/** The first two columns of a table with their headers, for {@link suspectSql}; a header is printed again as it was. */
export function probesOf(table: IntakeTable): Readonly<Record<string, string | number | null>> {
  const [first, second] = columnsOf(table).filter((column) => column.header !== "");
  const part = (header: string | undefined, at: number) => header?.split(HEADER_JOINT).at(at) ?? null;
  return {
    probe1_at: first?.index ?? null,
    probe1_whole: part(first?.header, 0),
    probe1_last: part(first?.header, -1),
    probe2_at: second?.index ?? null,
    probe2_whole: part(second?.header, 0),
    probe2_last: part(second?.header, -1),
  };
}

export const probeTypes =
  "probe1_at: 'INTEGER', probe1_whole: 'VARCHAR', probe1_last: 'VARCHAR', probe2_at: 'INTEGER', probe2_whole: 'VARCHAR', probe2_last: 'VARCHAR'";

function columnsOf(table: IntakeTable): TableDescription["columns"] {
  return Object.entries(table.positions)
    .filter(([column]) => !column.startsWith("@"))
    .map(([column, index]) => ({
      column,
      index,
      header: table.headers[column] ?? "",
      confidence: 1,
      by: "vendor" as const,
    }))
    .sort((a, b) => a.index - b.index);
}

/** As much of a description as telling records from other rows needs. */
function describe(table: IntakeTable): TableDescription {
  return {
    fileSeq: table.fileSeq,
    sheetNo: table.sheetNo,
    sheetName: "",
    headerRows: [0, 0],
    firstDataRow: table.firstDataRow,
    lastRow: table.lastRow,
    columns: columnsOf(table),
    intake: table.intake,
    intakeConfidence: 1,
    context: {},
    keyIssuer: table.keyIssuer,
    fingerprint: [],
    questions: [],
  };
}

/**
 * Table `set_aside` (source_row_id): rows between a table's header and its end that are no records (headers printed
 * again, sums, notes, signatures). They are counted apart and never held. Returns how many there are.
 */
export async function setAside(
  lake: Lake,
  intake: Intake,
  tables: readonly IntakeTable[],
  textFile: string,
  workDir: string,
): Promise<number> {
  const suspects = await lake.rows<{ source_row_id: string; suspect: (string | null)[] }>(
    `select source_row_id, suspect from read_parquet(${quote(textFile)}) where suspect is not null`,
  );
  const bySheet = Map.groupBy(
    tables.filter((table) => table.joined !== true),
    (table) => `${table.fileSeq}/${table.sheetNo}`,
  );
  const descriptions = new Map(tables.map((table) => [table, describe(table)]));
  const ids = suspects.filter(({ source_row_id, suspect }) => {
    const place = sourcePlace(source_row_id);
    const table = bySheet
      .get(`${place.fileSeq}/${place.sheetNo}`)
      ?.find((one) => place.rowNo >= one.firstDataRow && place.rowNo <= one.lastRow);
    const description = table === undefined ? undefined : descriptions.get(table);
    return (
      description !== undefined &&
      rowKind(description, intake, { rowNo: place.rowNo, cells: suspect }) !== "record"
    );
  });
  const path = join(workDir, "set-aside.ndjson");
  writeFileSync(path, ids.map(({ source_row_id }) => `{"source_row_id":${source_row_id}}\n`).join(""));
  await lake.run(
    `create or replace temp table set_aside as
     select * from read_json(${quote(path)}, format = 'newline_delimited', columns = {source_row_id: 'BIGINT'})`,
  );
  return ids.length;
}
