import { openSealed, sealText } from "#src/access/encryption/cipher.ts";
import type { Keyring } from "#src/access/encryption/keyring.ts";
import { type Dataset, getField } from "#src/domains/dictionary/dataset.ts";

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

const isSealed = (stored: unknown): stored is { readonly sealed: string } =>
  typeof stored === "object" && stored !== null && "sealed" in stored;

/** A value as it is stored: what the dictionary wants encrypted stands sealed, under the correction's own id. */
export function storedValue(
  keyring: Keyring,
  { kind }: { readonly kind: string },
  place: { readonly correctionId: string; readonly field: string },
  value: unknown,
): unknown {
  if (kind !== "nationalId" || typeof value !== "string") return value;
  const at = { dataset: "correction", field: place.field, recordId: place.correctionId };
  return { sealed: sealText(keyring, at, value).toString("base64") };
}

/** The value that {@link storedValue} stored. @throws HpError `sealed-field-damaged`, `field-key-missing` */
export function readStored(
  keyring: Keyring,
  place: { readonly correctionId: string; readonly field: string },
  stored: unknown,
): unknown {
  if (!isSealed(stored)) return stored;
  const at = { dataset: "correction", field: place.field, recordId: place.correctionId };
  return openSealed(keyring, at, Buffer.from(stored.sealed, "base64"));
}

/** A value as it would stand in a cell of a file, so that it is read by the same readers. */
export function cellOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
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
