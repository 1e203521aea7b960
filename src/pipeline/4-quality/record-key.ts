import type { Dataset } from "#src/domains/dictionary/dataset.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";

/** Key columns of a dataset's table with their Postgres types. */
export function keyColumns(target: Dataset): readonly { readonly name: string; readonly type: string }[] {
  return target.key.map((field) => ({
    name: toSnakeCase(field),
    type: target.fields[field]?.postgresType ?? "text",
  }));
}

/** SQL for the record key of lists and logs: the key's values joined by `|`. */
export function recordKeySql(target: Dataset, alias: string): string {
  return keyColumns(target)
    .map((column) => `cast(${alias}.${column.name} as varchar)`)
    .join(" || '|' || ");
}

/**
 * The values of a record key. A `|` may stand inside the one free-text field of a key (a class name, a room's
 * code); the others are ids, codes and school years, which have none.
 */
export function parseRecordKey(target: Dataset, recordKey: string): readonly string[] {
  const parts = recordKey.split("|");
  const surplus = parts.length - target.key.length;
  if (surplus === 0) return parts;
  const free = target.key.findIndex((name) => {
    const field = target.fields[name];
    return field?.kind === "text" && field.refersTo === undefined;
  });
  if (surplus < 0 || free < 0) throw new Error(`${target.id}: "${recordKey}" is no record key`);
  return [
    ...parts.slice(0, free),
    parts.slice(free, free + surplus + 1).join("|"),
    ...parts.slice(free + surplus + 1),
  ];
}
