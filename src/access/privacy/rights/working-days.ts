import type { Client, Db } from "#src/platform/postgres/pool.ts";
import { type Act, audit } from "../act.ts";
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

/** What the department knows better than the program's list: Tết of a year, an exchanged Saturday. */
export async function writeDayOff(
  client: Client,
  { day, kind, title }: { readonly day: string; readonly kind: DayOff["kind"]; readonly title: string },
  act: Act,
): Promise<void> {
  await client.query(
    `insert into access.day_off (day, kind, title, written_by, written_at) values ($1, $2, $3, $4, $5)
     on conflict (day) do update set kind = excluded.kind, title = excluded.title,
       written_by = excluded.written_by, written_at = excluded.written_at`,
    [day, kind, title, act.by, act.at],
  );
  await audit(client, act, "calendar.dayOff", `dayOff/${day}`, { detail: { kind } });
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
