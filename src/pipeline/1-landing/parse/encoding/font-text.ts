import type { CellText } from "../types.ts";
import { decodeLegacy } from "./decode-legacy.ts";
import { isVietnameseSyllable, toneCount } from "./syllables.ts";

/**
 * Text typed with an old Vietnamese font (.VnTime, VNI-Times) into a Unicode program: the file is sound
 * Unicode, but each character only stands for the byte the font drew as a letter ("NguyÔn V¨n An").
 * Old Excel files of Hải Dương schools are full of it, and no encoding detection can see it.
 */
export type FontEncoding = "tcvn3" | "vni";
export const fontEncodings: FontEncoding[] = ["tcvn3", "vni"];

/** So many different words that are a syllable only when read through the font … */
const minEvidence = 3;
/** … and so large a part of all words above ASCII make it a question for a person. */
const minShare = 0.05;
const maxWords = 5000;

/** The text read through the font; unchanged where it holds characters the font has no letter for. */
export function readThroughFont(text: string, encoding: FontEncoding): string {
  if (!/[\u00a1-\u00ff]/.test(text) || /[^\0-\x7f\u00a0-\u00ff]/.test(text)) return text;
  const read = decodeLegacy(Buffer.from(text, "latin1"), encoding);
  return read.includes("\ufffd") ? text : read;
}

export type FontSuspicion = { encoding: FontEncoding; confidence: number; sample: string };

/** Collects words while rows pass and says at the end whether they were typed with an old font. */
export class FontWatch {
  private readonly words = new Set<string>();
  private readonly samples = new Map<FontEncoding, string>();

  look(cells: readonly CellText[]): void {
    if (this.words.size >= maxWords) return;
    for (const text of cells) {
      if (text === null || !/[\u00a1-\u1ef9]/.test(text)) continue;
      for (const word of text.match(/[a-z\u00a1-\u1ef9]+/gi) ?? []) {
        if (word.length > 10 || !/[\u00a1-\u1ef9]/.test(word) || this.words.has(word)) continue;
        this.words.add(word);
        for (const encoding of fontEncodings) {
          if (!this.samples.has(encoding) && onlyThroughFont(word, encoding)) {
            this.samples.set(encoding, readThroughFont(text, encoding).slice(0, 120));
          }
        }
      }
    }
  }

  /** Best first; empty when the text is what it seems. */
  suspicions(): FontSuspicion[] {
    const words = [...this.words];
    return fontEncodings
      .map((encoding): FontSuspicion & { evidence: number } => {
        const evidence = words.filter((word) => onlyThroughFont(word, encoding)).length;
        const confidence = Math.round((evidence / Math.max(1, words.length)) * 1000) / 1000;
        return { encoding, confidence, evidence, sample: this.samples.get(encoding) ?? "" };
      })
      .filter(({ evidence, confidence }) => evidence >= minEvidence && confidence >= minShare)
      .map(({ encoding, confidence, sample }) => ({ encoding, confidence, sample }))
      .sort((a, b) => b.confidence - a.confidence);
  }
}

function onlyThroughFont(word: string, encoding: FontEncoding): boolean {
  if (isSyllable(word)) return false;
  const read = readThroughFont(word, encoding);
  return read !== word && isSyllable(read);
}

function isSyllable(word: string): boolean {
  return toneCount(word) <= 1 && isVietnameseSyllable(word);
}
