import type { CellText } from "../types.ts";
import { decodeLegacy } from "./decode-legacy.ts";
import { isVietnameseSyllable, toneCount } from "./syllables.ts";

/**
 * Text typed with an old Vietnamese font (.VnTime, VNI-Times) into a Unicode program: the file is sound
 * Unicode, but each character only stands for the byte the font drew as a letter ("NguyÔn V¨n An").
 * Old Excel files of Hải Dương schools are full of it, and no encoding detection can see it.
 */
export type FontEncoding = "tcvn3" | "vni";
const fontEncodings: FontEncoding[] = ["tcvn3", "vni"];

/** So many different words that are a syllable only when read through the font … */
const minWords = 3;
/** … in so large a part of all cells above ASCII make it a question for a person. */
const minShare = 0.05;

/** The text read through the font; unchanged where it holds characters the font has no letter for. */
export function readThroughFont(text: string, encoding: FontEncoding): string {
  if (!/[\u00a1-\u00ff]/.test(text) || /[^\0-\x7f\u00a0-\u00ff]/.test(text)) return text;
  const read = decodeLegacy(Buffer.from(text, "latin1"), encoding);
  return read.includes("\ufffd") ? text : read;
}

export type FontSuspicion = { encoding: FontEncoding; confidence: number; sample: string };

/** Counts cells while rows pass and says at the end whether they were typed with an old font. */
export class FontWatch {
  /** Cells with anything above ASCII. */
  private cells = 0;
  private readonly found = fontEncodings.map((encoding) => ({
    encoding,
    cells: 0,
    words: new Set<string>(),
    sample: "",
  }));
  /** Word → the fonts (bit by bit) that alone make a syllable of it. */
  private readonly known = new Map<string, number>();

  look(cells: readonly CellText[]): void {
    for (const text of cells) {
      if (text === null || !/[\u00a1-\u1ef9]/.test(text)) continue;
      this.cells++;
      // A letter no old font could give: real Unicode, which is the rule.
      if (!/[\u0100-\u1ef9]/.test(text)) this.lookAt(text);
    }
  }

  private lookAt(text: string): void {
    let fonts = 0;
    for (const word of text.match(/[a-z]*[\u00a1-\u00ff][a-z\u00a1-\u00ff]*/gi) ?? []) {
      let mask = this.known.get(word);
      if (mask === undefined) {
        mask = fontEncodings.reduce(
          (bits, encoding, at) => bits | (onlyThroughFont(word, encoding) ? 1 << at : 0),
          0,
        );
        if (this.known.size < 20_000) this.known.set(word, mask);
      }
      this.found.forEach(({ words }, at) => {
        if ((mask ?? 0) & (1 << at) && words.size < minWords) words.add(word);
      });
      fonts |= mask;
    }
    this.found.forEach((font, at) => {
      if (!(fonts & (1 << at))) return;
      font.cells++;
      if (font.sample === "") font.sample = readThroughFont(text, font.encoding).slice(0, 120);
    });
  }

  /** Best first; empty when the text is what it seems. */
  suspicions(): FontSuspicion[] {
    return this.found
      .filter(({ cells, words }) => words.size >= minWords && cells >= this.cells * minShare)
      .map(({ encoding, cells, sample }) => ({
        encoding,
        confidence: Math.round((cells / this.cells) * 1000) / 1000,
        sample,
      }))
      .sort((a, b) => b.confidence - a.confidence);
  }
}

function onlyThroughFont(word: string, encoding: FontEncoding): boolean {
  if (word.length > 10) return false;
  if (isSyllable(word)) return false;
  const read = readThroughFont(word, encoding);
  return read !== word && isSyllable(read);
}

function isSyllable(word: string): boolean {
  return toneCount(word) <= 1 && isVietnameseSyllable(word);
}
