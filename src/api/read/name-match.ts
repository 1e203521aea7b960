import { foldText } from "#src/domains/dictionary/fold.ts";
import type { Condition, Values } from "./filters.ts";

/**
 * How the words of a search stand for words of a name, accents or not. `whole`: every word but the last is a word of
 * the name, the last begins one ("thi ho" finds Thị Hoa, not Thịnh Hoà). `begins`: every word begins one; asked only
 * where `whole` finds nobody ("ng th ho").
 */
export type MatchForm = "whole" | "begins";

/** A search text against a name column. */
export interface NameMatch {
  /** Folded words of the search, each once. */
  readonly words: readonly string[];
  /** The search as a condition on the index over `hp_name_keys(name)`; exact, nothing is left to sort out. */
  readonly found: Condition;
  /**
   * SQL: 0 the very name, 1 the name without accents, 2 the words as typed, 3 the words without accents, 4 the
   * words in other places; null for a name that does not match. Reads columns `name` and `folded`.
   */
  readonly rank: Condition;
}

export function nameMatch(text: string, nameColumn: string, form: MatchForm): NameMatch {
  const typed = text.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim();
  const folded = foldText(text);
  const words = [...new Set(folded.split(" "))];
  const matches = (values: Values): string =>
    words
      .map((word, at) =>
        form === "whole" && at < words.length - 1
          ? `' ' || folded || ' ' like ${values.add(`% ${escapeLike(word)} %`)}`
          : beginsWord(values, "folded", word),
      )
      .join(" and ");
  return {
    words,
    found: (values) => `hp_name_keys(${nameColumn}) @@ ${values.add(keyQuery(words, form))}::tsquery`,
    rank: (values) => `case
      when not (${matches(values)}) then null
      when lower(name) = ${values.add(typed)} then 0
      when folded = ${values.add(folded)} then 1
      when ${beginsWord(values, "lower(name)", typed)} then 2
      when ${beginsWord(values, "folded", folded)} then 3
      else 4 end`,
  };
}

/** The tsquery over `hp_name_keys`: pairs where words are whole, for a pair is far rarer than either word. */
function keyQuery(words: readonly string[], form: MatchForm): string {
  const lexeme = (text: string) => `'${text.replace(/['\\]/g, "$&$&")}'`;
  if (form === "begins" || words.length === 1) return words.map((word) => `${lexeme(word)}:*`).join(" & ");
  const pairs = words.flatMap((second, b) =>
    words.slice(0, b).map((first) => `${lexeme(`=${first} ${second}`)}${b === words.length - 1 ? ":*" : ""}`),
  );
  return pairs.join(" & ");
}

function beginsWord(values: Values, of: string, text: string): string {
  const pattern = escapeLike(text);
  return `(${of} like ${values.add(`${pattern}%`)} or ${of} like ${values.add(`% ${pattern}%`)})`;
}

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, "\\$&");

/** Whether a search text can find anything: it needs a letter or digit, and Postgres takes no U+0000. */
export const isSearchable = (text: string): boolean =>
  /[\p{L}\p{N}]/u.test(text) && text.length <= 200 && !text.includes("\u0000");
