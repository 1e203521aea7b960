import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Config, foldersOf } from "#src/platform/config.ts";
import { openLake, quote } from "#src/platform/duckdb.ts";
import { HpError } from "#src/platform/errors.ts";
import { getOrCreateKey } from "#src/platform/keys.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import type { Declarations } from "../../context.ts";
import { goldenIdMacro } from "../golden-id.ts";
import { sourceKeySql } from "../occurrences.ts";

/**
 * Keys under which source rows speak of a record: a person sees rows, decisions speak of keys. Rows under one key
 * leave a record together. A row that names several people (a pupil and the parents) gives the record's keys only.
 * @throws HpError `record-not-found` for a row that is not in the account, or speaks of somebody else
 */
export async function getKeysOfRows(
  db: Db,
  config: Config,
  { matchings }: Pick<Declarations, "matchings">,
  record: { readonly entity: string; readonly keys: readonly { readonly linkKey: string }[] },
  sourceRowIds: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await db.query<{ id: string; intake: string }>(
    "select source_row_id::text as id, intake from source_row where source_row_id = any($1::bigint[])",
    [[...sourceRowIds]],
  );
  const folders = foldersOf(config.dataDir);
  mkdirSync(folders.temporary, { recursive: true });
  const lake = await openLake({
    memoryMb: config.lakeMemoryMb,
    threads: config.threads,
    temporaryDir: folders.temporary,
  });
  const own = new Set(record.keys.map((key) => key.linkKey));
  const byRow = new Map<string, readonly string[]>();
  try {
    await lake.run(goldenIdMacro(getOrCreateKey(folders.keys, "identity")));
    const occurrences = matchings
      .filter((matching) => matching.entity === record.entity)
      .flatMap((matching) => matching.occurrences);
    for (const occurrence of occurrences) {
      const ids = rows.filter((row) => row.intake === occurrence.intake).map((row) => row.id);
      const dir = join(folders.lake, "linked", occurrence.intake);
      const files = existsSync(dir) ? readdirSync(dir).map((name) => quote(join(dir, name))) : [];
      if (ids.length === 0 || files.length === 0) continue;
      const found = await lake.rows<{ id: string; key: string }>(
        `select distinct cast(source_row_id as varchar) as id, cast(${sourceKeySql(occurrence)} as varchar) as key
         from read_parquet([${files.join(", ")}], union_by_name = true)
         where source_row_id in (${ids.join(", ")}) and (${occurrence.where ?? "true"})`,
      );
      for (const { id, key } of found) if (own.has(key)) byRow.set(id, [...(byRow.get(id) ?? []), key]);
    }
  } finally {
    lake.close();
  }
  const unknown = sourceRowIds.find((id) => !byRow.has(id));
  if (unknown !== undefined) throw new HpError("record-not-found", { id: unknown, dataset: "sourceRow" });
  return [...new Set([...byRow.values()].flat())];
}
