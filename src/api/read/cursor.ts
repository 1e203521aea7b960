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

/** `fits` says whether the list has such a position; anything else is refused before it reaches a statement. */
export function decodeCursor(cursor: string, scope: string, fits: (position: Position) => boolean): Position {
  const [givenScope, at, ...values] = parse(cursor);
  if (givenScope === scope && typeof at === "number" && Number.isInteger(at)) {
    const position = { at, values: values.filter((value) => typeof value === "string") };
    if (position.values.length === values.length && fits(position)) return position;
  }
  throw new HpError("cursor-invalid");
}

/** Whether values can stand for a row's place in an order. */
export const fitsOrder = (order: readonly ReadColumn[] | undefined, values: readonly string[]): boolean =>
  order !== undefined &&
  values.length === order.length &&
  order.every((column, i) => kindRules[column.kind].fits(values[i] ?? ""));

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
