import { sourcePlace } from "#src/domains/dictionary/source-row-id.ts";
import type { Db } from "#src/platform/postgres/pool.ts";

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
