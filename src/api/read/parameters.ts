import { z } from "zod";
import type { FieldKind } from "#src/domains/dictionary/field.ts";
import { HpError } from "#src/platform/errors.ts";
import { shownBack } from "#src/platform/shown-back.ts";

/** What a querystring parser gives: a name, its value or values. */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The single value of a parameter; a repeated one is refused, not silently reduced. */
export function findSingle(query: Query, name: string): string | undefined {
  const value = query[name];
  if (value === undefined || typeof value === "string") return value;
  throw new HpError("parameter-repeated", { name });
}

export function findOneOf<const T extends string>(
  query: Query,
  name: string,
  allowed: readonly T[],
): T | undefined {
  const value = findSingle(query, name);
  if (value === undefined) return undefined;
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw new HpError("parameter-not-one-of", { name, allowed: allowed.join(", ") });
  return found;
}

export function getInteger(query: Query, name: string, otherwise: number, min: number, max: number): number {
  const value = findSingle(query, name);
  if (value === undefined) return otherwise;
  const number = /^-?\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= min && number <= max)) throw new HpError("parameter-out-of-range", { name, min, max });
  return number;
}

const isoDate = z.iso.date();
const isoInstant = z.iso.datetime({ offset: true });
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const within = (text: string, min: bigint, max: bigint): boolean =>
  /^-?\d{1,19}$/.test(text) && BigInt(text) >= min && BigInt(text) <= max;

/** Text that Postgres can take: it knows no U+0000. */
const storable = (text: string): boolean => text.length <= 2_000 && !text.includes("\u0000");

interface KindRule {
  readonly fits: (text: string) => boolean;
  readonly example: string;
}

const anyText = (example: string): KindRule => ({ fits: storable, example });

/** Which texts are a value of a kind, so that the database is never asked about anything else. */
export const kindRules: Readonly<Record<FieldKind, KindRule>> = {
  uuid: { fits: (text) => uuid.test(text), example: "0198f6c2-7a3e-8d41-9b55-2f6f0f4c1a10" },
  // Year 0 is ISO 8601 and no year of Postgres.
  date: {
    fits: (text) => isoDate.safeParse(text).success && !text.startsWith("0000"),
    example: "2015-03-31",
  },
  timestamp: {
    fits: (text) => isoInstant.safeParse(text).success && !text.startsWith("0000") && text.length <= 40,
    example: "2026-10-20T02:41:00Z",
  },
  integer: { fits: (text) => within(text, -(2n ** 31n), 2n ** 31n - 1n), example: "12" },
  bigint: { fits: (text) => within(text, -(2n ** 63n), 2n ** 63n - 1n), example: "268435457" },
  decimal: { fits: (text) => /^-?\d{1,15}(\.\d{1,9})?$/.test(text), example: "8.5" },
  boolean: { fits: (text) => text === "true" || text === "false", example: "true" },
  json: { fits: () => false, example: "" },
  text: anyText("311194802001"),
  personName: anyText("Nguyễn Thị Hoa"),
  nationalId: anyText("031315001234"),
  phone: anyText("0912345678"),
  email: anyText("truong@example.edu.vn"),
  code: anyText("01"),
  codes: anyText("01"),
  schoolYear: anyText("2026-2027"),
};

export function assertKind(name: string, kind: FieldKind, text: string): void {
  const rule = kindRules[kind];
  if (!rule.fits(text)) throw new HpError("parameter-not-of-kind", { name, example: rule.example });
}

/** Parameter names are shown back to the person: short, and nothing that could be somebody's. */
export const printableName = (name: string): string => shownBack(name);
