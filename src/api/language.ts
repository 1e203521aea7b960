import type { FastifyRequest } from "fastify";
import type { Language } from "#src/domains/dictionary/text.ts";

/** Vietnamese unless `?lang=en` says otherwise; pages carry the choice on in their links. */
export function languageOf(request: FastifyRequest): Language {
  const { lang } = request.query as { lang?: unknown };
  return lang === "en" ? "en" : "vi";
}

/** The address in the chosen language. */
export function localised(path: string, language: Language): string {
  if (language === "vi") return path;
  const [beforeHash = "", hash] = path.split("#");
  const joined = `${beforeHash}${beforeHash.includes("?") ? "&" : "?"}lang=en`;
  return hash === undefined ? joined : `${joined}#${hash}`;
}

/** `1.234.567` in Vietnamese, `1,234,567` in English. */
export function formatNumber(value: number, language: Language, decimals = 0): string {
  return new Intl.NumberFormat(language === "vi" ? "vi-VN" : "en-GB", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(value);
}

/** `09:41 20/10/2026` in Hải Phòng's time. */
export function formatInstant(instant: Date): string {
  const parts = new Map(
    new Intl.DateTimeFormat("en-GB", {
      timeZone: "Asia/Ho_Chi_Minh",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    })
      .formatToParts(instant)
      .map((part) => [part.type, part.value]),
  );
  return `${parts.get("hour")}:${parts.get("minute")} ${parts.get("day")}/${parts.get("month")}/${parts.get("year")}`;
}

/** `yyyy-mm-dd` → `dd/mm/yyyy`. */
export const formatDay = (day: string): string => day.split("-").reverse().join("/");
