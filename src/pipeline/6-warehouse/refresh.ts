import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Dataset } from "#src/domains/dictionary/dataset.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import { quote } from "#src/platform/duckdb.ts";
import { getOrCreateKey } from "#src/platform/keys.ts";
import { goldenIdMacro } from "../3-identity/golden-id.ts";
import type { GoldenChanges } from "../5-publish/golden.ts";
import { runFile } from "../5-publish/standing-rows.ts";
import { getDatasetOf, type RunContext } from "../context.ts";
import { isFact, warehouseColumns } from "./warehouse-columns.ts";

/** Parts of a fact before they are folded into one. */
const maxParts = 12;

/**
 * Adds the run's changes to the warehouse: one Parquet part per fact and run, holding new states and retirements with
 * their version. Readers take the newest version of each key ({@link factSql}); the cost follows the change. Parts
 * are folded together when there are many.
 */
export async function refreshWarehouse(
  context: RunContext,
  changes: readonly GoldenChanges[],
): Promise<number> {
  await preparePseudonyms(context);
  let rows = 0;
  for (const change of changes) {
    const dataset = getDatasetOf(context, change.datasetId);
    if (!isFact(dataset)) continue;
    const dir = join(context.folders.warehouse, dataset.table);
    mkdirSync(dir, { recursive: true });
    const staged = join(context.runDir, `warehouse-${dataset.table}.parquet`);
    await context.lake.run(
      `copy (${partSql(context, dataset, change)}) to ${quote(staged)} (format parquet, compression zstd)`,
    );
    renameSync(staged, join(dir, runFile(context)));
    rows += change.inserted + change.updated + change.retired;
    if (readdirSync(dir).length > maxParts) await fold(context, dataset, dir);
  }
  return rows;
}

/** Pseudonyms have a key of their own: whoever knows golden ids can't look people up in the warehouse. */
async function preparePseudonyms(context: RunContext): Promise<void> {
  const key = getOrCreateKey(context.folders.keys, "warehouse");
  await context.lake.run(goldenIdMacro(key, "pseudonym"));
}

function partSql(context: RunContext, dataset: Dataset, change: GoldenChanges): string {
  const columns = warehouseColumns(dataset);
  const values = columns.map((column) => column.sql).join(", ");
  const queries = [
    `select ${values}, version, changed_at, false as retired from read_parquet(${quote(change.updateFile)})`,
  ];
  if (change.inserted > 0) {
    queries.push(
      `select ${values}, version, changed_at, false from read_parquet(${quote(join(change.insertDir, "*.parquet"))})`,
    );
  }
  if (change.retired > 0) {
    const keys = dataset.key.map(toSnakeCase);
    const keyValues = columns
      .map((column) => (keys.includes(column.name) ? column.sql : `null as ${column.name}`))
      .join(", ");
    const now = `cast(${quote(context.clock.now().toISOString())} as timestamptz)`;
    queries.push(
      `select ${keyValues}, version + 1, ${now}, true from read_parquet(${quote(change.retireFile)})`,
    );
  }
  return queries.join("\nunion all\n");
}

/** The fact as it stands: the newest version of each key that is not retired. */
export function factSql(warehouseDir: string, dataset: Dataset): string {
  const keys = dataset.key.map(toSnakeCase).join(", ");
  return `select * exclude (retired) from (
      select * from read_parquet(${quote(join(warehouseDir, dataset.table, "*.parquet"))})
      qualify row_number() over (partition by ${keys} order by version desc, changed_at desc) = 1
    ) where not retired`;
}

/** Facts that have at least one part. */
export function presentFacts(warehouseDir: string, datasets: readonly Dataset[]): readonly Dataset[] {
  return datasets.filter((dataset) => existsSync(join(warehouseDir, dataset.table)));
}

async function fold(context: RunContext, dataset: Dataset, dir: string): Promise<void> {
  const staged = join(context.runDir, `folded-${dataset.table}.parquet`);
  const parts = readdirSync(dir);
  await context.lake.run(
    `copy (select *, false as retired from (${factSql(context.folders.warehouse, dataset)})) to ${quote(staged)} (format parquet, compression zstd)`,
  );
  // The folded part replaces this run's own part first: a crash in between leaves duplicates that readers ignore.
  renameSync(staged, join(dir, runFile(context)));
  for (const name of parts) if (name !== runFile(context)) rmSync(join(dir, name));
}
