import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Dataset } from "#src/domains/dictionary/dataset.ts";
import { type Lake, quote } from "#src/platform/duckdb.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import type { GoldenChanges } from "../5-publish/golden.ts";
import type { ChangedRecords } from "./changed-tables.ts";
import { recordKeySql } from "./record-key.ts";

/** What a run's golden changes mean for scoring: keys of what was written or removed, with what stood before. */
export async function readChangedRecords(
  lake: Lake,
  dataset: Dataset,
  changes: GoldenChanges,
): Promise<ChangedRecords> {
  const key = recordKeySql(dataset, "t");
  const parts: string[] = [];
  if (changes.inserted > 0) {
    const files = readdirSync(changes.insertDir).map((name) => quote(join(changes.insertDir, name)));
    parts.push(`select ${key} as key, null as before from read_parquet([${files.join(", ")}]) t`);
  }
  const told = (file: string) =>
    `select ${key} as key, cast(t.before as varchar) as before from read_parquet(${quote(file)}) t`;
  if (changes.updated > 0) parts.push(told(changes.updateFile));
  if (changes.retired > 0) parts.push(told(changes.retireFile));
  const rows =
    parts.length === 0
      ? []
      : await lake.rows<{ key: string; before: string | null }>(parts.join(" union all "));
  return {
    dataset: dataset.id,
    records: rows.map((row) => ({ key: row.key, before: row.before ?? undefined })),
  };
}

/** Source rows that this run marked as gone from their school's list; rules on absence look at them. */
export async function readAbsentRows(db: Db, runSeq: number): Promise<ChangedRecords> {
  const { rows } = await db.query<{ id: string }>(
    "select source_row_id::text as id from source_row where absent_since is not null and absent_since = $1",
    [runSeq],
  );
  return {
    dataset: "sourceRow",
    records: rows.map((row) => ({ key: row.id, before: '{"absent_since":null}' })),
  };
}
