/**
 * What a clerk's table holds before a vendor's format spells it: dates as ISO text, flags as booleans.
 * `raw` is printed as it is whatever the column's kind (an impossible date); `literal` lands in a numeric
 * cell of a spreadsheet (an id which lost its leading zero).
 */
export type Damaged = { raw: string } | { literal: string };
export type Value = string | number | boolean | null | Damaged;

/** One row keyed by columns of the intake vocabulary. */
export type Row = Record<string, Value>;

export function textOf(value: Value | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "object") return "raw" in value ? value.raw : value.literal;
  return String(value);
}
