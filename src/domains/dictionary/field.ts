import { z } from "zod";
import type { SourceTag, Text } from "./text.ts";

/** What a field holds. Each kind fixes the TypeScript type, the validator, the SQL types and how text is read. */
export type FieldKind =
  | "uuid"
  | "text"
  | "personName"
  | "nationalId"
  | "phone"
  | "email"
  | "date"
  | "timestamp"
  | "code"
  | "codes"
  | "integer"
  | "bigint"
  | "decimal"
  | "boolean"
  | "schoolYear"
  | "json";

/** Class of personal data, Law 91/2025 and NĐ 356/2025: it decides masking and encryption, see {@link protectionOf}. */
export type PiiClass = "none" | "direct" | "quasi" | "sensitive";

export interface FieldMeta {
  readonly title?: Text;
  readonly note?: Text;
  /** Headers under which the field arrives; the first one is the Vietnamese title unless `title` is given. */
  readonly aliases?: readonly string[];
  readonly pii?: PiiClass;
  /** The database holds the values encrypted, each for itself (docs/decisions/0018-sealed-columns.md); national ids always are. */
  readonly sealed?: boolean;
  /** Whose word wins at survivorship, before freshness. */
  readonly authority?: "population" | "department" | "school";
  readonly unit?: string;
  readonly tag?: SourceTag;
  /** Published in open data (M247); never together with a `pii` class. */
  readonly open?: boolean;
  readonly example?: string;
}

export interface Field<T = unknown> {
  readonly kind: FieldKind;
  readonly validator: z.ZodType<T>;
  readonly required: boolean;
  readonly postgresType: string;
  readonly duckdbType: string;
  readonly info: FieldMeta;
  /** Name of the code set, for kinds `code` and `codes`. */
  readonly codeSet?: string;
  /** Decimal places, for kind `decimal`. */
  readonly scale?: number;
  /** Smallest and largest plausible value; outside it a value is rejected, not published. */
  readonly range?: readonly [number, number];
  /** The dataset a reference points at. */
  readonly refersTo?: string;
  /** The same field, but it may be absent (SQL null). */
  optional(): Field<T | null>;
  /** The same field with more metadata; later values win. */
  meta(info: FieldMeta): Field<T>;
}

export type FieldValue<F> = F extends Field<infer T> ? T : never;

type FieldParts<T> = Omit<Field<T>, "optional" | "meta" | "required" | "info"> &
  Partial<Pick<Field<T>, "required" | "info">>;

function field<T>(parts: FieldParts<T>): Field<T> {
  const required = parts.required ?? true;
  const info = parts.info ?? {};
  return {
    ...parts,
    required,
    info,
    optional: () =>
      field<T | null>({ ...parts, info, required: false, validator: parts.validator.nullable() }),
    meta: (more) => field<T>({ ...parts, required, info: { ...info, ...more } }),
  };
}

const textLike = { postgresType: "text", duckdbType: "VARCHAR" } as const;

/** A golden id: 128 bits, derived from the person or thing alone (docs/decisions/0004-id-scheme.md). */
export const id = (entity: string): Field<string> =>
  field({ kind: "uuid", validator: z.guid(), postgresType: "uuid", duckdbType: "UUID", refersTo: entity });

export const text = (maxLength = 500): Field<string> =>
  field({ kind: "text", validator: z.string().min(1).max(maxLength), ...textLike });

/** A Vietnamese personal name as written on papers: NFC, single spaces, 2-70 characters. */
export const personName = (): Field<string> =>
  field({ kind: "personName", validator: z.string().min(2).max(70), ...textLike });

/** Số định danh cá nhân: 12 digits, `PPP C YY RRRRRR` (NĐ 137/2015 Đ.13; no checksum). */
export const nationalId = (): Field<string> =>
  field({ kind: "nationalId", validator: z.string().regex(/^\d{12}$/), ...textLike });

export const phone = (): Field<string> =>
  field({ kind: "phone", validator: z.string().regex(/^0\d{9,10}$/), ...textLike });

export const email = (): Field<string> =>
  field({ kind: "email", validator: z.string().regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/), ...textLike });

