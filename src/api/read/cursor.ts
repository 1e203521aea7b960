import { HpError } from "#src/platform/errors.ts";
import { kindRules } from "./parameters.ts";
import type { ReadColumn } from "./read-column.ts";

/** Where a page ended: a number whose meaning the list knows, and the last row's place in its order. */
export interface Position {
  readonly at: number;
  readonly values: readonly string[];
}

/** Opaque to clients; `scope` ties it to one list and order so that it can't be used on another. */
export function encodeCursor(scope: string, position: Position): string {
  return Buffer.from(JSON.stringify([scope, position.at, ...position.values])).toString("base64url");
}

/** `orderOf` gives the columns that a position with this number holds values of; undefined when there is none. */
export function decodeCursor(
  cursor: string,
  scope: string,
  orderOf: (at: number) => readonly ReadColumn[] | undefined,
): Position {
  const [givenScope, at, ...values] = parse(cursor);
  if (givenScope !== scope || typeof at !== "number" || !Number.isInteger(at))
    throw new HpError("cursor-invalid");
  const order = orderOf(at);
  const fits =
    order !== undefined &&
    values.length === order.length &&
    order.every((column, i) => {
      const value = values[i];
      return typeof value === "string" && kindRules[column.kind].fits(value);
    });
  if (!fits) throw new HpError("cursor-invalid");
  return { at, values: values as string[] };
}

function parse(cursor: string): readonly unknown[] {
  if (cursor.length > 4_000 || !/^[A-Za-z0-9_-]+$/.test(cursor)) throw new HpError("cursor-invalid");
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (Array.isArray(value)) return value;
  } catch (cause) {
    throw new HpError("cursor-invalid", {}, cause);
  }
  throw new HpError("cursor-invalid");
}
