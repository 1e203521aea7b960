import { type Dataset, fieldColumns, getField } from "#src/domains/dictionary/dataset.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";

/** What the warehouse keeps of a column: itself, a pseudonym, the year of a date; columns not named are left out. */
export interface WarehouseColumn {
  readonly name: string;
  /** The dataset's field it comes from. */
  readonly field: string;
  readonly sql: string;
}

const counted = new Set(["code", "integer", "decimal", "boolean"]);

/**
 * The warehouse is for counting, not for finding people (S1 IV.4.2): ids of people become pseudonyms under a key of
 * their own, dates of birth become years, and direct identifiers and sensitive data do not enter. Derived from the
 * personal-data class, so a new field can't slip through.
 */
export function warehouseColumns(dataset: Dataset): readonly WarehouseColumn[] {
  return fieldColumns(dataset).flatMap((column): WarehouseColumn[] => {
    const field = getField(dataset, column.field);
    const pii = field.info.pii ?? "none";
    const asItIs = { name: column.name, field: column.field, sql: column.name };
    if (field.kind === "uuid")
      return [{ ...asItIs, sql: `pseudonym(cast(${column.name} as varchar)) as ${column.name}` }];
    if (pii === "direct" || pii === "sensitive" || field.kind === "json") return [];
    if (pii === "none") return [asItIs];
    if (field.kind === "date") {
      const name = column.name.replace(/_date$/, "_year");
      return [{ name, field: column.field, sql: `cast(year(${column.name}) as integer) as ${name}` }];
    }
    // Codes and numbers of class "quasi" (sex, ethnicity) are what statistics count by; free text is not.
    return counted.has(field.kind) ? [asItIs] : [];
  });
}

/**
 * Whether a dataset is a fact at all. One whose key holds what must not enter (the kind of a disability) is none: its
 * rows could not be told apart, and that there is a row already says too much of a person.
 */
export function isFact(dataset: Dataset): boolean {
  const kept = new Set(warehouseColumns(dataset).map((column) => column.name));
  return dataset.key.every((name) => kept.has(toSnakeCase(name)));
}
