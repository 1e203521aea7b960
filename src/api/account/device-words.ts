import type { Language } from "#src/domains/dictionary/text.ts";

const browsers: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\bCocCoc/i, "Cốc Cốc"],
  [/\bEdgA?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/SamsungBrowser/, "Samsung Internet"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/(Chrome|CriOS)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];

const systems: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/Android/, "Android"],
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Windows/, "Windows"],
  [/CrOS/, "ChromeOS"],
  [/Mac OS X|Macintosh/, "macOS"],
  [/Linux/, "Linux"],
];

/** What a browser calls itself, in words its owner knows it by. The order matters: most say they are several. */
export function deviceWords(userAgent: string | null, language: Language): string {
  const text = userAgent ?? "";
  const find = (list: typeof browsers): string | undefined =>
    list.find(([pattern]) => pattern.test(text))?.[1];
  const [browser, system] = [find(browsers), find(systems)];
  if (browser === undefined && system === undefined)
    return language === "vi" ? "Trình duyệt không rõ" : "Unknown browser";
  if (browser === undefined || system === undefined) return browser ?? system ?? "";
  return language === "vi" ? `${browser} trên ${system}` : `${browser} on ${system}`;
}
