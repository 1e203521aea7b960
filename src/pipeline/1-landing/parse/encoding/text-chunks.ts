import { isUtf8 } from "node:buffer";
import { TextDecoder } from "node:util";
import type { EncodingId } from "../types.ts";
import { wholeUtf8Length } from "../xml/decode.ts";
import { decodeLegacy, legacyCut } from "./decode-legacy.ts";

/**
 * Bytes → text in pieces, the same text however the bytes are cut. The byte order mark is taken off.
 * What does not decode becomes U+FFFD, which no cell can carry past the row gate.
 */
export function* textChunks(chunks: Iterable<Uint8Array>, encoding: EncodingId): Generator<string> {
  if (encoding === "utf-16le" || encoding === "utf-16be") {
    const decoder = new TextDecoder(encoding);
    for (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
    return;
  }
  let carry: Uint8Array = new Uint8Array(0);
  let first = true;
  for (const chunk of chunks) {
    const bytes = carry.length === 0 ? chunk : Buffer.concat([carry, chunk]);
    if (first && bytes.length < 3) {
      carry = bytes;
      continue;
    }
    const from = first ? markLength(bytes, encoding) : 0;
    first = false;
    const cut = Math.max(from, encoding === "utf-8" ? wholeUtf8Length(bytes) : legacyCut(bytes));
    if (cut > from) yield decode(bytes.subarray(from, cut), encoding);
    carry = Buffer.from(bytes.subarray(cut));
  }
  const from = first ? markLength(carry, encoding) : 0;
  if (carry.length > from) yield decode(carry.subarray(from), encoding);
}

function markLength(bytes: Uint8Array, encoding: EncodingId): number {
  return encoding === "utf-8" && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

function decode(bytes: Uint8Array, encoding: EncodingId): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (encoding === "utf-8") {
    // Both replace by the same rule (WHATWG); the check only keeps the fast path for sound text.
    return isUtf8(buffer)
      ? buffer.toString("utf8")
      : new TextDecoder("utf-8", { ignoreBOM: true }).decode(buffer);
  }
  return encoding === "utf-16le" || encoding === "utf-16be" ? "" : decodeLegacy(bytes, encoding);
}
