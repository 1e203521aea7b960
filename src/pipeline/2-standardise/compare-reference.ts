import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compareWithReference, type FieldDifference } from "#src/domains/reference/compare.ts";
import { quote } from "#src/platform/duckdb.ts";
import { getDatasetOf, getIntake, type RunContext } from "../context.ts";
import type { Standardised } from "./standardise.ts";

/** What holding an incoming list against our own reference table showed. */
export interface ReferenceReport {
  readonly dataset: string;
  readonly compared: number;
  /** Rows that are not of the compared kind (another province's). */
  readonly notCompared: number;
  readonly same: number;
  readonly different: number;
  /** Keys that only one side has. */
  readonly onlyOurs: number;
  readonly onlyTheirs: number;
  /** The first differences, to be shown; every one of them is a held row with its reason. */
  readonly examples: readonly Omit<FieldDifference, "sourceRowId">[];
}

const exampleCount = 5;

/**
 * Compares lists that are never published with our own tables. A row that differs, or that we don't know, gets
 * `parse_hold` and so is held with the difference as its reason; the others end as unchanged.
 */
export async function compareReference(
  context: RunContext,
  items: readonly Standardised[],
): Promise<{
  readonly items: readonly Standardised[];
  readonly reports: Readonly<Record<string, ReferenceReport>>;
}> {
  const compared: Standardised[] = [];
  const reports: Record<string, ReferenceReport> = {};
  for (const item of items) {
    const { compares } = getIntake(context, item.intakeId);
    if (compares === undefined) {
      compared.push(item);
      continue;
    }
    const dir = join(context.runDir, "standardised", item.intakeId);
    mkdirSync(dir, { recursive: true });
    const rows = `read_parquet(${quote(item.rowsFile)})`;
    const result = await compareWithReference(
      context.lake,
      context.pool,
      getDatasetOf(context, compares.dataset),
      compares,
      rows,
      dir,
    );
    const holds = new Map<string, string[]>();
    for (const { sourceRowId, field, ours, theirs } of result.different) {
      holds.set(sourceRowId, [...(holds.get(sourceRowId) ?? []), `${field}: ${theirs} ≠ ${ours}`]);
    }
    const lines = [
      ...[...holds].map(([id, fields]) => ({
        id,
        hold: `reference-differs|${fields.join("; ").slice(0, 400)}`,
      })),
      ...result.onlyTheirsRows.map((id) => ({ id, hold: "reference-unknown|*" })),
    ];
    const path = join(dir, "differing.ndjson");
    writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    const rowsFile = join(dir, "compared.parquet");
    // The hash says what the row says and how it compares: a difference that is settled is a change.
    await context.lake.run(`
      copy (select r.* replace (coalesce(r.parse_hold, d.hold) as parse_hold,
          case when d.hold is null then r.row_hash else cast(md5(concat(r.row_hash, d.hold)) as uuid) end as row_hash)
        from ${rows} r left join read_json(${quote(path)}, format = 'newline_delimited', columns = {id: 'BIGINT', hold: 'VARCHAR'}) d
          on d.id = r.source_row_id) to ${quote(rowsFile)} (format parquet)`);
    compared.push({ ...item, rowsFile });
    const { dataset, notCompared, same, different, onlyOurs, onlyTheirs } = result;
    reports[item.intakeId] = {
      dataset,
      compared: result.compared,
      notCompared,
      same,
      different: holds.size,
      onlyOurs: onlyOurs.length,
      onlyTheirs: onlyTheirs.length,
      examples: different.slice(0, exampleCount).map(({ sourceRowId: _row, ...difference }) => difference),
    };
  }
  return { items: compared, reports };
}
