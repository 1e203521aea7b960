import { sourcePlace } from "#src/domains/dictionary/source-row-id.ts";
import type { Text } from "#src/domains/dictionary/text.ts";
import { columnName } from "#src/pipeline/1-landing/parse/reason-codes.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import { openStored } from "#src/platform/sealing/stored-value.ts";
import { shownName } from "../uploads/shown-name.ts";
import { reasonText } from "./delivered-file.ts";
import type { Whose } from "./read-deliveries.ts";

/** A cell or row that could not be used, by the place where its sender finds it. */
export interface PlacedRejection {
  readonly sourceRowId: string;
  readonly fileSeq: number;
  readonly fileName: string;
  readonly sheetNo: number;
  readonly rowNo: number;
  readonly columnName: string;
  /** Letter and header of the column; null when the whole row is meant. */
  readonly column: { readonly letter: string | null; readonly header: string } | null;
  readonly raw: string | null;
  readonly reason: { readonly code: string; readonly text: Text };
  /** The run in which a later file or a mended value ended it. */
  readonly resolvedRun: number | null;
  readonly recordId: string | null;
}

export interface RejectionPlace {
  readonly sourceRowId: string;
  readonly columnName: string;
  readonly reason: string;
}

interface Row {
  readonly source_row_id: string;
  readonly column_name: string;
  readonly reason: string;
  readonly header: string | null;
  readonly column_index: number | null;
  readonly raw: string | null;
  readonly resolved_run: number | null;
  readonly record_id: string | null;
}

function conditionsOf(
  runSeq: number,
  { schoolId, communeCode, reason }: Whose & { readonly reason?: string | undefined },
  values: unknown[],
): string {
  const put = (value: unknown): string => `$${values.push(value)}`;
  return [
    `x.run_seq = ${put(runSeq)}`,
    ...(schoolId === undefined ? [] : [`x.school_id = ${put(schoolId)}`]),
    ...(communeCode === undefined
      ? []
      : [`x.school_id in (select school_id from school where commune_code = ${put(communeCode)})`]),
    ...(reason === undefined ? [] : [`x.reason = ${put(reason)}`]),
  ].join(" and ");
}

/** How often each reason stopped a cell or a row in a run, most often first. */
export async function countReasons(
  db: Db,
  runSeq: number,
  whose: Whose,
): Promise<readonly { readonly code: string; readonly text: Text; readonly n: number }[]> {
  const values: unknown[] = [];
  const { rows } = await db.query<{ reason: string; n: number }>(
    `select x.reason, count(*)::int as n from row_rejection x where ${conditionsOf(runSeq, whose, values)}
     group by 1 order by 2 desc, 1`,
    values,
  );
  return rows.map(({ reason, n }) => ({ code: reason, text: reasonText(reason), n }));
}

/** Rejections of a run in the order of files and rows; a page after `after`. */
export async function readRejections(
  db: Db,
  keyring: Keyring,
  runSeq: number,
  filter: Whose & { readonly reason?: string | undefined },
  page: { readonly limit: number; readonly after?: RejectionPlace | undefined },
): Promise<readonly PlacedRejection[]> {
  const values: unknown[] = [];
  const conditions = [conditionsOf(runSeq, filter, values)];
  if (page.after !== undefined) {
    const { sourceRowId, columnName, reason } = page.after;
    const at = [sourceRowId, columnName, reason].map((value) => `$${values.push(value)}`);
    conditions.push(`(x.source_row_id, x.column_name, x.reason) > (${at[0]}::bigint, ${at[1]}, ${at[2]})`);
  }
  const { rows } = await db.query<Row>(
    `select x.source_row_id, x.column_name, x.reason, x.header, x.column_index, x.raw, x.resolved_run,
       (select s.record_id from source_row s where s.source_row_id = x.source_row_id) as record_id
     from row_rejection x where ${conditions.join(" and ")}
     order by x.source_row_id, x.column_name, x.reason limit $${values.push(page.limit)}`,
    values,
  );
  const names = await fileNamesOf(db, rows);
  return rows.map((row) => placed(openRaw(keyring, row), names));
}

/** What stood in a cell is kept sealed: it may be a number or a name that was only written wrong. */
function openRaw(keyring: Keyring, row: Row): Row {
  if (row.raw === null) return row;
  const recordId = [row.source_row_id, row.column_name, row.reason].join("|");
  return { ...row, raw: openStored(keyring, { dataset: "rowRejection", field: "raw", recordId }, row.raw) };
}

async function fileNamesOf(db: Db, rows: readonly Row[]): Promise<ReadonlyMap<number, string>> {
  const seqs = [...new Set(rows.map((row) => sourcePlace(row.source_row_id).fileSeq))];
  const found = await db.query<{ file_seq: string; file_id: string; file_name: string }>(
    "select file_seq, file_id, file_name from file where file_seq = any($1::bigint[])",
    [seqs],
  );
  return new Map(found.rows.map((row) => [Number(row.file_seq), shownName(row.file_name, row.file_id)]));
}

function placed(row: Row, names: ReadonlyMap<number, string>): PlacedRejection {
  const { fileSeq, sheetNo, rowNo } = sourcePlace(row.source_row_id);
  const isRow = row.column_name === "*";
  return {
    sourceRowId: row.source_row_id,
    fileSeq,
    fileName: names.get(fileSeq) ?? "",
    sheetNo,
    rowNo,
    columnName: row.column_name,
    column: isRow
      ? null
      : {
          letter: row.column_index === null ? null : columnName(row.column_index),
          header: row.header ?? row.column_name,
        },
    // A held row names there the column it was held for; that is no text of the file.
    raw: isRow ? null : row.raw,
    reason: { code: row.reason, text: reasonText(row.reason) },
    resolvedRun: row.resolved_run,
    recordId: row.record_id,
  };
}
