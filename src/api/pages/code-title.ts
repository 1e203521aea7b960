import { findCodeSet } from "#src/domains/catalogue.ts";
import type { Language } from "#src/domains/dictionary/text.ts";

/** A code in words; the code itself where the set does not know it. */
export function codeTitle(codeSetId: string, code: string, language: Language): string {
  const entry = findCodeSet(codeSetId)?.entries.find((one) => one.code === code);
  return entry === undefined ? code : entry.title[language];
}
