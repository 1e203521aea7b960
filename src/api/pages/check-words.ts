import type { Severity } from "#src/domains/dictionary/check.ts";
import type { Language } from "#src/domains/dictionary/text.ts";

const severities: Readonly<Record<Severity, { readonly vi: string; readonly en: string }>> = {
  blocking: { vi: "chặn", en: "blocking" },
  error: { vi: "sai", en: "error" },
  warning: { vi: "cần xem", en: "warning" },
  notice: { vi: "lưu ý", en: "notice" },
};

export const severityWords = (severity: Severity | undefined, language: Language): string =>
  severity === undefined ? "–" : severities[severity][language];
