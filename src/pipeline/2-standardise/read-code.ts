import type { CodeSet } from "#src/domains/dictionary/code-set.ts";
import { foldHeader } from "#src/domains/dictionary/fold.ts";

/** From what files contain to the code, for one code set. Built once, asked once per distinct spelling. */
export interface CodeReader {
  /** The code, or undefined when the text names none of the set's entries. */
  find(text: string): string | undefined;
}

/** Codes match as themselves; titles and aliases match folded, so `NỮ`, `nu` and `Nữ ` are one. */
export function codeReader(set: CodeSet): CodeReader {
  const byText = new Map<string, string>();
  const claim = (spelling: string, code: string) => {
    const folded = foldHeader(spelling);
    // The first entry to claim a spelling keeps it: order in the code set is precedence.
    if (folded !== "" && !byText.has(folded)) byText.set(folded, code);
  };
  const exact = new Map(set.entries.map((entry) => [entry.code, entry.code]));
  for (const entry of set.entries) claim(entry.code, entry.code);
  for (const entry of set.entries) {
    claim(entry.title.vi, entry.code);
    claim(entry.title.en, entry.code);
    for (const alias of entry.aliases ?? []) claim(alias, entry.code);
  }
  const withoutZeros = new Map(set.entries.map((entry) => [entry.code.replace(/^0+(?=\d)/, ""), entry.code]));
  return {
    find: (text) => exact.get(text.trim()) ?? byText.get(foldHeader(text)) ?? withoutZeros.get(text.trim()),
  };
}

const yes = new Set(["x", "co", "yes", "y", "true", "1", "v", "dung", "da", "roi"]);
const no = new Set(["khong", "no", "n", "false", "0", "k", "chua", "khong co", "sai", "ko"]);

/** `x`, `Có`, `1`, `TRUE` are true; `Không`, `0`, `FALSE` are false; anything else is no answer. */
export function readBoolean(text: string): boolean | undefined {
  const folded = foldHeader(text);
  if (yes.has(folded)) return true;
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
