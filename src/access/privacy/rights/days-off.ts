import type { SourceTag, Text } from "#src/domains/dictionary/text.ts";

/** A day that is not what its weekday says: off on a weekday, or worked on a Saturday in exchange. */
export interface DayOff {
  /** yyyy-mm-dd. */
  readonly day: string;
  readonly kind: "off" | "work";
  readonly title: Text;
  readonly tag: SourceTag;
}

/** Month and day, every year (Labour Code 2019 Art. 112 [memory]). */
export const yearlyDaysOff: readonly { readonly monthDay: string; readonly title: Text }[] = [
  { monthDay: "01-01", title: { vi: "Tết Dương lịch", en: "New Year" } },
  { monthDay: "04-30", title: { vi: "Ngày Chiến thắng", en: "Reunification Day" } },
  { monthDay: "05-01", title: { vi: "Ngày Quốc tế lao động", en: "Labour Day" } },
  { monthDay: "09-02", title: { vi: "Quốc khánh", en: "National Day" } },
];

/**
 * Years whose list of days off is known. In any other year Tết, Giỗ Tổ and exchanged days are missing, so a term ends
 * too early rather than too late, and says that it is provisional.
 */
export const listedYears: readonly string[] = ["2026"];

const tet = { vi: "Tết Nguyên đán", en: "Lunar New Year" };
const swap = { vi: "hoán đổi ngày làm việc", en: "exchanged working day" };
const day = (date: string, title: Text, kind: DayOff["kind"] = "off"): DayOff => ({
  day: date,
  kind,
  title,
  tag: "memory",
});

/**
 * Days that move from year to year, as the government announces them [memory: neither the handbook nor the reference
 * calendar gives them]. The department corrects and adds in `access.day_off`, which goes before this list. The culture
 * day of 24 November is left out: we have not seen the text that makes it a day off.
 */
export const movableDaysOff: readonly DayOff[] = [
  day("2026-01-02", swap),
  day("2026-01-10", swap, "work"),
  day("2026-02-16", tet),
  day("2026-02-17", tet),
  day("2026-02-18", tet),
  day("2026-02-19", tet),
  day("2026-02-20", tet),
  day("2026-04-27", {
    vi: "nghỉ bù Giỗ Tổ Hùng Vương (26/4 là Chủ nhật)",
    en: "in lieu of Hùng Kings' Day",
  }),
  day("2026-08-22", swap, "work"),
  day("2026-08-31", swap),
  day("2026-09-01", { vi: "Quốc khánh", en: "National Day" }),
];
