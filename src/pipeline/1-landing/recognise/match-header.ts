import { cleanHeader, type HeaderText, readHeader } from "./header-text.ts";
import { WEAK_WORDS } from "./header-words.ts";
import { type Lexicon, type LexiconEntry, personsIn } from "./lexicon.ts";
import { isTypo } from "./similarity.ts";

/**
 * Confidence of a header being a name of the dictionary. Equality of some kind is accepted, mere likeness is
 * only proposed: everything under `likeness` stays below ACCEPT_CONFIDENCE.
 */
const CONFIDENCE = {
  same: 1,
  accentsLost: 0.97,
  /** Both carry accents, and not the same ones: `Năm` is not `Nam`. */
  accentsDiffer: 0.84,
  sameMeaning: 0.95,
  sameButWeakWords: 0.93,
  typo: 0.88,
  /** An abbreviation that may be read in several ways, before the values are looked at. */
  ambiguous: 0.82,
  /** The group over the header is left out: `Sức khỏe › Nhóm máu`. */
  withoutGroup: 0.93,
  /** Left out although a word of it leads to another column. */
  withoutRivalGroup: 0.7,
  likeness: 0.79,
} as const;

const MIN_LIKENESS = 0.6;

function weightOf(token: string, self: ReadonlySet<string>): number {
  return WEAK_WORDS.has(token) || self.has(token) ? 0.25 : 1;
}

/** Tokens of a header found in a name, a typo counting as found; a word the dictionary knows is no typo. */
function shared(
  header: readonly string[],
  name: readonly string[],
  lexicon: Lexicon,
): { found: string[]; typos: number } {
  const found: string[] = [];
  let typos = 0;
  for (const token of header) {
    if (name.includes(token)) found.push(token);
    else if (!lexicon.byToken.has(token) && name.some((other) => isTypo(token, other))) {
      found.push(token);
      typos += 1;
    }
  }
  return { found, typos };
}

function compareTokens(header: readonly string[], name: readonly string[], lexicon: Lexicon): number {
  const strangers = personsIn(header).filter((person) => !name.includes(person) && !lexicon.self.has(person));
  const missing = personsIn(name).filter((person) => !header.includes(person) && !lexicon.self.has(person));
  if (strangers.length > 0 || missing.length > 0) return 0;
  const { found, typos } = shared(header, name, lexicon);
  const sum = (tokens: readonly string[]) =>
    tokens.reduce((total, token) => total + weightOf(token, lexicon.self), 0);
  const strong = (tokens: readonly string[]) => tokens.filter((token) => weightOf(token, lexicon.self) === 1);
  if (strong(found).length === 0) return 0;
  const allFound =
    strong(found).length === strong(header).length && strong(found).length === strong(name).length;
  if (allFound) {
    if (typos > 0) return CONFIDENCE.typo;
    return header.length === name.length && found.length === name.length
      ? CONFIDENCE.sameMeaning
      : CONFIDENCE.sameButWeakWords;
  }
  const likeness = (2 * sum(found)) / (sum(header) + sum(name));
  return likeness >= MIN_LIKENESS ? CONFIDENCE.likeness * likeness : 0;
}

function compare(header: HeaderText, entry: LexiconEntry, lexicon: Lexicon): number {
  if (header.plain === entry.name.plain) return CONFIDENCE.same;
  if (header.folded === entry.name.folded && header.folded !== "") {
    return header.hasAccents && entry.name.hasAccents ? CONFIDENCE.accentsDiffer : CONFIDENCE.accentsLost;
  }
  let best = 0;
  for (const reading of header.readings) {
    for (const name of entry.name.readings) {
      const score = compareTokens(reading, name, lexicon);
      best = Math.max(best, header.readings.length > 1 ? Math.min(score, CONFIDENCE.ambiguous) : score);
    }
  }
  return best;
}

