import { findCheck } from "#src/domains/catalogue.ts";
import type { Severity } from "#src/domains/dictionary/check.ts";
import type { Language } from "#src/domains/dictionary/text.ts";

/** A rule as a person reads it; its code where the catalogue no longer has it. */
export const checkSentence = (code: string, language: Language): string =>
  findCheck(code)?.sentence[language] ?? code;

const severities: Readonly<Record<Severity, { readonly vi: string; readonly en: string }>> = {
  blocking: { vi: "chặn", en: "blocking" },
  error: { vi: "sai", en: "error" },
  warning: { vi: "cần xem", en: "warning" },
  notice: { vi: "lưu ý", en: "notice" },
};

export const severityWords = (severity: Severity | undefined, language: Language): string =>
  severity === undefined ? "–" : severities[severity][language];
