import type { Field } from "#src/domains/dictionary/field.ts";
import type { Intake } from "#src/domains/dictionary/intake.ts";
import { humanise } from "#src/domains/dictionary/text.ts";
import { cleanHeader, type HeaderText, readName } from "./header-text.ts";
import { CONCEPTS, PERSON_WORDS, WEAK_WORDS } from "./header-words.ts";
import { editDistance, isTypo } from "./similarity.ts";

/** One name of one column, ready to be compared. */
export interface LexiconEntry {
  readonly column: string;
  readonly name: HeaderText;
}

/** All names of an intake's columns. */
export interface Lexicon {
  readonly intake: Intake;
  readonly byPlain: ReadonlyMap<string, readonly LexiconEntry[]>;
  readonly byFolded: ReadonlyMap<string, readonly LexiconEntry[]>;
  /** Token → names that hold it; weak words are left out. */
  readonly byToken: ReadonlyMap<string, readonly LexiconEntry[]>;
  /** Known tokens that a token may be a slip of; itself when it is known. */
  nearTokens(token: string): readonly string[];
  /** A misspelt word of a header put right, where only one word of the intake's names is near; else itself. */
  correctWord(word: string): string;
  /** Persons the rows are about: `@learner` in a list of pupils. Their word may be left out or added. */
  readonly self: ReadonlySet<string>;
}

function namesOf(column: string, field: Field): string[] {
  const title = field.info.title;
  const names = [...(field.info.aliases ?? []), humanise(column)];
  if (title !== undefined) names.push(title.vi, title.en);
  return names;
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function findSelf(intake: Intake, entries: readonly LexiconEntry[]): Set<string> {
  const keys = new Set([...intake.rowKey, ...intake.signature.flat()]);
  const self = new Set<string>();
  for (const entry of entries) {
    if (!keys.has(entry.column)) continue;
    for (const token of entry.name.readings.flat()) {
      if (token === "@learner" || token === "@staff") self.add(token);
    }
  }
  // A list of assignments is about teachers and pupils' classes alike; a list of classes is about nobody.
  return self.size === 1 ? self : new Set();
}

const REMEMBERED_TOKENS = 10_000;

function rememberNearTokens(vocabulary: readonly string[]): (token: string) => readonly string[] {
  const remembered = new Map(vocabulary.map((token) => [token, [token]]));
  return (token) => {
    let near = remembered.get(token);
    if (near === undefined) {
      near = vocabulary.filter((known) => isTypo(token, known));
      if (remembered.size < vocabulary.length + REMEMBERED_TOKENS) remembered.set(token, near);
    }
    return near;
  };
}

const conceptWords = Object.values(CONCEPTS).flatMap((phrases) =>
  phrases.flatMap((phrase) => phrase.split(" ")),
);

/** A slip inside a word: one edit in five letters; of four letters only two that changed places. */
function isSlip(word: string, known: string): boolean {
  if (isTypo(word, known)) return true;
  return (
    word.length === 4 &&
    known.length === 4 &&
    sorted(word) === sorted(known) &&
    editDistance(word, known, 1) === 1
  );
}

function sorted(word: string): string {
  return [...word].sort().join("");
}

function rememberCorrections(entries: readonly LexiconEntry[]): (word: string) => string {
  const known = new Set([...conceptWords, ...entries.flatMap(({ name }) => name.folded.split(" "))]);
  const remembered = new Map<string, string>();
  return (word) => {
    if (word.length < 4 || known.has(word)) return word;
    let corrected = remembered.get(word);
    if (corrected === undefined) {
      const near = [...known].filter((other) => isSlip(word, other));
      corrected = near.length === 1 ? (near[0] ?? word) : word;
      if (remembered.size < REMEMBERED_TOKENS) remembered.set(word, corrected);
    }
    return corrected;
  };
}

function buildLexicon(intake: Intake): Lexicon {
  const byPlain = new Map<string, LexiconEntry[]>();
  const byFolded = new Map<string, LexiconEntry[]>();
  const byToken = new Map<string, LexiconEntry[]>();
  const entries: LexiconEntry[] = [];
  for (const [column, field] of Object.entries(intake.columns)) {
    const seen = new Set<string>();
    for (const raw of namesOf(column, field)) {
      // `diaChi › xaPhuong` is cleaned part by part, as the header of a file is.
      const name = readName(raw.split("›").map(cleanHeader).join(" "));
      if (name.plain === "" || seen.has(name.plain)) continue;
      seen.add(name.plain);
      const entry = { column, name };
      entries.push(entry);
      push(byPlain, name.plain, entry);
      push(byFolded, name.folded, entry);
      for (const token of new Set(name.readings.flat()))
        if (!WEAK_WORDS.has(token)) push(byToken, token, entry);
    }
  }
  return {
    intake,
    byPlain,
    byFolded,
    byToken,
    nearTokens: rememberNearTokens([...byToken.keys()]),
    correctWord: rememberCorrections(entries),
    self: findSelf(intake, entries),
  };
}

const built = new WeakMap<Intake, Lexicon>();

/** The lexicon of an intake; built once, intakes never change. */
export function getLexicon(intake: Intake): Lexicon {
  const known = built.get(intake);
  if (known !== undefined) return known;
  const lexicon = buildLexicon(intake);
  built.set(intake, lexicon);
  return lexicon;
}

export function personsIn(tokens: readonly string[]): string[] {
  return tokens.filter((token) => PERSON_WORDS.has(token));
}
