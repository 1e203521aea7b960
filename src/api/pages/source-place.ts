import type { Language } from "#src/domains/dictionary/text.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import { sayIn } from "./layout.ts";

interface SourcePlace {
  readonly fileSeq: bigint;
  readonly sheetNo: number;
  readonly rowNo: number;
}

/** A source row id is `file << 28 | sheet << 21 | row`. */
function sourcePlaceOf(sourceRowId: string): SourcePlace {
  const id = BigInt(sourceRowId);
  return { fileSeq: id >> 28n, sheetNo: Number((id >> 21n) & 127n), rowNo: Number(id & 0x1fffffn) };
}

/** Names of the files these rows came in, by file sequence. */
export async function readFileNames(
  db: Db,
  sourceRowIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const seqs = [...new Set(sourceRowIds.map((id) => String(sourcePlaceOf(id).fileSeq)))];
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
  const place = sourcePlaceOf(sourceRowId);
  const file = fileNames.get(String(place.fileSeq)) ?? `${say("tệp", "file")} ${place.fileSeq}`;
  const baseName = file.split("/").at(-1) ?? file;
  return `${baseName}, ${say("trang", "sheet")} ${place.sheetNo}, ${say("dòng", "row")} ${place.rowNo}`;
}
