import type { Day } from "./status-data.ts";

/** How a day went: nothing known, all checks good, a few failed, many failed, or nobody looked for long. */
export type DayState = "none" | "good" | "some" | "bad" | "unwatched";

/** From so much time without a look a day can't be called good, in seconds. */
const longUnwatched = 15 * 60;
/** Failed checks of a day from which it counts as a bad one. */
const badShare = 0.05;

export function dayState(day: Day | undefined): DayState {
  if (day === undefined) return "none";
  if (day.checks > 0 && day.failed / day.checks >= badShare) return "bad";
  if (day.failed > 0) return "some";
  return day.unwatchedSeconds >= longUnwatched ? "unwatched" : "good";
}

/** The last `count` days up to `today` (yyyy-mm-dd), oldest first; one without a record is undefined. */
export function lastDays(
  days: readonly Day[],
  today: string,
  count: number,
): readonly (readonly [day: string, found: Day | undefined])[] {
  const byDay = new Map(days.map((one) => [one.day, one]));
  const end = Date.parse(`${today}T00:00:00Z`);
  return Array.from({ length: count }, (_, at) => {
    const day = new Date(end - (count - 1 - at) * 86_400_000).toISOString().slice(0, 10);
    return [day, byDay.get(day)] as const;
  });
}

/** Share of good checks over all days, 0 to 1; undefined before the first. */
export function goodShare(days: readonly Day[]): number | undefined {
  const checks = days.reduce((sum, day) => sum + day.checks, 0);
  return checks === 0 ? undefined : 1 - days.reduce((sum, day) => sum + day.failed, 0) / checks;
}
