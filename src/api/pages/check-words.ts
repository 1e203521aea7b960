import { findCheck } from "#src/domains/catalogue.ts";
import type { Language } from "#src/domains/dictionary/text.ts";

/** A rule as a person reads it; its code where the catalogue no longer has it. */
export const checkSentence = (code: string, language: Language): string =>
  findCheck(code)?.sentence[language] ?? code;
