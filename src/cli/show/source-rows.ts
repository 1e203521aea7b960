import { existsSync } from "node:fs";
import { join } from "node:path";
import { type SourcePlace, sourcePlace, sourceRowId } from "#src/domains/dictionary/source-row-id.ts";
import type { IntakeTable } from "#src/pipeline/2-standardise/intake-table.ts";
import type { Folders } from "#src/platform/config.ts";
import { type Lake, quote } from "#src/platform/duckdb.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import { openStored } from "#src/platform/sealing/stored-value.ts";

/** A cell as it came, under the sender's own header. */
interface RawCell {
  readonly index: number;
  readonly header: string;
  /** What we took the column for; null when nobody reads it. */
  readonly column: string | null;
  readonly text: string;
}

/** A row of a received file: where it stands, what became of it, what it said. */
export interface SourceRowStory extends SourcePlace {
  readonly sourceRowId: string;
  readonly fileName: string;
  readonly fileId: string;
  readonly sourceSystem: string | null;
  readonly schoolId: string | null;
  readonly intake: string | null;
  readonly receivedAt: string | null;
  readonly runSeq: number | null;
  /** published, merged or held; null when the account has no line for it. */
  readonly outcome: string | null;
  readonly supersededBy: number | null;
  readonly absentSince: number | null;
  readonly cells: readonly RawCell[];
  readonly rejections: readonly {
    readonly column: string;
    readonly header: string | null;
    readonly reason: string;
    readonly raw: string | null;
  }[];
  readonly table: IntakeTable | undefined;
}

interface FileRow {
  readonly file_seq: string;
  readonly file_id: string;
  readonly file_name: string;
  readonly source_system: string | null;
  readonly received_at: Date;
  readonly raw_part: string | null;
  readonly tables: { readonly tables: readonly IntakeTable[] };
}

interface AccountRow {
  readonly source_row_id: string;
  readonly intake: string;
  readonly source_system: string;
  readonly school_id: string | null;
  readonly outcome: string;
  readonly run_seq: number;
  readonly superseded_by: number | null;
  readonly absent_since: number | null;
}

interface RejectionRow {
  readonly source_row_id: string;
  readonly column_name: string;
  readonly header: string | null;
  readonly reason: string;
  readonly raw: string | null;
}

/** Everything known of these source rows, in the order of their ids (file, sheet, row). */
export async function readSourceRows(
  db: Db,
  keyring: Keyring,
  lake: Lake,
  folders: Folders,
  ids: readonly string[],
): Promise<readonly SourceRowStory[]> {
  const places = [...new Set(ids)]
    .sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))
    .map((id) => ({ id, ...sourcePlace(id) }));
  const idList = places.map(({ id }) => id);
  const files = await db.query<FileRow>("select * from file where file_seq = any($1::bigint[])", [
    places.map(({ fileSeq }) => fileSeq),
  ]);
  const fileBySeq = new Map(files.rows.map((row) => [Number(row.file_seq), row]));
  const accounts = await db.query<AccountRow>(
    "select * from source_row where source_row_id = any($1::bigint[])",
    [idList],
  );
  const accountById = new Map(accounts.rows.map((row) => [row.source_row_id, row]));
  const rejections = await db.query<RejectionRow>(
    "select * from row_rejection where source_row_id = any($1::bigint[]) order by column_index, column_name",
    [idList],
  );
  const intakes = new Map(accounts.rows.map((row) => [row.source_row_id, row.intake]));
  const raw = await readRaw(lake, folders, places, fileBySeq, intakes);
  return places.map(({ id, fileSeq, sheetNo, rowNo }) => {
    const file = fileBySeq.get(fileSeq);
    const account = accountById.get(id);
    const table = file === undefined ? undefined : tableAt(file, account?.intake, sheetNo, rowNo);
    return {
      sourceRowId: id,
      fileSeq,
      sheetNo,
      rowNo,
      fileName: file?.file_name ?? "",
      fileId: file?.file_id ?? "",
      sourceSystem: account?.source_system ?? table?.sourceSystem ?? file?.source_system ?? null,
      schoolId: account?.school_id ?? null,
      intake: account?.intake ?? table?.intake ?? null,
      receivedAt: file?.received_at.toISOString() ?? null,
      runSeq: account?.run_seq ?? null,
      outcome: account?.outcome ?? null,
      supersededBy: account?.superseded_by ?? null,
      absentSince: account?.absent_since ?? null,
      cells: cellsOf(raw, fileSeq, sheetNo, rowNo, table),
      rejections: rejections.rows
        .filter((row) => row.source_row_id === id)
        .map((row) => ({
          column: row.column_name,
          header: row.header,
          reason: row.reason,
          raw: openRaw(keyring, row),
        })),
      table,
    };
  });
}

