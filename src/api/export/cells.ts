import { findCodeSet } from "#src/domains/catalogue.ts";
import type { Field } from "#src/domains/dictionary/field.ts";
import type { Text } from "#src/domains/dictionary/text.ts";
import type { Cell } from "#src/platform/spreadsheet/csv.ts";
import { formatDay, formatInstant } from "../language.ts";

type Language = keyof Text;

const yesNo: Readonly<Record<"true" | "false", Text>> = {
  true: { vi: "có", en: "yes" },
  false: { vi: "không", en: "no" },
};

/**
 * A value of the API as a person reads it in a sheet: days dd/MM/yyyy, codes by their titles, lists with commas. Long
 * numbers stay text, or a spreadsheet would round them.
 */
export function cellOf(
  field: Pick<Field, "kind" | "codeSet"> | undefined,
  value: unknown,
  language: Language,
): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean") return yesNo[value ? "true" : "false"][language];
  if (Array.isArray(value)) return value.map((one) => String(cellOf(field, one, language) ?? "")).join(", ");
  if (typeof value === "object") return JSON.stringify(value);
  if (typeof value === "number") return value;
  const text = String(value);
  if (field?.codeSet !== undefined) {
    const entry = findCodeSet(field.codeSet)?.entries.find(({ code }) => code === text);
    if (entry !== undefined) return entry.title[language];
  }
  if (field?.kind === "date") return formatDay(text);
  if (field?.kind === "timestamp") return formatInstant(new Date(text));
  return text;
}
