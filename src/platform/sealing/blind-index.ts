import { createHmac } from "node:crypto";
import type { Keyring, KeyVersion } from "./keyring.ts";

/**
 * What an encrypted field is found by: HMAC-SHA-256 of the value under a key of the field's own, 16 bytes. Equal values
 * of one field are equal, so that a number can be looked up; the same number in another field looks different, and
 * without the key a dictionary of all numbers is no help. It tells which rows hold one value: don't index a field of
 * few values (a blood group), where counting rows tells the value.
 */
export function blindIndex(key: KeyVersion, dataset: string, field: string, value: string): Buffer {
  return createHmac("sha256", key.indexKey)
    .update(JSON.stringify([dataset, field, value.normalize("NFC")]))
    .digest()
    .subarray(0, 16);
}

/** The index under every version, for `= any`: while keys rotate, rows of the old and the new version are both found. */
export function blindIndexes(
  keyring: Keyring,
  dataset: string,
  field: string,
  value: string,
): readonly Buffer[] {
  keyring.refresh();
  return keyring.versions().map((version) => blindIndex(keyring.get(version), dataset, field, value));
}
