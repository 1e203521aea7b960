import type { Language } from "#src/domains/dictionary/text.ts";
import { reasons } from "#src/pipeline/1-landing/parse/reason-codes.ts";
import { rowReasons } from "./row-reasons.ts";

const parsing: Readonly<Record<string, { readonly vi: string; readonly en: string }>> = reasons;

/** Why a file, row or cell was not used. The place stands in its own column, so a sentence's own place is cut off. */
export function reasonWords(code: string, language: Language): string {
  const words = rowReasons[code]?.[language];
  if (words !== undefined) return words;
  const sentence = parsing[code]?.[language];
  if (sentence === undefined) return code;
  const reason = sentence
    .slice(sentence.indexOf(": ") + 2)
    .replace(/\[[^\]]*\]/g, "")
    .replace(/\s*\([^()]*\{\w+\}[^()]*\)/g, "")
    .replace(/\{\w+\}/g, "…");
  return reason.charAt(0).toUpperCase() + reason.slice(1);
}
