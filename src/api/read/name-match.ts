import { foldText } from "#src/domains/dictionary/fold.ts";
import type { Condition, Values } from "./filters.ts";

/** A search text against a name column: every word of the text begins a word of the name, accents or not. */
export interface NameMatch {
  /** Folded words of the search, each once. */
  readonly words: readonly string[];
  /**
   * What the trigram index on `hp_fold(name)` answers with least work: names that hold every word anywhere. It
   * lets through "Khoa" for "hoa"; {@link rank} sorts those out.
   */
  readonly holds: Condition;
  /** The search itself, as an index condition; two scans a word, because a name may begin with the word. */
  readonly begins: Condition;
  /**
   * SQL: 0 the very name, 1 the name without accents, 2 the words as typed, 3 the words without accents, 4 the
   * words in other places; null for a name that does not match. Reads columns `name` and `folded`.
   */
  readonly rank: Condition;
}

/** Trigrams need three letters: a shorter word is found only with the space before it, or at the beginning. */
const indexedLength = 3;

export function nameMatch(text: string, nameColumn: string): NameMatch {
  const typed = text.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim();
  const folded = foldText(text);
  const words = [...new Set(folded.split(" "))];
  const fold = `hp_fold(${nameColumn})`;
  const begins: Condition = (values) => words.map((word) => beginsWord(values, fold, word)).join(" and ");
  return {
    words,
    begins,
    holds: (values) =>
      words
        .map((word) =>
          word.length < indexedLength
            ? beginsWord(values, fold, word)
            : `${fold} like ${values.add(`%${escapeLike(word)}%`)}`,
        )
        .join(" and "),
    rank: (values) => `case
      when not (${words.map((word) => beginsWord(values, "folded", word)).join(" and ")}) then null
      when lower(name) = ${values.add(typed)} then 0
      when folded = ${values.add(folded)} then 1
      when ${beginsWord(values, "lower(name)", typed)} then 2
      when ${beginsWord(values, "folded", folded)} then 3
      else 4 end`,
  };
}

function beginsWord(values: Values, of: string, text: string): string {
  const pattern = escapeLike(text);
  return `(${of} like ${values.add(`${pattern}%`)} or ${of} like ${values.add(`% ${pattern}%`)})`;
}

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, "\\$&");

/** Whether a search text can find anything: it needs a letter or digit, and Postgres takes no U+0000. */
export const isSearchable = (text: string): boolean =>
  /[\p{L}\p{N}]/u.test(text) && text.length <= 200 && !text.includes("\u0000");
