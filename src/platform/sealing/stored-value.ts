import { associated, damaged, type FieldPlace, keyVersionOf, openBytes, sealBytes } from "./cipher.ts";
import type { Keyring, KeyVersion } from "./keyring.ts";

/**
 * A sealed value as a table's text column holds it (docs/decisions/0018-sealed-columns.md):
 *
 * `~` index `.` sealed
 *
 * - index: 22 signs (16 bytes, base64url), equal for equal values of one kind and key; nothing where rows aren't found by
 *   the value. A generated column `<name>_index` takes it off, so that SQL joins, counts and looks up without a key.
 * - sealed: the bytes of cipher.ts, base64url. The index is authenticated with the record's place.
 *
 * The nonce is a MAC of place and value (as in SIV, RFC 5297): the same value of the same record under the same key is
 * the same text, so what was published before compares as equal; no nonce ever stands for two values.
 */
const mark = "~";
const indexSigns = 22;

/** How many signs of a stored value its `_index` column holds; also in the migrations' SQL. */
export const indexLength = mark.length + indexSigns;

/**
 * @param indexed the kind of value, equal over all tables whose values are compared; undefined: not found by value
 */
export function sealStored(
  key: KeyVersion,
  place: FieldPlace,
  text: string,
  indexed: string | undefined,
): string {
  const index = indexed === undefined ? "" : indexSignsOf(key, indexed, text);
  const bound = boundOf(key.version, place, index);
  const nonce = key.storedNonce(Buffer.concat([bound, zero, Buffer.from(text, "utf8")]));
  return `${mark}${index}.${sealBytes(key, bound, nonce, text).toString("base64url")}`;
}

/**
 * A value that stands in clear comes back as it is: a store that was filled before there was sealing is read until it is
 * sealed (sealing-state.ts); `hp doctor` says what stands in clear.
 * @throws HpError `sealed-field-damaged`, `field-key-missing`
 */
export function openStored(keyring: Keyring, place: FieldPlace, stored: string): string {
  if (!isSealed(stored)) return stored;
  const dot = stored.indexOf(".");
  const index = stored.slice(mark.length, dot);
  const bytes = Buffer.from(stored.slice(dot + 1), "base64url");
  return openBytes(keyring, place, bytes, (version) => boundOf(version, place, index));
}

/** What a value begins with is never chance: no field that is sealed may hold a text of this form in clear. */
export function isSealed(stored: string): boolean {
  return form.test(stored);
}

const form = /^~(?:[\w-]{22})?\.[\w-]{60,}$/;

/** @throws HpError `sealed-field-damaged` for a text that is not sealed */
export function keyVersionOfStored(place: FieldPlace, stored: string): number {
  if (!isSealed(stored)) throw damaged(place);
  return keyVersionOf(Buffer.from(stored.slice(stored.indexOf(".") + 1), "base64url"));
}

/**
 * What to look for in a `<name>_index` column to find a value, whichever key each row was written with; and the value
 * itself, for rows that are not sealed yet.
 */
export function indexesOf(keyring: Keyring, indexed: string, value: string): readonly string[] {
  keyring.refresh();
  return [
    ...keyring.versions().map((version) => mark + indexSignsOf(keyring.get(version), indexed, value)),
    value.slice(0, indexLength),
  ];
}

function indexSignsOf(key: KeyVersion, indexed: string, text: string): string {
  return key
    .storedIndex(Buffer.from(`${indexed}\u001f${text.normalize("NFC")}`, "utf8"))
    .toString("base64url", 0, 16);
}

const zero = Buffer.of(0);

function boundOf(version: number, place: FieldPlace, index: string): Buffer {
  const bound = associated(version, place);
  return index === "" ? bound : Buffer.concat([bound, Buffer.from(index, "latin1")]);
}