/** A day without time or zone, `yyyy-mm-dd`. */
export const plainDate = (): Field<string> =>
  field({ kind: "date", validator: z.iso.date(), postgresType: "date", duckdbType: "DATE" });

/** An instant, stored in UTC. */
export const timestamp = (): Field<string> =>
  field({
    kind: "timestamp",
    validator: z.iso.datetime({ offset: true }),
    postgresType: "timestamptz",
    duckdbType: "TIMESTAMPTZ",
  });

/** One code of a code set. Codes are text so that leading zeros stay. */
export const code = (codeSet: string): Field<string> =>
  field({ kind: "code", validator: z.string().min(1).max(35), ...textLike, codeSet });

/** Several codes of one set, `;`-separated when they travel as text. */
export const codes = (codeSet: string): Field<string[]> =>
  field({
    kind: "codes",
    validator: z.array(z.string().min(1).max(35)),
    postgresType: "text[]",
    duckdbType: "VARCHAR[]",
    codeSet,
  });

export const integer = (range?: readonly [number, number]): Field<number> =>
  field({
    kind: "integer",
    validator: range === undefined ? z.int() : z.int().min(range[0]).max(range[1]),
    postgresType: "integer",
    duckdbType: "INTEGER",
    ...(range === undefined ? {} : { range }),
  });

/** A 64-bit number, a string in JSON because JavaScript numbers end at 2^53. */
export const bigint = (): Field<string> =>
  field({
    kind: "bigint",
    validator: z.string().regex(/^-?\d+$/),
    postgresType: "bigint",
    duckdbType: "BIGINT",
  });

/** An exact decimal. Marks are decimals because TT 22/2021 rounds half up and binary floats don't. */
export const decimal = (precision: number, scale: number, range?: readonly [number, number]): Field<number> =>
  field({
    kind: "decimal",
    validator: range === undefined ? z.number() : z.number().min(range[0]).max(range[1]),
    postgresType: `numeric(${precision},${scale})`,
    duckdbType: `DECIMAL(${precision},${scale})`,
    scale,
    ...(range === undefined ? {} : { range }),
  });

export const boolean = (): Field<boolean> =>
  field({ kind: "boolean", validator: z.boolean(), postgresType: "boolean", duckdbType: "BOOLEAN" });

/** `2026-2027`: the second year is the first plus one. */
export const schoolYear = (): Field<string> =>
  field({
    kind: "schoolYear",
    validator: z
      .string()
      .refine((year) => /^\d{4}-\d{4}$/.test(year) && Number(year.slice(5)) === Number(year.slice(0, 4)) + 1),
    ...textLike,
  });

/** Structured detail nobody filters on. */
export const json = (): Field<unknown> =>
  field({ kind: "json", validator: z.unknown(), postgresType: "jsonb", duckdbType: "JSON" });

/** A reference to another dataset's text key (a school code, a file id). */
export const reference = (dataset: string): Field<string> =>
  field({ kind: "text", validator: z.string().min(1).max(64), ...textLike, refersTo: dataset });

/** How a field is shown to those without the right to see it, and whether it is stored encrypted. */
export interface Protection {
  readonly masking: "none" | "partial" | "full";
  readonly encryption: "none" | "fieldLevel";
}

/** Masking follows from the class of personal data, so that no field can be forgotten; encryption is as it is stored. */
export function protectionOf(target: Field): Protection {
  const pii = target.info.pii ?? "none";
  return {
    masking: pii === "none" ? "none" : pii === "sensitive" ? "full" : "partial",
    encryption: isSealed(target) ? "fieldLevel" : "none",
  };
}

/** Whether the field's values are encrypted before they are stored. */
export function isSealed(target: Pick<Field, "kind" | "info">): boolean {
  return target.info.sealed ?? target.kind === "nationalId";
}

/**
 * The kind of value by which sealed values are compared and found: equal numbers of a learner and a guardian are equal.
 * Undefined for fields of few values or free text, where equal values would tell what they are.
 */
export function sealedKind(target: Field): string | undefined {
  return target.kind === "nationalId" ? target.kind : undefined;
}
