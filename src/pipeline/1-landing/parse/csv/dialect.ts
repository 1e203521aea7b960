import { CsvTokenizer } from "./tokenizer.ts";

const delimiters = [";", ",", "\t", "|"] as const;
export type Delimiter = (typeof delimiters)[number];

export type DialectGuess = { delimiter: Delimiter; confidence: number; columns: number };
/** `regular`: lines on which a record of the commonest width starts. */
type Guess = DialectGuess & { regular: ReadonlySet<number> };

/** Below this lead over the next best a person is asked. */
const clearLead = 0.12;
/** Digits and every sign that may stand between or inside numbers: no name of a column. */
const numeric = /^[\d.,;|\s-]*$/;

/**
 * Which delimiter cuts the head of the file into the most regular table. Every delimiter is tried with
 * the real tokenizer: share of records of the commonest width, less for text behind closing quotes (a
 * sign of a wrong delimiter) and for a first line of another width (decimal commas cut all lines but
 * the header), a little more for more columns. In a short list of one commune every address may have the
 * same number of commas; then the sign that also cuts the header, into no fewer columns, is the delimiter.
 * @param head decoded text from the start of the file, 64,000 characters are plenty
 * @param whole the head is the whole file
 * @returns best first; `sure` when no person need be asked
 */
export function detectDelimiter(head: string, whole: boolean): { guesses: DialectGuess[]; sure: boolean } {
  const guesses = delimiters.map((delimiter) => guess(head, whole, delimiter));
  guesses.sort((a, b) => b.confidence - a.confidence);
  const [first, second] = guesses;
  const sure =
    first === undefined ||
    second === undefined ||
    first.columns <= 1 ||
    first.confidence - second.confidence >= clearLead ||
    guesses.slice(1).every((other) => explainsMore(first, other));
  return { guesses: guesses.map(({ regular: _, ...found }) => found), sure };
}

/** Cuts all records that the other sign cuts alike, and more of them, into no fewer columns. */
function explainsMore(one: Guess, other: Guess): boolean {
  return (
    one.columns >= other.columns &&
    one.regular.size > other.regular.size &&
    other.regular.isSubsetOf(one.regular)
  );
}

function guess(head: string, whole: boolean, delimiter: Delimiter): Guess {
  const widths: number[] = [];
  const lines: number[] = [];
  let stray = 0;
  let headless = 0;
  let firstFields: string[] = [];
  const tokenizer = new CsvTokenizer(delimiter, 1000, (record) => {
    if (record.fields.length === 1 && record.fields[0]?.trim() === "") return;
    if (widths.length === 0) firstFields = [...record.fields];
    widths.push(record.fields.length);
    lines.push(record.line);
    stray += record.stray.length > 0 ? 1 : 0;
  });
  tokenizer.push(head);
  // The last record of a part of a file is cut off.
  if (whole) tokenizer.end();
  const columns = widths.length === 0 ? 1 : commonest(widths);
  if (columns === 1) return { delimiter, confidence: 0, columns, regular: new Set() };
  const regular = new Set(lines.filter((_, at) => widths[at] === columns));
  const share = regular.size / widths.length;
  if (firstFields.length !== columns) headless += 0.3;
  else if (firstFields.every((field) => numeric.test(field.trim()))) headless += 0.15;
  const confidence = share * (1 - stray / widths.length) * 0.8 + 0.2 * (1 - 1 / columns) - headless;
  return { delimiter, confidence: Math.max(0, Math.round(confidence * 1000) / 1000), columns, regular };
}

export function commonest(widths: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  let best = 1;
  let bestCount = 0;
  for (const [width, count] of counts) {
    if (count > bestCount || (count === bestCount && width > best)) {
      best = width;
      bestCount = count;
    }
  }
  return best;
}

/** Excel's own hint: a first line `sep=;`. */
export function readSepLine(head: string): Delimiter | undefined {
  const match = /^"?sep=([;,\t|])"?(?:\r|\n|$)/i.exec(head);
  return delimiters.find((delimiter) => delimiter === match?.[1]);
}
