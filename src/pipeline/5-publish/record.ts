import type { Dataset } from "#src/domains/dictionary/dataset.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";

/** The entity a dataset's rows hang on: the learner of an enrolment, the school of a room. */
export function entityOf(dataset: Dataset): string {
  const spread = dataset.distributedBy === "reference" ? dataset.key[0] : dataset.distributedBy;
  const field = dataset.fields[spread ?? ""];
  if (spread === "schoolId") return "school";
  return field?.kind === "uuid" && field.refersTo !== undefined ? field.refersTo : dataset.id;
}

/**
 * SQL for the UUID of the record a row belongs to; changes and events are counted per record.
 * People have it in the row; schools and the rest derive it from their official key by `golden_id`.
 */
export function recordSql(dataset: Dataset, alias: string): string {
  const spread = dataset.distributedBy === "reference" ? dataset.key[0] : dataset.distributedBy;
  if (spread !== undefined && dataset.fields[spread]?.kind === "uuid")
    return `${alias}.${toSnakeCase(spread)}`;
  if (spread === "schoolId") return `golden_id(concat_ws(chr(31), 'school', ${alias}.school_id))`;
  const key = dataset.key.map((name) => `cast(${alias}.${toSnakeCase(name)} as varchar)`).join(", ");
  return `golden_id(concat_ws(chr(31), '${dataset.id}', ${key}))`;
}

/** SQL for a row's key inside its record as text: `2026-2027|TOAN`. Same text in quality lists and change log. */
export function recordKeySql(dataset: Dataset, alias: string): string {
  return `concat_ws('|', ${dataset.key.map((name) => `cast(${alias}.${toSnakeCase(name)} as varchar)`).join(", ")})`;
}
