import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Intake } from "#src/domains/dictionary/intake.ts";
import type { Occurrence } from "#src/domains/dictionary/matching.ts";
import { quote } from "#src/platform/duckdb.ts";
import { touchedName } from "../5-publish/touched-rows.ts";
import { atOnce } from "../at-once.ts";
import type { RunContext } from "../context.ts";
import { decisionFiles } from "./decision-files.ts";
import { sourceKeySql } from "./occurrences.ts";

/** Rows of earlier runs whose people are other records now, with the ids they have from this run on. */
export interface MovedRows {
  readonly intakeId: string;
  /** Same columns as the intake's linked rows. */
  readonly movedFile: string;
  readonly rows: number;
}

/**
 * Tables `moved_record` (entity, from_record, to_record): whole records that are another now; and `moved_key` (entity,
 * source_key, from_record, to_record): keys that left their record alone.
 */
export async function loadMoves(context: RunContext): Promise<void> {
  const { movedRecords, movedKeys } = decisionFiles(context);
  await context.lake.run(`
    create or replace temp table moved_record as select * from read_parquet(${quote(movedRecords)});
    create or replace temp table moved_key as select * from read_parquet(${quote(movedKeys)})`);
}

/**
 * Brings the standing rows of records that changed hands into this run: golden rows are worked out again from them,
 * under their new ids. Asks for tables `moved_record` and `moved_key` ({@link loadMoves}) and `superseded_now`.
 *
 * @param loadTouched brings the standing rows over, if any record moved; returns the intakes that have some
 */
export async function moveRows(
  context: RunContext,
  loadTouched: () => Promise<ReadonlySet<string>>,
): Promise<readonly MovedRows[]> {
  const [moves] = await context.lake.rows<{ any: boolean }>(
    "select exists (from moved_record) or exists (from moved_key) as any",
  );
  if (moves?.any !== true) return [];
  const touched = await loadTouched();
  const dir = join(context.runDir, "moved");
  mkdirSync(dir, { recursive: true });
  const intakes = context.declarations.intakes.filter(({ id }) => touched.has(id));
  const moved = await atOnce(1, intakes, async (intake) => moveRowsOf(context, intake, dir));
  return moved.filter((item) => item !== undefined);
}

async function moveRowsOf(context: RunContext, intake: Intake, dir: string): Promise<MovedRows | undefined> {
  const occurrences = context.declarations.matchings
    .flatMap((matching) => matching.occurrences)
    .filter((occurrence) => occurrence.intake === intake.id);
  if (occurrences.length === 0) return undefined;
  const movedFile = join(dir, `${intake.id}.parquet`);
  if (existsSync(movedFile)) rmSync(movedFile);
  const main = occurrences.find((occurrence) => occurrence.role === "self");
  const isMoved = occurrences.map(
    (occurrence) =>
      `${occurrence.as} in (select from_record from moved_record where entity = ${quote(occurrence.entity)}
        union all select from_record from moved_key where entity = ${quote(occurrence.entity)})`,
  );
  const ids = occurrences.map((occurrence, at) => `${newIdSql(occurrence, at)} as ${occurrence.as}`);
  const record =
    main === undefined ? "record_id" : `${newIdSql(main, occurrences.indexOf(main))} as record_id`;
  const joins = occurrences.map(
    (occurrence, at) => `
      left join moved_record m${at} on m${at}.entity = ${quote(occurrence.entity)} and m${at}.from_record = r.${occurrence.as}
      left join moved_key k${at} on k${at}.entity = ${quote(occurrence.entity)} and k${at}.from_record = r.${occurrence.as}
        and k${at}.source_key = ${sourceKeySql(occurrence)}`,
  );
  const changed = occurrences.map((_, at) => `m${at}.to_record is not null or k${at}.to_record is not null`);
  // A row that changed since is in this run anyway, in its new form.
  const [count] = await context.lake.rows<{ Count: string }>(`
    copy (
      select r.* replace (${[...ids, ...(main === undefined ? [] : [record])].join(", ")},
        cast(${context.runSeq} as integer) as linked_run, cast(null as bigint) as previous_row_id)
      from (select * from ${touchedName(intake.id)} where (${isMoved.join(" or ")})
        and source_row_id not in (select source_row_id from superseded_now)) r
      ${joins.join("")}
      where ${changed.join(" or ")}
    ) to ${quote(movedFile)} (format parquet, compression zstd)`);
  const rows = Number(count?.Count ?? 0);
  return rows === 0 ? undefined : { intakeId: intake.id, movedFile, rows };
}

/** A key that left alone goes before its record that moved whole. */
function newIdSql(occurrence: Occurrence, at: number): string {
  return `coalesce(k${at}.to_record, m${at}.to_record, r.${occurrence.as})`;
}
