import type { Lake } from "#src/platform/duckdb.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import { exportGolden, type GoldenFiles } from "./lake-tables.ts";
import type { QualityRules } from "./rules.ts";

/** Golden files of everything that is published now, for a full scoring outside a first load. */
export async function exportAllGolden(
  lake: Lake,
  pool: Pool,
  rules: QualityRules,
  dir: string,
): Promise<GoldenFiles> {
  const files = new Map<string, string>();
  for (const dataset of rules.datasets) {
    if (dataset.origin === "vendor") files.set(dataset.table, await exportGolden(lake, pool, dataset, dir));
  }
  return (table) => {
    const file = files.get(table);
    return file === undefined ? [] : [file];
  };
}
