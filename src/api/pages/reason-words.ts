import type { Language } from "#src/domains/dictionary/text.ts";
import { reasons } from "#src/pipeline/1-landing/parse/reason-codes.ts";

const known: Readonly<Record<string, { readonly vi: string; readonly en: string }>> = reasons;

/** Why a cell or row was not used. The place stands in its own column, so the sentence's own place is cut off. */
export function reasonWords(code: string, language: Language): string {
  const sentence = known[code]?.[language];
  if (sentence === undefined) return code;
  const words = sentence
    .slice(sentence.indexOf(": ") + 2)
    .replace(/\[[^\]]*\]/g, "")
    .replace(/\s*\([^()]*\{\w+\}[^()]*\)/g, "")
    .replace(/\{\w+\}/g, "…");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
