import { foldText } from "#src/domains/dictionary/fold.ts";
import type { Intake } from "#src/domains/dictionary/intake.ts";
import { SPLIT_HEADERS } from "./header-words.ts";
import { HEADER_JOINT, type SheetRow, type TableDescription } from "./types.ts";

/**
 * Rows between header and end of a table that are no records. They are counted apart with their kind; a row
 * that may be a record is never one of them.
 * - `repeatedHeader`: the header printed again on each page
 * - `total`: sums
 * - `note`: remarks, place and date, signatures, group names: nothing in any column that names a row
 */
export type RowKind = "record" | "repeatedHeader" | "total" | "note";

const TOTAL =
  /^\s*((tổng|cộng)(\s*$|\s*[:(\d])|(tổng số|tổng cộng|cộng dồn|tong so|tong cong|grand total|total)(\s|:|$))/iu;
const NOTE =
  /^\s*([*(–-]*\s*)(ghi chú|lưu ý|người lập|người ký|lập biểu|lập bảng|hiệu trưởng|p\.? ?hiệu trưởng|phó hiệu trưởng|thủ trưởng|ký tên|ký,? (và )?ghi rõ|ký và đóng dấu|xác nhận|duyệt|kế toán|văn thư|nơi nhận|tm\.|kt\.|danh sách (này|gồm|có)|bảng này)/iu;
const PLACE_AND_DAY = /ngày\s*[\d.…]{0,4}\s*tháng\s*[\d.…]{0,4}\s*năm/iu;

function lastPart(header: string): string {
  return header.split(HEADER_JOINT).at(-1) ?? "";
}

function firstText(row: SheetRow): string {
  return (row.cells.find((cell) => (cell ?? "").trim() !== "") ?? "").normalize("NFC");
}

interface RowShape {
  /** Columns (1-based) compared with their header, at most six. */
  readonly probes: readonly { readonly index: number; readonly texts: readonly string[] }[];
  readonly naming: readonly number[];
  readonly mapped: readonly number[];
}

const SQL_FOLD_LIMIT = 6;

/**
 * Columns that name a row of the intake; a record has a value in at least one of them. Columns that the title
 * may give (school, year) are the same on every row and name none.
 */
export function namingColumns(intake: Intake): Set<string> {
  const keys = [...intake.rowKey, ...(intake.rowKeyElse ?? []), ...intake.signature.flat()].filter(
    (column) => !intake.fromContext.includes(column),
  );
  const parts = SPLIT_HEADERS.filter(({ whole }) => keys.includes(whole)).flatMap((split) => split.parts);
  return new Set([...keys, ...parts]);
}

const shapes = new WeakMap<TableDescription, RowShape>();

function shapeOf(table: TableDescription, intake: Intake): RowShape {
  let shape = shapes.get(table);
  if (shape === undefined) {
    shape = makeShape(table, intake);
    shapes.set(table, shape);
  }
  return shape;
}

function makeShape(table: TableDescription, intake: Intake): RowShape {
  const names = namingColumns(intake);
  const mapped = table.columns.filter((column) => column.column !== null);
  const compared = mapped.filter((column) => column.header !== "").slice(0, SQL_FOLD_LIMIT);
  return {
    probes: compared.map((column) => ({
      index: column.index,
      texts: [
        ...new Set([lastPart(column.header), column.header.split(HEADER_JOINT)[0] ?? ""].map(foldText)),
      ],
    })),
    naming: mapped.filter((column) => names.has(column.column ?? "")).map((column) => column.index),
    mapped: mapped.map((column) => column.index),
  };
}

function cellAt(row: SheetRow, index: number): string {
  return (row.cells[index - 1] ?? "").trim();
}

/** Kind of one row of the table. The same decision as {@link rowKindSql}. */
export function rowKind(table: TableDescription, intake: Intake, row: SheetRow): RowKind {
  const shape = shapeOf(table, intake);
  const repeats = shape.probes.filter(({ index, texts }) =>
    texts.includes(foldText(cellAt(row, index))),
  ).length;
  if (shape.probes.length >= 2 && repeats >= Math.min(3, shape.probes.length)) return "repeatedHeader";
  const first = firstText(row);
  const filled = row.cells.filter((cell) => (cell ?? "").trim() !== "").length;
  const namedCells = shape.naming.filter((index) => cellAt(row, index) !== "").length;
  if (TOTAL.test(first) && (namedCells <= 1 || filled <= 3)) return "total";
  if ((NOTE.test(first) || PLACE_AND_DAY.test(first)) && namedCells <= 2 && filled <= 3) return "note";
  if (shape.naming.length > 0 && namedCells === 0 && filled <= 1) return "note";
  return "record";
}

function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function countSql(conditions: readonly string[]): string {
  return conditions.length === 0 ? "0" : conditions.map((condition) => `(${condition})::integer`).join(" + ");
}

/**
 * DuckDB expression over `cells VARCHAR[]`: the {@link RowKind} of a raw row. Needs the macro `hp_fold`.
 * `(?i)` and RE2 know the same patterns as JavaScript here.
 */
export function rowKindSql(table: TableDescription, intake: Intake): string {
  const shape = shapeOf(table, intake);
  const cell = (index: number) => `coalesce(trim(cells[${index}]), '')`;
  const filled = "len(list_filter(cells, lambda c : coalesce(trim(c), '') <> ''))";
  const first = "coalesce(list_filter(cells, lambda c : coalesce(trim(c), '') <> '')[1], '')";
  const named = countSql(shape.naming.map((index) => `${cell(index)} <> ''`));
  const repeats = countSql(
    shape.probes.map(({ index, texts }) => `hp_fold(${cell(index)}) in (${texts.map(sqlText).join(", ")})`),
  );
  const matches = (pattern: RegExp) =>
    `regexp_matches(nfc_normalize(${first}), ${sqlText(`(?i)${pattern.source}`)})`;
  const branches = [
    ...(shape.probes.length >= 2
      ? [`when ${repeats} >= ${Math.min(3, shape.probes.length)} then 'repeatedHeader'`]
      : []),
    `when (${named} <= 1 or ${filled} <= 3) and ${matches(TOTAL)} then 'total'`,
    `when ${named} <= 2 and ${filled} <= 3 and (${matches(NOTE)} or ${matches(PLACE_AND_DAY)}) then 'note'`,
    ...(shape.naming.length > 0 ? [`when ${named} = 0 and ${filled} <= 1 then 'note'`] : []),
  ];
  return `case ${branches.join(" ")} else 'record' end`;
}

/**
 * Last row of the table: the row before the notes, sums and signatures that end the sheet. Of a long list only a
 * sample was seen (`rows`), so it is the row number before the signatures, never the last row seen: pupils stand
 * between the two. When the end was not seen the sheet's last row stands.
 */
export function findLastRow(
  table: TableDescription,
  intake: Intake,
  rows: readonly SheetRow[],
  sheetLastRow: number,
): number {
  const below = rows.filter((row) => row.rowNo >= table.firstDataRow).sort((a, b) => a.rowNo - b.rowNo);
  if (below.at(-1)?.rowNo !== sheetLastRow) return sheetLastRow;
  const signature = below.findIndex((row, at) => {
    const first = firstText(row);
    const ends =
      PLACE_AND_DAY.test(first) || (NOTE.test(first) && !/^\s*[*(–-]*\s*(ghi chú|lưu ý)/iu.test(first));
    if (!ends || rowKind(table, intake, row) === "record") return false;
    return below.slice(at).every((other) => filledMapped(table, other) <= 3);
  });
  const signatureRow = below[signature]?.rowNo;
  return signature <= 0 || signatureRow === undefined ? sheetLastRow : signatureRow - 1;
}

function filledMapped(table: TableDescription, row: SheetRow): number {
  return table.columns.filter((column) => column.column !== null && cellAt(row, column.index) !== "").length;
}
