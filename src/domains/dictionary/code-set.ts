import type { SourceTag, Text } from "./text.ts";

export interface CodeEntry {
  readonly code: string;
  readonly title: Text;
  /** Other spellings in files; compared folded. */
  readonly aliases?: readonly string[];
  /** Beginnings that mean this code whatever follows: "UBND phường" of "UBND phường Hải An". Compared folded. */
  readonly prefixes?: readonly string[];
  /** Code in another system, where one is known (QĐ 4998 values are not public: kept empty, never guessed). */
  readonly externalCode?: string;
  readonly effectiveFrom?: string;
  readonly effectiveTo?: string;
  /** How sure we are of this code where it differs from the set. */
  readonly tag?: SourceTag;
}

/** A list of codes in one named code system; two systems of the same thing are two code sets. */
export interface CodeSet {
  readonly id: string;
  readonly title: Text;
  /** Who numbers it so: "QĐ 121/1979", "national data centre specification", "hoa-phuong". */
  readonly codeSystem: string;
  readonly legalBasis?: string;
  readonly tag: SourceTag;
  readonly effectiveFrom: string;
  readonly effectiveTo?: string;
  readonly entries: readonly CodeEntry[];
  /** Files name the entries; a number in a file is of some other numbering and is no answer. */
  readonly matchByName?: boolean;
}

export function codeSet(id: string, parts: Omit<CodeSet, "id">): CodeSet {
  const seen = new Set<string>();
  for (const entry of parts.entries) {
    if (seen.has(entry.code)) throw new Error(`code set ${id}: code ${entry.code} stands twice`);
    seen.add(entry.code);
  }
  return { ...parts, id };
}

/** A code with its titles and other spellings on one line, for long lists. */
export function entry(code: string, vi: string, en: string, ...aliases: readonly string[]): CodeEntry {
  return aliases.length === 0 ? { code, title: { vi, en } } : { code, title: { vi, en }, aliases };
}
