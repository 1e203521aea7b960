import { type Dataset, fieldColumns } from "#src/domains/dictionary/dataset.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";

/**
 * Survivorship: of all candidates of one key, each field takes the most trusted source that has a value, then the
 * freshest. Where the population registry has authority over a field, a row it confirmed comes before any other. The best row overall is the primary source; `field_source` names the row of every field that came from
 * another one, so a record from a single source carries nothing.
 *
 * In: relation with the dataset's columns, source_row_id, verified, trust (lower is better), received_at.
 * Out: one row per key with source_row_id and field_source (JSON text or null).
 *
 * `contested` is the table of keys with several candidates ({@link contestedKeysSql}), absent when there are none: a city's first marks have none, and grouping ten million rows to learn that again would be the step's main cost.
 */
export function survivorsSql(dataset: Dataset, candidates: string, contested: string | undefined): string {
  const keys = dataset.key.map(toSnakeCase);
  const columns = fieldColumns(dataset).map((column) => column.name);
  const fields = columns.filter((name) => !keys.includes(name));
  const rank = "{t: -trust, r: received_at, s: source_row_id}";
  const confirmed = "{v: verified, t: -trust, r: received_at, s: source_row_id}";
  const underRegistry = new Set(
    Object.entries(dataset.fields)
      .filter(([, field]) => field.info.authority === "population")
      .map(([name]) => toSnakeCase(name)),
  );
  const rankOf = (name: string) => (underRegistry.has(name) ? confirmed : rank);
  const keyHash = `hash(${keys.join(", ")})`;
  const survivors = fields.map(
    (name) => `arg_max(${name}, ${rankOf(name)}) filter (where ${name} is not null) as ${name},
      arg_max(source_row_id, ${rankOf(name)}) filter (where ${name} is not null) as from_${name}`,
  );
  const sources = fields.map(
    (name) => `case when from_${name} <> source_row_id then '"${name}":' || from_${name} end`,
  );
  const list = `list_filter([${sources.join(", ")}], s -> s is not null)`;
  const single = `select ${columns.join(", ")}, source_row_id, cast(null as varchar) as field_source from ${candidates}`;
  if (contested === undefined) return single;
  if (fields.length === 0) {
    return `select ${keys.join(", ")}, arg_max(source_row_id, ${rank}) as source_row_id, cast(null as varchar) as field_source
      from ${candidates} group by ${keys.join(", ")}`;
  }
  return `
    ${single} where ${keyHash} not in (from ${contested})
    union all by name
    select ${columns.join(", ")}, source_row_id,
      case when len(${list}) > 0 then '{' || array_to_string(${list}, ',') || '}' end as field_source
    from (
      select ${keys.join(", ")}, ${survivors.join(", ")}, arg_max(source_row_id, ${rank}) as source_row_id
      from ${candidates} where ${keyHash} in (from ${contested})
      group by ${keys.join(", ")}
    )`;
}

/** Hashes of the keys that more than one candidate claims. */
export function contestedKeysSql(dataset: Dataset, candidates: string): string {
  return `select hash(${dataset.key.map(toSnakeCase).join(", ")}) as h from ${candidates} group by h having count(*) > 1`;
}
