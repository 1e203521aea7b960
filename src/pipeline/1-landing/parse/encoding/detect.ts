import { isAscii, isUtf8 } from "node:buffer";
import type { EncodingGuess, EncodingId } from "../types.ts";
import { wholeUtf8Length } from "../xml/decode.ts";
import { decodeLegacy, type LegacyEncoding } from "./decode-legacy.ts";
import { isVietnameseSyllable, toneCount } from "./syllables.ts";

/** Below this a person is asked. Six different words that fit one encoding only reach it. */
export const sureConfidence = 0.9;

export type Detection = {
  guess: EncodingGuess;
  /** All that came into question, best first. */
  candidates: EncodingGuess[];
  /** Some bytes of the file don't fit the guess; the cells that hold them will be listed. */
  damaged: boolean;
};

const legacyEncodings: LegacyEncoding[] = ["windows-1258", "tcvn3", "vni"];
/** Different words with bytes above ASCII looked at; the measure is settled long before. */
const maxWords = 4000;

/**
 * Looks at every byte of a text file, so a file that is ASCII for its first megabyte is not taken for
 * UTF-8 on that evidence alone.
 * Marks decide where there is one. Else valid UTF-8 is UTF-8: Vietnamese in another encoding is valid
 * UTF-8 by chance in fewer than one word of a thousand. Else the words are read in each legacy encoding
 * and the shares of possible Vietnamese syllables compared.
 */
export function detectEncoding(chunks: Iterable<Uint8Array>): Detection {
  const tally = new ByteTally();
  for (const chunk of chunks) tally.add(chunk);
  return tally.conclude();
}

class ByteTally {
  private head = new Uint8Array(0);
  private carry: Uint8Array = new Uint8Array(0);
  private size = 0;
  private sequences = 0;
  private badBytes = 0;
  private evenZeros = 0;
  private oddZeros = 0;
  private readonly words = new Set<string>();

  add(chunk: Uint8Array): void {
    if (this.size < 4) this.head = Buffer.concat([this.head, chunk.subarray(0, 4)]).subarray(0, 4);
    this.countZeros(chunk);
    this.size += chunk.length;
    const bytes = this.carry.length === 0 ? chunk : Buffer.concat([this.carry, chunk]);
    // Cut behind a byte that is no letter, so that neither a word nor a UTF-8 sequence is split.
    let cut = bytes.length;
    while (cut > 0 && isWordByte(bytes[cut - 1] ?? 0)) cut--;
    if (cut === 0 && bytes.length > 4096) cut = wholeUtf8Length(bytes);
    this.look(bytes.subarray(0, cut));
    this.carry = Buffer.from(bytes.subarray(cut));
  }

  conclude(): Detection {
    this.look(this.carry);
    const marked = this.byteOrderMark();
    if (marked !== undefined) {
      return {
        guess: marked,
        candidates: [marked],
        damaged: marked.encoding === "utf-8" && this.badBytes > 0,
      };
    }
    const wide = this.wideGuess();
    if (wide !== undefined) return { guess: wide, candidates: [wide], damaged: false };
    if (this.badBytes === 0) {
      const guess: EncodingGuess = { encoding: "utf-8", confidence: 1, byteOrderMark: false };
      return { guess, candidates: [guess], damaged: false };
    }
    const candidates = this.legacyGuesses();
    const share = this.sequences / (this.sequences + this.badBytes);
    candidates.push({ encoding: "utf-8", confidence: this.sequences > 20 ? share : 0, byteOrderMark: false });
    candidates.sort((a, b) => b.confidence - a.confidence);
    const guess = candidates[0] as EncodingGuess;
    return { guess, candidates, damaged: true };
  }

  private byteOrderMark(): EncodingGuess | undefined {
    const [a, b, c] = this.head;
    const of = (encoding: EncodingId): EncodingGuess => ({ encoding, confidence: 1, byteOrderMark: true });
    if (a === 0xef && b === 0xbb && c === 0xbf) return of("utf-8");
    if (a === 0xff && b === 0xfe) return of("utf-16le");
    if (a === 0xfe && b === 0xff) return of("utf-16be");
    return undefined;
  }

