import { sourcePlace } from "#src/domains/dictionary/source-row-id.ts";
import type { Language } from "#src/domains/dictionary/text.ts";
import type { Db } from "#src/platform/postgres/pool.ts";

/** Names of the files that source rows stand in, by file number. */
export async function readFileNames(
  db: Db,
  sourceRowIds: readonly (string | null)[],
): Promise<ReadonlyMap<number, string>> {
  const numbers = [...new Set(sourceRowIds.flatMap((id) => (id === null ? [] : [sourcePlace(id).fileSeq])))];
  const { rows } = await db.query<{ file_seq: string; file_name: string }>(
    "select file_seq, file_name from file where file_seq = any($1::bigint[])",
    [numbers],
  );
  return new Map(rows.map((row) => [Number(row.file_seq), row.file_name]));
}

/** `hoc-sinh.xlsx, trang 1, dòng 34`: where a person finds the row in their own file. */
export function placeWords(
  id: string | null,
  names: ReadonlyMap<number, string>,
  language: Language,
): string {
  if (id === null) return "";
  const { fileSeq, sheetNo, rowNo } = sourcePlace(id);
  const name = names.get(fileSeq) ?? String(fileSeq);
  return language === "vi"
    ? `${name}, trang ${sheetNo}, dòng ${rowNo}`
    : `${name}, sheet ${sheetNo}, row ${rowNo}`;
}
