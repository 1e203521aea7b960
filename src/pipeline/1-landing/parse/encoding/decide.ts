import { Refusal } from "../refusal.ts";
import type { EncodingGuess, ParseOptions, Question } from "../types.ts";
import { type Detection, detectEncoding, sureConfidence } from "./detect.ts";
import { textChunks } from "./text-chunks.ts";

const headChars = 64_000;

/**
 * The encoding of a text file: what the person said, else what the bytes say when they say it clearly.
 * @throws Refusal encoding-unsure, with the candidates and how the text would read in each
 */
export function decideEncoding(
  open: () => Iterable<Uint8Array>,
  part: string | null,
  options: ParseOptions,
): Detection {
  const found = detectEncoding(open());
  if (options.encoding !== undefined) {
    const guess: EncodingGuess = {
      encoding: options.encoding,
      confidence: 1,
      byteOrderMark: found.guess.byteOrderMark,
    };
    return { guess, candidates: [guess], damaged: true };
  }
  if (found.guess.confidence >= sureConfidence) return found;
  const candidates = found.candidates.map(({ encoding, confidence }) => ({
    value: encoding,
    confidence,
    sample: sampleLine(firstText(open, encoding).text),
  }));
  const question: Question = { code: "encoding-unsure", part, candidates };
  throw new Refusal("encoding-unsure", candidates.map(({ value }) => value).join(", "), {}, [question]);
}

/** The first line that is not plain ASCII: the one a person can judge by. */
function sampleLine(text: string): string {
  const lines = text.split(/\r\n?|\n/);
  return (lines.find((line) => /[^\0-\x7f]/.test(line)) ?? lines[0] ?? "").slice(0, 120);
}

/** The first 64,000 characters or so, and whether that is all of it. */
export function firstText(
  open: () => Iterable<Uint8Array>,
  encoding: EncodingGuess["encoding"],
): { text: string; whole: boolean } {
  let text = "";
  for (const piece of textChunks(open(), encoding)) {
    text += piece;
    if (text.length > headChars) return { text: text.slice(0, headChars), whole: false };
  }
  return { text, whole: true };
}
