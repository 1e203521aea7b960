import { foldHeader } from "#src/domains/dictionary/fold.ts";
import { remembered } from "#src/domains/dictionary/remembered.ts";
import {
  ACCENTED_WORDS,
  AMBIGUOUS_WORDS,
  BRACKET_HINTS,
  CONCEPTS,
  PERSON_WORDS,
  SHORT_WORDS,
  STOP_WORDS,
} from "./header-words.ts";

/** A header as it is compared: from exactly as written down to what it means. */
export interface HeaderText {
  /** NFC, lower case, letters and digits with single spaces between, accents kept. */
  readonly plain: string;
  readonly folded: string;
  readonly hasAccents: boolean;
  /** Meaning as tokens; several when an abbreviation can be read in several ways. */
  readonly readings: readonly (readonly string[])[];
}

const phrases: readonly { readonly words: readonly string[]; readonly token: string }[] = Object.entries(
  CONCEPTS,
)
  .flatMap(([token, list]) => list.map((phrase) => ({ words: phrase.split(" "), token })))
  .sort((a, b) => b.words.length - a.words.length);

const phrasesByFirstWord = Map.groupBy(phrases, (phrase) => phrase.words[0] ?? "");

const ACCENT = /[^\p{ASCII}]/u;

/** Line breaks, stars and filling hints in brackets taken away; `hoTen` and `ho_ten` become `ho Ten`, `ho ten`. */
export const cleanHeader = remembered((raw: string): string => {
  let header = raw
    .normalize("NFC")
    .replace(/[\s\u00a0\u200b-\u200d\ufeff]+/g, " ")
    .trim();
  header = header.replace(/[([{]([^)\]}]*)[)\]}]/g, (whole, inner: string) => {
    const hint = foldHeader(inner);
    const isHint =
      hint === "" || BRACKET_HINTS.some((start) => hint === start || hint.startsWith(`${start} `));
    return isHint ? " " : whole;
  });
  header = header.replace(/[*:;.,\s]+$/g, "").replace(/^[*\s]+/, "");
  if (!header.includes(" ")) header = header.replace(/_+/g, " ").replace(/(\p{Ll}|\d)(\p{Lu})/gu, "$1 $2");
  return header.replace(/\s+/g, " ").trim();
});

function expand(
  words: readonly string[],
  choicesOf: Readonly<Record<string, readonly string[]>>,
): string[][] {
  let readings: string[][] = [[]];
  for (const word of words) {
    const choices = choicesOf[word] ?? [SHORT_WORDS[word] ?? word];
    readings = readings.flatMap((reading) => choices.map((choice) => [...reading, ...choice.split(" ")]));
  }
  return readings;
}

function toTokens(words: readonly string[]): string[] {
  const tokens = new Set<string>();
  for (let at = 0; at < words.length; ) {
    const found = phrasesByFirstWord
      .get(words[at] ?? "")
      ?.find((phrase) => phrase.words.every((word, offset) => words[at + offset] === word));
    const word = words[at] ?? "";
    if (found !== undefined) tokens.add(found.token);
    else if (!STOP_WORDS.has(word)) tokens.add(word);
    at += found?.words.length ?? 1;
  }
  return [...tokens];
}

/** `Tên cha` is mostly the whole name, `Tên học sinh` may be either. */
function withWholeName(tokens: readonly string[]): string[][] {
  const others = tokens.filter((token) => token !== "ten");
  const isPersonsName = others.length < tokens.length && others.length > 0;
  if (!isPersonsName || others.some((token) => !PERSON_WORDS.has(token))) return [[...tokens]];
  return [[...tokens], [...others, "@name"]];
}

function wordsOf(plain: string): string[] {
  return plain
    .split(/[^\p{L}\p{N}/]+/u)
    .flatMap((word) => (word in ACCENTED_WORDS ? [word] : word.split("/")))
    .map((word) => ACCENTED_WORDS[word] ?? word)
    .flatMap((word) => (word.includes("_") ? [word] : foldHeader(word).split(" ")))
    .filter((word) => word !== "");
}

function parse(
  raw: string,
  choices: Readonly<Record<string, readonly string[]>>,
  wholeNames: boolean,
): HeaderText {
  const cleaned = cleanHeader(raw);
  const lower = cleaned.toLowerCase();
  const plain = lower.replace(/[^\p{L}\p{N}\p{M}]+/gu, " ").trim();
  const readings = expand(wordsOf(lower), choices)
    .map(toTokens)
    .flatMap((tokens) => (wholeNames ? withWholeName(tokens) : [tokens]));
  const distinct = new Map(readings.map((reading) => [[...reading].sort().join(" "), reading]));
  return {
    plain,
    folded: foldHeader(cleaned),
    hasAccents: ACCENT.test(plain),
    readings: [...distinct.values()],
  };
}

/** A header of a file, in every way it can be read. */
export const readHeader = remembered((raw) => parse(raw, AMBIGUOUS_WORDS, true));

/** A name the dictionary declares: it means one thing. */
export function readName(raw: string): HeaderText {
  return parse(raw, {}, false);
}
