import type { Features, LinkageSpec } from "#src/domains/dictionary/linkage.ts";
import type { Lake } from "#src/platform/duckdb.ts";

/** All derived columns of a spec, each once. @throws when two comparisons mean different things by one name */
export function featuresOf(spec: LinkageSpec): Features {
  const all: Record<string, string> = {};
  const sources = [
    spec.features ?? {},
    ...spec.comparisons.map(({ features }) => features),
    ...spec.vetoes.flatMap(({ all }) => all.map((item) => ("when" in item ? (item.features ?? {}) : {}))),
  ];
  for (const [name, sql] of sources.flatMap((features) => Object.entries(features))) {
    if (all[name] !== undefined && all[name] !== sql)
      throw new Error(`linkage of ${spec.entity}: feature ${name} is declared twice`);
    all[name] = sql;
  }
  return all;
}

/**
 * Table `feature` (row_id, group_id, anchor, is_standing, …): what is compared of each row; its `rowid` is the node of a pair.
 *
 * @param rows relation with row_id, group_id, anchor (what later runs know the row by) and the columns that the features name
 */
export async function buildFeatures(lake: Lake, spec: LinkageSpec, rows: string): Promise<void> {
  const derived = Object.entries(featuresOf(spec)).map(([name, sql]) => `${sql} as ${name}`);
  await lake.run(`
    create or replace temp table feature as
    select row_id, group_id, anchor, false as is_standing, ${derived.join(", ")} from ${rows}`);
}

/**
 * Adds rows of earlier runs to `feature`.
 *
 * @param standing relation with row_id, anchor and the features themselves
 * @param nearOnly only rows that share a block with a new one: no other is compared, and a city's index is large
 */
export async function addStanding(
  lake: Lake,
  spec: LinkageSpec,
  standing: string,
  nearOnly: boolean,
): Promise<void> {
  const names = Object.keys(featuresOf(spec));
  const near = spec.blocks.map(({ features }) => {
    const filled = features.map((feature) => `${feature} is not null`).join(" and ");
    return `(${features.join(", ")}) in (select (${features.join(", ")}) from feature where ${filled})`;
  });
  await lake.run(`
    insert into feature by name
    select row_id, anchor as group_id, anchor, true as is_standing, ${names.join(", ")} from ${standing} s
    ${nearOnly ? `where ${near.join(" or ")}` : ""}`);
}
