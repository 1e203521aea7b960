import type { CodeSet } from "#src/domains/dictionary/code-set.ts";
import { foldHeader } from "#src/domains/dictionary/fold.ts";

/** From what files contain to the code, for one code set. Built once, asked once per distinct spelling. */
export interface CodeReader {
  /** The code, or undefined when the text names none of the set's entries. */
  find(text: string): string | undefined;
}

/**
 * Codes match as themselves; titles and aliases match folded, so `NỮ`, `nu` and `Nữ ` are one; last come beginnings
 * that mean a code whatever follows, the longest first. A set that is matched by name takes no code for an answer.
 */
export function codeReader(set: CodeSet): CodeReader {
  const byText = new Map<string, string>();
  const claim = (spelling: string, code: string) => {
    const folded = foldHeader(spelling);
    // The first entry to claim a spelling keeps it: order in the code set is precedence.
    if (folded !== "" && !byText.has(folded)) byText.set(folded, code);
  };
  const coded = set.matchByName === true ? [] : set.entries;
  const exact = new Map(coded.map((entry) => [entry.code, entry.code]));
  for (const entry of coded) claim(entry.code, entry.code);
  for (const entry of set.entries) {
    claim(entry.title.vi, entry.code);
    claim(entry.title.en, entry.code);
    for (const alias of entry.aliases ?? []) claim(alias, entry.code);
  }
  const withoutZeros = new Map(coded.map((entry) => [entry.code.replace(/^0+(?=\d)/, ""), entry.code]));
  const prefixes = set.entries
    .flatMap((entry) =>
      (entry.prefixes ?? []).map((prefix) => [`${foldHeader(prefix)} `, entry.code] as const),
    )
    .sort(([a], [b]) => b.length - a.length);
  return {
    find: (text) => {
      const folded = foldHeader(text);
      return (
        exact.get(text.trim()) ??
        byText.get(folded) ??
        withoutZeros.get(text.trim()) ??
        prefixes.find(([start]) => folded.startsWith(start))?.[1]
      );
    },
  };
}

/** Signs that mark a box as ticked; a column of nothing but these says no where it is empty. */
export const tickSigns: readonly string[] = ["x", "X", "v", "V", "1", "✓", "✔", "√", "☑", "☒"];

const yes = new Set(["x", "co", "yes", "y", "true", "1", "v", "dung", "da", "roi"]);
const no = new Set(["khong", "no", "n", "false", "0", "k", "chua", "khong co", "sai", "ko"]);

/** `x`, `Có`, `1`, `TRUE` are true; `Không`, `0`, `FALSE` are false; anything else is no answer. */
export function readBoolean(text: string): boolean | undefined {
  const folded = foldHeader(text);
  if (yes.has(folded) || tickSigns.includes(text.trim())) return true;
  if (no.has(folded)) return false;
  return undefined;
}

/** `2026-2027`, `2026 - 2027`, `2026/2027`, `Năm học 2026-2027`, `2026-27` → `2026-2027`. */
export function readSchoolYear(text: string): string | undefined {
  const found = /(20\d{2})\s*[-–/_]\s*(20\d{2}|\d{2})(?!\d)/.exec(text);
  if (found === null) return undefined;
  const first = Number(found[1]);
  const second = String(found[2]).length === 2 ? 2000 + Number(found[2]) : Number(found[2]);
  return second === first + 1 ? `${first}-${second}` : undefined;
}
