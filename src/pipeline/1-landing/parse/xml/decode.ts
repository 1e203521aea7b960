import { isAscii, isUtf8 } from "node:buffer";
import { TextDecoder } from "node:util";
import { Refusal } from "../refusal.ts";

/**
 * Bytes of an XML part → text, in pieces of any size. UTF-8 unless a byte order mark says UTF-16
 * (Excel writes UTF-8 only; the standard allows both). Anything not valid is refused, never replaced.
 * ASCII, which is all of a sheet that uses shared strings, takes the one-byte path: half the memory
 * and twice the speed of two-byte strings.
 * @throws Refusal xml-encoding
 */
export class XmlDecoder {
  private carry: Uint8Array | undefined;
  private mode: "unknown" | "utf-8" | "utf-16" = "unknown";
  private utf16: TextDecoder | undefined;

  push(chunk: Uint8Array): string {
    const bytes = this.carry === undefined ? chunk : Buffer.concat([this.carry, chunk]);
    this.carry = undefined;
    if (this.mode === "unknown") {
      // The declaration must be seen whole, however small the pieces are.
      if (bytes.length < 256 && !bytes.includes(0x3e)) {
        this.carry = bytes;
        return "";
      }
      return this.start(bytes);
    }
    return this.decode(bytes);
  }

  end(): string {
    const rest = this.carry ?? new Uint8Array(0);
    this.carry = undefined;
    if (this.mode === "unknown") return this.start(rest) + this.end();
    if (this.mode === "utf-16") return this.decodeUtf16(rest, false);
    if (rest.length > 0) throw new Refusal("xml-encoding", "UTF-8 cut off");
    return "";
  }

  private start(bytes: Uint8Array): string {
    const [a, b, c] = bytes;
    if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) {
      this.mode = "utf-16";
      this.utf16 = new TextDecoder(a === 0xff ? "utf-16le" : "utf-16be", { fatal: true });
      return this.decode(bytes);
    }
    this.mode = "utf-8";
    const body = a === 0xef && b === 0xbb && c === 0xbf ? bytes.subarray(3) : bytes;
    const head = Buffer.from(body.subarray(0, 200)).toString("latin1");
    const declared = /^<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1];
    if (declared !== undefined && !/^(utf-?8|us-ascii)$/i.test(declared))
      throw new Refusal("xml-encoding", declared);
    return this.decode(body);
  }

  private decode(bytes: Uint8Array): string {
    if (this.mode === "utf-16") return this.decodeUtf16(bytes, true);
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    if (isAscii(buffer)) return buffer.toString("latin1");
    const whole = wholeUtf8Length(buffer);
    const body = buffer.subarray(0, whole);
    if (!isUtf8(body)) throw new Refusal("xml-encoding", "not UTF-8");
    if (whole < buffer.length) this.carry = buffer.subarray(whole);
    return body.toString("utf8");
  }

  private decodeUtf16(bytes: Uint8Array, stream: boolean): string {
    try {
      return this.utf16?.decode(bytes, { stream }) ?? "";
    } catch {
      throw new Refusal("xml-encoding", "not UTF-16");
    }
  }
}

/** Length without a character cut off at the end (at most 3 bytes less). */
export function wholeUtf8Length(bytes: Uint8Array): number {
  const length = bytes.length;
  for (let back = 1; back <= Math.min(3, length); back++) {
    const byte = bytes[length - back] ?? 0;
    if (byte < 0x80) return length;
    if (byte >= 0xc0) {
      const need = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return need > back ? length - back : length;
    }
  }
  return length;
}
