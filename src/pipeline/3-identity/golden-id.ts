import { createHmac } from "node:crypto";

/**
 * Golden ids are RFC 9562 version-8 UUIDs: 122 bits of HMAC-SHA-256 (RFC 2104) over what names the person.
 * Keyed, because a national id has few digits: an unkeyed hash of it could be tried out in an hour.
 */
export function goldenId(key: Buffer, message: string): string {
  const hex = createHmac("sha256", key).update(message).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** DuckDB macro `<name>(message)`: the same derivation in SQL; a test holds both together. */
export function goldenIdMacro(key: Buffer, name = "golden_id"): string {
  const hex = `sha256(${blob(pad(key, 0x5c))} || unhex(sha256(${blob(pad(key, 0x36))} || encode(message))))`;
  return `
    create or replace temp macro ${name}_of(h) as cast(substr(h, 1, 12) || '8' || substr(h, 14, 3) || '8' || substr(h, 18, 15) as uuid);
    create or replace temp macro ${name}(message) as ${name}_of(${hex});`;
}

/** RFC 2104: the key, filled with zeros to the block size of 64 bytes, xor the pad byte. */
function pad(key: Buffer, byte: number): Buffer {
  const block = Buffer.alloc(64);
  key.copy(block);
  return Buffer.from(block.map((value) => value ^ byte));
}

function blob(bytes: Buffer): string {
  return `'${[...bytes].map((byte) => `\\x${byte.toString(16).padStart(2, "0").toUpperCase()}`).join("")}'::blob`;
}
