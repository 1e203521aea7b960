import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { HpError } from "#src/platform/errors.ts";
import type { Keyring, KeyVersion } from "./keyring.ts";

/** Where a value belongs. It is sealed together with the value, so that a ciphertext is worth nothing elsewhere. */
export interface FieldPlace {
  readonly dataset: string;
  readonly field: string;
  /** The record's key as text; parts of a key joined by `|`. */
  readonly recordId: string;
}

const format = 1;
const versionAt = 1;
const nonceAt = 5;
const nonceBytes = 12;
const textAt = nonceAt + nonceBytes;
const tagBytes = 16;
const blockBytes = 16;
const cipherOptions = { authTagLength: tagBytes };

/**
 * AES-256-GCM (NIST SP 800-38D) under the current key: format (1 byte), key version (4), nonce (12), ciphertext, tag
 * (16). The nonce is random: with 96 bits a key is good for 2³² values, some four thousand cities. Text is padded to
 * full blocks of 16, because the length of a code alone would tell which code it is.
 */
export function sealText(keyring: Keyring, place: FieldPlace, text: string): Buffer {
  return sealWith(keyring.current(), place, text);
}

export function sealWith(key: KeyVersion, place: FieldPlace, text: string): Buffer {
  return sealBytes(key, associated(key.version, place), randomBytes(nonceBytes), text);
}

/**
 * @param bound what is authenticated with the text
 * @param nonce 12 bytes that never stand for two different texts or bounds under one key
 */
export function sealBytes(key: KeyVersion, bound: Buffer, nonce: Buffer, text: string): Buffer {
  const plain = pad(Buffer.from(text, "utf8"));
  const sealed = Buffer.allocUnsafe(textAt + plain.length + tagBytes);
  sealed[0] = format;
  sealed.writeUInt32BE(key.version, versionAt);
  nonce.copy(sealed, nonceAt, 0, nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key.cipherKey, nonce.subarray(0, nonceBytes), cipherOptions);
  cipher.setAAD(bound);
  cipher.update(plain).copy(sealed, textAt);
  cipher.final();
  cipher.getAuthTag().copy(sealed, textAt + plain.length);
  return sealed;
}

/**
 * @throws HpError `sealed-field-damaged` when a bit was changed, or the value was sealed for another row or field;
 *   `field-key-missing` when its key is not in the folder
 */
export function openSealed(keyring: Keyring, place: FieldPlace, sealed: Uint8Array): string {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  return openBytes(keyring, place, bytes, (version) => associated(version, place));
}

/** @throws as {@link openSealed} */
export function openBytes(
  keyring: Keyring,
  place: FieldPlace,
  bytes: Buffer,
  boundOf: (version: number) => Buffer,
): string {
  if (bytes.length < textAt + blockBytes + tagBytes || bytes[0] !== format) throw damaged(place);
  const key = keyring.get(bytes.readUInt32BE(versionAt));
  const end = bytes.length - tagBytes;
  const decipher = createDecipheriv(
    "aes-256-gcm",
    key.cipherKey,
    bytes.subarray(nonceAt, textAt),
    cipherOptions,
  );
  decipher.setAAD(boundOf(key.version));
  decipher.setAuthTag(bytes.subarray(end));
  try {
    const plain = decipher.update(bytes.subarray(textAt, end));
    decipher.final();
    return unpad(plain).toString("utf8");
  } catch (cause) {
    throw damaged(place, cause);
  }
}

/** Key version a sealed value was written with. */
export function keyVersionOf(sealed: Uint8Array): number {
  return Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength).readUInt32BE(versionAt);
}

/** JSON keeps the parts apart: no two places have one text. */
export function associated(version: number, { dataset, field, recordId }: FieldPlace): Buffer {
  return Buffer.from(JSON.stringify([format, version, dataset, field, recordId]), "utf8");
}

/** ISO/IEC 7816-4: one byte 0x80, then zeros to the block. */
function pad(text: Buffer): Buffer {
  const padded = Buffer.alloc(text.length + blockBytes - (text.length % blockBytes));
  text.copy(padded);
  padded[text.length] = 0x80;
  return padded;
}

function unpad(padded: Buffer): Buffer {
  return padded.subarray(0, padded.lastIndexOf(0x80));
}

export function damaged(place: FieldPlace, cause?: unknown): HpError {
  return new HpError("sealed-field-damaged", { dataset: place.dataset, field: place.field }, cause);
}