function openRaw(keyring: Keyring, { source_row_id, column_name, reason, raw }: RejectionRow): string | null {
  const recordId = [source_row_id, column_name, reason].join("|");
  return raw === null ? null : openStored(keyring, { dataset: "rowRejection", field: "raw", recordId }, raw);
}

/** A sheet may hold several tables one below the other, and one sheet may be read as several intakes. */
function tableAt(
  file: FileRow,
  intake: string | undefined,
  sheetNo: number,
  rowNo: number,
): IntakeTable | undefined {
  const here = file.tables.tables.filter(
    (table) => table.sheetNo === sheetNo && table.firstDataRow <= rowNo && rowNo <= table.lastRow,
  );
  return here.find((table) => table.intake === intake) ?? here[0];
}

type RawRows = ReadonlyMap<string, readonly (string | null)[]>;

/** The rows and the two lines above their tables, which hold headers of columns nobody reads. */
async function readRaw(
  lake: Lake,
  folders: Folders,
  places: readonly SourcePlace[],
  files: ReadonlyMap<number, FileRow>,
  intakes: ReadonlyMap<string, string>,
): Promise<RawRows> {
  const wanted = new Map<string, string[]>();
  for (const { fileSeq, sheetNo, rowNo } of places) {
    const file = files.get(fileSeq);
    if (file === undefined) continue;
    // Tables joined out of a package lie in parts of their own, one for each of them.
    const table = tableAt(
      file,
      intakes.get(String(sourceRowId({ fileSeq, sheetNo, rowNo }))),
      sheetNo,
      rowNo,
    );
    const part = table?.rawPart ?? file.raw_part;
    if (part === null || !existsSync(join(folders.lake, part))) continue;
    const first = table?.firstDataRow ?? rowNo;
    const rows = [rowNo, first - 1, first - 2].map((row) => `(${fileSeq}, ${sheetNo}, ${row})`);
    wanted.set(part, [...(wanted.get(part) ?? []), ...rows]);
  }
  const found = new Map<string, readonly (string | null)[]>();
  for (const [part, rows] of wanted) {
    const read = await lake.rows<{
      file_seq: string;
      sheet_no: number;
      row_no: number;
      cells: (string | null)[];
    }>(
      `select file_seq, sheet_no, row_no, cells from read_parquet(${quote(join(folders.lake, part))})
       where (file_seq, sheet_no, row_no) in (${[...new Set(rows)].join(", ")})`,
    );
    for (const row of read) found.set(placeKey(Number(row.file_seq), row.sheet_no, row.row_no), row.cells);
  }
  return found;
}

function placeKey(fileSeq: number, sheetNo: number, rowNo: number): string {
  return `${fileSeq}/${sheetNo}/${rowNo}`;
}

function cellsOf(
  raw: RawRows,
  fileSeq: number,
  sheetNo: number,
  rowNo: number,
  table: IntakeTable | undefined,
): readonly RawCell[] {
  const cells = raw.get(placeKey(fileSeq, sheetNo, rowNo)) ?? [];
  const above = [1, 2].map((back) =>
    raw.get(placeKey(fileSeq, sheetNo, (table?.firstDataRow ?? rowNo) - back)),
  );
  const mapped = new Map(Object.entries(table?.positions ?? {}).map(([column, index]) => [index, column]));
  return cells.flatMap((text, at) => {
    if (text === null) return [];
    const column = mapped.get(at + 1) ?? null;
    const header =
      (column === null ? undefined : table?.headers[column]) ?? above[0]?.[at] ?? above[1]?.[at] ?? "";
    return [{ index: at + 1, header, column, text }];
  });
}
