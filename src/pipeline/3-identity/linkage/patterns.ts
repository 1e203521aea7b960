import type { LinkageSpec } from "#src/domains/dictionary/linkage.ts";
import type { Lake } from "#src/platform/duckdb.ts";
import { levelColumns } from "./levels.ts";

/** How many pairs stand at the same levels; all that learning needs to know of them. */
export interface Pattern {
  /** By comparison, in the spec's order. */
  readonly levels: readonly number[];
  readonly pairs: number;
}

/** Patterns of a relation with the level columns. */
export async function loadPatterns(
  lake: Lake,
  spec: LinkageSpec,
  relation: string,
): Promise<readonly Pattern[]> {
  const columns = levelColumns(spec);
  const rows = await lake.rows<Record<string, string | number>>(
    `select ${columns.join(", ")}, count(*) as pairs from ${relation} group by all order by all`,
  );
  return rows.map((row) => ({
    levels: columns.map((column) => Number(row[column])),
    pairs: Number(row.pairs),
  }));
}
