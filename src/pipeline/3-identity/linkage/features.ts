import type { Features, LinkageSpec } from "#src/domains/dictionary/linkage.ts";
import type { Reading } from "#src/domains/dictionary/reading.ts";
import { type Lake, quote } from "#src/platform/duckdb.ts";

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
  const read = await withReadings(lake, spec.readings ?? [], rows);
  await lake.run(`
    create or replace temp table feature as
    select row_id, group_id, anchor, false as is_standing, ${derived.join(", ")} from ${read}`);
}

/** The relation with the columns that readings make of its texts; each spelling is read once. */
export async function withReadings(
  lake: Lake,
  readings: readonly Reading[],
  relation: string,
): Promise<string> {
  const joins: string[] = [];
  const added: string[] = [];
  for (const [at, { column, columns, read }] of readings.entries()) {
    const texts = await lake.rows<{ text: string }>(
      `select distinct ${column} as text from ${relation} where ${column} is not null`,
    );
    const types = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
    await lake.run(`create or replace temp table reading_${at} (text varchar, ${types.join(", ")})`);
    for (let from = 0; from < texts.length; from += 1_000) {
      const values = texts.slice(from, from + 1_000).map(({ text }) => {
        const said = read(text);
        return `(${[quote(text), ...Object.keys(columns).map((name) => literal(said[name] ?? null))].join(", ")})`;
      });
      await lake.run(`insert into reading_${at} values ${values.join(", ")}`);
    }
    joins.push(`left join reading_${at} on reading_${at}.text = t.${column}`);
    added.push(...Object.keys(columns).map((name) => `reading_${at}.${name}`));
  }
  return readings.length === 0
    ? relation
    : `(select t.*, ${added.join(", ")} from ${relation} t ${joins.join(" ")})`;
}

function literal(value: string | boolean | readonly string[] | null): string {
  if (value === null) return "null";
  if (typeof value === "string") return quote(value);
  return typeof value === "boolean" ? String(value) : `[${value.map(quote).join(", ")}]::varchar[]`;
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
