import type { Language } from "../text/language.ts";
import { useLanguage } from "../text/use-text.ts";

const locales: Readonly<Record<Language, string>> = { vi: "vi-VN", en: "en-GB" };

/** `1.234,5` in Vietnamese, `1,234.5` in English. */
export const formatNumber = (value: number, language: Language, decimals = 0): string =>
  new Intl.NumberFormat(locales[language], {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(value);

/** @param share 0..1 → `97,4 %` */
export const formatShare = (share: number, language: Language, decimals = 1): string =>
  `${formatNumber(share * 100, language, decimals)} %`;

/** `yyyy-mm-dd` → `dd/MM/yyyy`; a day has no time zone. */
export const formatDay = (day: string): string => day.slice(0, 10).split("-").reverse().join("/");

const clock = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Asia/Ho_Chi_Minh",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

/** An instant as people in Hải Phòng read it: `09:41 20/10/2026`. */
export function formatInstant(instant: string): string {
  const parts = Object.fromEntries(
    clock.formatToParts(new Date(instant)).map((one) => [one.type, one.value]),
  );
  return `${parts.hour}:${parts.minute} ${parts.day}/${parts.month}/${parts.year}`;
}

/** A number in the reader's notation; "–" where there is none. */
export function NumberText({
  value,
  decimals = 0,
}: {
  readonly value: number | null | undefined;
  readonly decimals?: number;
}) {
  const language = useLanguage();
  return value === null || value === undefined ? "–" : formatNumber(value, language, decimals);
}

/** A share of one as per cent. */
export function ShareText({
  share,
  decimals = 1,
}: {
  readonly share: number | null | undefined;
  readonly decimals?: number;
}) {
  const language = useLanguage();
  return share === null || share === undefined ? "–" : formatShare(share, language, decimals);
}

/** A day (`2026-09-05`) or an instant (`2026-09-05T02:00:00Z`). */
export function DateText({ value }: { readonly value: string | null | undefined }) {
  if (value === null || value === undefined) return "–";
  return <time dateTime={value}>{value.length > 10 ? formatInstant(value) : formatDay(value)}</time>;
}
