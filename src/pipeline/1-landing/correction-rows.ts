import type { CodeSet } from "#src/domains/dictionary/code-set.ts";
import { type Dataset, getField } from "#src/domains/dictionary/dataset.ts";
import { type Field, isSealed } from "#src/domains/dictionary/field.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import { openStored, sealStored } from "#src/platform/sealing/stored-value.ts";

/** A correction as `correction` holds it, as far as a run needs it. */
export interface StoredCorrection {
  readonly correctionId: string;
  readonly dataset: string;
  readonly recordKey: string;
  readonly schoolId: string | null;
  readonly field: string;
  readonly after: unknown;
  readonly state: "waiting" | "applied" | "undoing";
  readonly linkKeys: Readonly<Record<string, string>> | null;
}

/** A value as it is stored: what the dictionary wants encrypted stands sealed, under the correction's own id. */
export function storedValue(
  keyring: Keyring,
  field: Pick<Field, "kind" | "info">,
  place: { readonly correctionId: string; readonly field: string },
  value: unknown,
): unknown {
  if (!isSealed(field) || value === null || value === undefined) return value;
  const at = { dataset: "correction", field: place.field, recordId: place.correctionId };
  return sealStored(keyring.current(), at, String(value), undefined);
}

/** The value that {@link storedValue} stored. @throws HpError `sealed-field-damaged`, `field-key-missing` */
export function readStored(
  keyring: Keyring,
  place: { readonly correctionId: string; readonly field: string },
  stored: unknown,
): unknown {
  if (typeof stored !== "string") return stored;
  const at = { dataset: "correction", field: place.field, recordId: place.correctionId };
  return openStored(keyring, at, stored);
}

/**
 * A value as it would stand in a cell of a file, so that it is read by the same readers. A set that is matched by name
 * takes no code for an answer.
 */
export function cellOf(value: unknown, codeSet?: CodeSet): string | null {
  if (value === null || value === undefined) return null;
  if (codeSet?.matchByName === true)
    return codeSet.entries.find(({ code }) => code === value)?.title.vi ?? String(value);
  if (typeof value === "boolean") return value ? "Có" : "Không";
  return Array.isArray(value) ? value.join(";") : String(value);
}

/** One row a record and school: the key, and of each field the newest value that stands. */
export interface CorrectionRow {
  readonly dataset: string;
  readonly recordKey: string;
  readonly schoolId: string | null;
  readonly keyValues: readonly string[];
  /** Field → value; empty when all was taken back. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly corrections: readonly StoredCorrection[];
}

/** @param stored of one record and school, in the order they were made */
export function rowOf(
  dataset: Dataset,
  keyValues: readonly string[],
  stored: readonly StoredCorrection[],
  open: (correction: StoredCorrection) => unknown,
): CorrectionRow {
  const [first] = stored;
  if (first === undefined) throw new Error("a row of no corrections");
  const standing = stored.filter(({ state }) => state !== "undoing");
  const values: Record<string, unknown> = {};
  for (const correction of standing) {
    getField(dataset, correction.field);
    values[correction.field] = open(correction);
  }
  const { recordKey, schoolId } = first;
  return { dataset: dataset.id, recordKey, schoolId, keyValues, values, corrections: stored };
}
