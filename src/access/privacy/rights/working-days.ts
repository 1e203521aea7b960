import type { Db } from "#src/platform/postgres/pool.ts";
import { type DayOff, listedYears, movableDaysOff, yearlyDaysOff } from "./days-off.ts";

/** Which days are worked. Days are `yyyy-mm-dd` in Hải Phòng. */
export interface WorkingCalendar {
  isWorking(day: string): boolean;
  /** Whether the year's days off are known; otherwise terms in it are provisional. */
  isListed(day: string): boolean;
}

/** @param own what the department wrote; it goes before the program's list, day by day */
export function workingCalendar(own: readonly Pick<DayOff, "day" | "kind">[] = []): WorkingCalendar {
  const special = new Map([...movableDaysOff, ...own].map(({ day, kind }) => [day, kind]));
  const yearly = new Set(yearlyDaysOff.map(({ monthDay }) => monthDay));
  const listed = new Set([...listedYears, ...own.map(({ day }) => day.slice(0, 4))]);
  return {
    isWorking: (day) => {
      const kind = special.get(day);
      if (kind !== undefined) return kind === "work";
      const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
      // Offices work five days a week [memory: QĐ 188/1999/QĐ-TTg].
      return weekday !== 0 && weekday !== 6 && !yearly.has(day.slice(5));
    },
    isListed: (day) => listed.has(day.slice(0, 4)),
  };
}

export async function readWorkingCalendar(db: Db): Promise<WorkingCalendar> {
  const { rows } = await db.query<{ day: string; kind: "off" | "work" }>(
    "select day, kind from access.day_off",
  );
  return workingCalendar(rows);
}

export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** The last of `count` working days after `day`, which itself does not count. */
export function addWorkingDays(day: string, count: number, calendar: WorkingCalendar): string {
  let last = day;
  for (let left = count; left > 0; ) {
    last = addDays(last, 1);
    if (calendar.isWorking(last)) left -= 1;
  }
  return last;
}
