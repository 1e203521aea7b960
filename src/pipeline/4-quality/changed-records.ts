import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Dataset } from "#src/domains/dictionary/dataset.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import { type Lake, quote } from "#src/platform/duckdb.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import type { GoldenChanges } from "../5-publish/golden.ts";
import { recordKeySql } from "./record-key.ts";
import type { ChangedRecords } from "./score-changed.ts";
import { noUnit } from "./stage.ts";

/** What a run's golden changes mean for scoring: keys written or removed, and the schools they stood in before. */
export async function readChangedRecords(
  lake: Lake,
  dataset: Dataset,
  changes: GoldenChanges,
): Promise<ChangedRecords> {
  const key = recordKeySql(dataset, "t");
  const parts: string[] = [];
  const before: string[] = [];
  const hasSchool = dataset.schoolField !== undefined && !dataset.key.includes(dataset.schoolField);
  const school = dataset.schoolField === undefined ? "" : toSnakeCase(dataset.schoolField);
  if (changes.inserted > 0) {
    const files = readdirSync(changes.insertDir).map((name) => quote(join(changes.insertDir, name)));
    parts.push(`select ${key} as k from read_parquet([${files.join(", ")}]) t`);
  }
  if (changes.updated > 0) {
    const from = `read_parquet(${quote(changes.updateFile)}) t`;
    parts.push(`select ${key} from ${from}`);
    if (hasSchool) {
      before.push(
        `select coalesce(json_extract_string(t.before, '$.${school}'), '${noUnit}') from ${from} where json_exists(t.before, '$.${school}')`,
      );
    }
  }
  if (changes.retired > 0) {
    const from = `read_parquet(${quote(changes.retireFile)}) t`;
    parts.push(`select ${key} from ${from}`);
    if (hasSchool)
      before.push(`select coalesce(json_extract_string(t.before, '$.${school}'), '${noUnit}') from ${from}`);
  }
  const column = async (selects: readonly string[]) =>
    selects.length === 0
      ? []
      : (
          await lake.rows<{ k: string }>(
            `select distinct k from (${selects.join(" union all ")}) as found(k)`,
          )
        ).map((row) => row.k);
  const schoolIdsBefore = await column(before);
  const moved = changes.inserted > 0 || changes.retired > 0 || schoolIdsBefore.length > 0;
  return { dataset: dataset.id, recordKeys: await column(parts), moved, schoolIdsBefore };
}

/** Source rows that this run marked as gone from their school's list; rules on absence look at them. */
export async function readAbsentRows(db: Db, runSeq: number): Promise<ChangedRecords> {
  const { rows } = await db.query<{ id: string }>(
    "select source_row_id::text as id from source_row where absent_since = $1",
    [runSeq],
  );
  return { dataset: "sourceRow", recordKeys: rows.map((row) => row.id), moved: false, schoolIdsBefore: [] };
}
