import { sourcePlace } from "#src/domains/dictionary/source-row-id.ts";
import type { Language } from "#src/domains/dictionary/text.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import { sayIn } from "./layout.ts";

/** Names of the files these rows came in, by file sequence. */
export async function readFileNames(
  db: Db,
  sourceRowIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const seqs = [...new Set(sourceRowIds.map((id) => String(sourcePlace(id).fileSeq)))];
  if (seqs.length === 0) return new Map();
  const { rows } = await db.query<{ file_seq: string; file_name: string }>(
    "select file_seq, file_name from file where file_seq = any($1::bigint[])",
    [seqs],
  );
  return new Map(rows.map((row) => [row.file_seq, row.file_name]));
}

/** `ds-lop-6.xlsx, trang 1, dòng 34`: where a person finds the row in their own file. */
export function placeWords(
  sourceRowId: string | null,
  fileNames: ReadonlyMap<string, string>,
  language: Language,
): string {
  if (sourceRowId === null) return "–";
  const say = sayIn(language);
  const place = sourcePlace(sourceRowId);
  const file = fileNames.get(String(place.fileSeq)) ?? `${say("tệp", "file")} ${place.fileSeq}`;
  const baseName = file.split("/").at(-1) ?? file;
  return `${baseName}, ${say("trang", "sheet")} ${place.sheetNo}, ${say("dòng", "row")} ${place.rowNo}`;
}
