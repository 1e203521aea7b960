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
 * @param standing relation with row_id, anchor and the features themselves, kept from earlier runs
 */
export async function buildFeatures(
  lake: Lake,
  spec: LinkageSpec,
  rows: string,
  standing: string | undefined,
): Promise<void> {
  const features = Object.entries(featuresOf(spec));
  const derived = features.map(([name, sql]) => `${sql} as ${name}`);
  const names = features.map(([name]) => name);
  await lake.run(`
    create or replace temp table feature as
    select row_id, group_id, anchor, false as is_standing, ${derived.join(", ")} from ${rows}
    ${standing === undefined ? "" : `union all by name select row_id, anchor as group_id, anchor, true as is_standing, ${names.join(", ")} from ${standing}`}`);
}