  /** UTF-16 without a mark: digits, delimiters and line ends are ASCII, so every second byte is often 0. */
  private wideGuess(): EncodingGuess | undefined {
    const pairs = this.size / 2;
    const high = Math.max(this.evenZeros, this.oddZeros);
    const low = Math.min(this.evenZeros, this.oddZeros);
    if (this.size < 4 || this.size % 2 === 1 || high < pairs * 0.5 || low > high * 0.02) return undefined;
    const encoding = this.oddZeros > this.evenZeros ? "utf-16le" : "utf-16be";
    return { encoding, confidence: 0.97, byteOrderMark: false };
  }

  private legacyGuesses(): EncodingGuess[] {
    const words = [...this.words];
    const fits = legacyEncodings.map((encoding) => words.map((word) => fitsEncoding(word, encoding)));
    return legacyEncodings.map((encoding, index) => {
      const own = fits[index] ?? [];
      const share = words.length === 0 ? 0 : own.filter(Boolean).length / words.length;
      // Words that only this encoding makes sense of are the evidence; the rest proves nothing.
      const only = own.filter((fit, at) => fit && fits.every((other, o) => o === index || !other[at])).length;
      const against = own.filter((fit, at) => !fit && fits.some((other) => other[at])).length;
      const evidence = only + against === 0 ? 0 : only / (only + against);
      // Sound UTF-8 beside it: the file was glued together from two encodings, and no one reading is right.
      const mixed = Math.min(1, (3 * this.sequences) / (this.sequences + this.badBytes));
      const confidence = share * evidence * (1 - 0.6 ** only) * (1 - mixed);
      return { encoding, confidence: Math.round(confidence * 1000) / 1000, byteOrderMark: false };
    });
  }

  private countZeros(chunk: Uint8Array): void {
    for (let at = chunk.indexOf(0); at >= 0; at = chunk.indexOf(0, at + 1)) {
      if ((this.size + at) % 2 === 0) this.evenZeros++;
      else this.oddZeros++;
    }
  }

  private look(bytes: Uint8Array): void {
    if (bytes.length === 0 || isAscii(bytes)) return;
    if (isUtf8(bytes)) {
      // Nearly every file, whole: two bytes or three a letter, so about one letter for 1.5 bytes more than letters.
      this.sequences += (bytes.length - Buffer.from(bytes).toString("utf8").length) / 1.5;
      return;
    }
    for (let at = 0; at < bytes.length; ) {
      if ((bytes[at] ?? 0) < 0x80) {
        at++;
        continue;
      }
      let start = at;
      while (start > 0 && isWordByte(bytes[start - 1] ?? 0)) start--;
      let end = at;
      while (end < bytes.length && isWordByte(bytes[end] ?? 0)) end++;
      this.lookAtWord(bytes.subarray(start, end));
      at = end;
    }
  }

  private lookAtWord(word: Uint8Array): void {
    for (let at = 0; at < word.length; ) {
      const length = sequenceLength(word, at);
      if (length === 0) this.badBytes++;
      else if (length > 1) this.sequences++;
      at += Math.max(1, length);
    }
    if (this.words.size < maxWords && word.length <= 24) this.words.add(Buffer.from(word).toString("latin1"));
  }
}

/** ASCII letters and everything above ASCII. */
function isWordByte(byte: number): boolean {
  return byte >= 0x80 || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
}

/** Length of the valid UTF-8 sequence here (RFC 3629 §4), 0 when there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const need =
    first >= 0xf0 && first <= 0xf4
      ? 4
      : first >= 0xe0 && first < 0xf0
        ? 3
        : first >= 0xc2 && first < 0xe0
          ? 2
          : 0;
  if (need === 0) return 0;
  for (let index = 1; index < need; index++) if (((bytes[at + index] ?? 0) & 0xc0) !== 0x80) return 0;
  const second = bytes[at + 1] ?? 0;
  const outOfRange =
    (first === 0xe0 && second < 0xa0) ||
    (first === 0xed && second > 0x9f) ||
    (first === 0xf0 && second < 0x90) ||
    (first === 0xf4 && second > 0x8f);
  return outOfRange ? 0 : need;
}

function fitsEncoding(latin: string, encoding: LegacyEncoding): boolean {
  const text = decodeLegacy(Buffer.from(latin, "latin1"), encoding);
  return toneCount(text) <= 1 && isVietnameseSyllable(text);
}