/** Columns a text may name, with confidence; a column's best name counts. Slips are put right and count less. */
function matchText(header: HeaderText, lexicon: Lexicon): Map<string, number> {
  const scores = matchAsWritten(header, lexicon);
  if ([...scores.values()].some((score) => score > CONFIDENCE.typo)) return scores;
  const corrected = header.folded.split(" ").map(lexicon.correctWord).join(" ");
  if (corrected === header.folded) return scores;
  for (const [column, score] of matchAsWritten(readHeader(corrected), lexicon)) {
    const confidence = Math.min(score, CONFIDENCE.typo);
    if (confidence > (scores.get(column) ?? 0)) scores.set(column, confidence);
  }
  return scores;
}

function matchAsWritten(header: HeaderText, lexicon: Lexicon): Map<string, number> {
  const scores = new Map<string, number>();
  const entries = new Set<LexiconEntry>([
    ...(lexicon.byPlain.get(header.plain) ?? []),
    ...(lexicon.byFolded.get(header.folded) ?? []),
  ]);
  const tokens = new Set(header.readings.flat().flatMap((token) => lexicon.nearTokens(token)));
  for (const token of tokens) {
    for (const entry of lexicon.byToken.get(token) ?? []) entries.add(entry);
  }
  for (const entry of entries) {
    const score = compare(header, entry, lexicon);
    if (score > (scores.get(entry.column) ?? 0)) scores.set(entry.column, score);
  }
  return scores;
}

/** Parts of a header as one text; each is cleaned by itself, so that `cha.hoTen` reads `cha ho Ten`. */
function wholeText(path: readonly string[]): string {
  return path.map(cleanHeader).join(" ");
}

/** A text that is a name as it stands, however typed; no likeness is looked for. */
export function isKnownName(path: readonly string[], lexicon: Lexicon): boolean {
  const header = readHeader(wholeText(path));
  return lexicon.byPlain.has(header.plain) || (header.folded !== "" && lexicon.byFolded.has(header.folded));
}

/** The words of the group are met by another column's name: then the group is not mere decoration. */
function leadsElsewhere(group: HeaderText, whole: ReadonlyMap<string, number>, column: string): boolean {
  if (group.readings.every((reading) => reading.length === 0)) return false;
  return [...whole].some(([other, confidence]) => other !== column && confidence >= CONFIDENCE.typo);
}

/** The group says whose the values are, and the part under it doesn't say it again. */
function namesPerson(group: HeaderText, last: HeaderText, lexicon: Lexicon): boolean {
  const again = new Set(last.readings.flatMap(personsIn));
  const persons = group.readings.flatMap(personsIn).filter((person) => !lexicon.self.has(person));
  return persons.length > 0 && (again.size === 0 || [...again].some((person) => !persons.includes(person)));
}

/** Candidate columns of a header path, group first: `["Cha", "Họ tên"]`. */
function computeMatch(path: readonly string[], lexicon: Lexicon): Map<string, number> {
  const scores = matchText(readHeader(wholeText(path)), lexicon);
  const last = path.at(-1);
  if (path.length < 2 || last === undefined) return scores;
  const group = readHeader(wholeText(path.slice(0, -1)));
  const part = readHeader(last);
  if (namesPerson(group, part, lexicon)) return scores;
  for (const [column, score] of matchText(part, lexicon)) {
    const factor = leadsElsewhere(group, scores, column)
      ? CONFIDENCE.withoutRivalGroup
      : CONFIDENCE.withoutGroup;
    if (score * factor > (scores.get(column) ?? 0)) scores.set(column, score * factor);
  }
  return scores;
}

const cache = new WeakMap<Lexicon, Map<string, ReadonlyMap<string, number>>>();
/** Headers repeat over thousands of files; data rows tried as headers don't, hence the bound. */
const CACHE_SIZE = 5_000;

/** {@link computeMatch}, remembered per intake. */
export function matchHeader(path: readonly string[], lexicon: Lexicon): ReadonlyMap<string, number> {
  let known = cache.get(lexicon);
  if (known === undefined) {
    known = new Map();
    cache.set(lexicon, known);
  }
  const key = path.join("\u0000");
  let scores = known.get(key);
  if (scores === undefined) {
    scores = computeMatch(path, lexicon);
    if (known.size >= CACHE_SIZE) known.clear();
    known.set(key, scores);
  }
  return scores;
}
