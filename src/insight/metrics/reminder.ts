import { notify } from "#src/access/notifications/notify.ts";
import { type Clock, localDay } from "#src/platform/clock.ts";
import type { RecordDeed } from "#src/platform/deed.ts";
import { HpError } from "#src/platform/errors.ts";
import { type Db, inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import { metrics, numberOf } from "./metrics.ts";
import { findFigures } from "./read-figures.ts";

/** The last time a school was reminded, and of how much work. */
export interface Reminder {
  readonly schoolId: string;
  readonly sentAt: Date;
  readonly sentBy: string;
  readonly issues: number;
  readonly cases: number;
  readonly feeds: number;
}

/** @param db in the caller's scope: a commune's own schools, or the city's */
export async function lastReminders(db: Db, communeCode: string): Promise<readonly Reminder[]> {
  const { rows } = await db.query<Reminder>(
    `select distinct on (school_id) school_id as "schoolId", sent_at as "sentAt", sent_by as "sentBy", issues, cases, feeds
     from insight.reminder where commune_code = $1 order by school_id, day desc`,
    [communeCode],
  );
  return rows;
}

/** What a reminder counts, by the metrics' own numbers. */
const countedBy = { issues: "issues.grave", cases: "cases", feeds: "feeds.late" } as const;

/**
 * Tells those who work on a school's data how much of it waits, by the figures as they stand.
 * @throws HpError `record-not-found` for a school that is not the commune's, `nothing-to-remind` where nothing waits,
 * `reminded-today`
 */
export async function remindSchool(
  pool: Pool,
  clock: Clock,
  wanted: { readonly schoolId: string; readonly communeCode: string },
  by: { readonly name: string; readonly accountId: string; readonly record: RecordDeed },
): Promise<Reminder & { readonly told: number }> {
  const { schoolId, communeCode } = wanted;
  const now = clock.now();
  return inTransaction(pool, async (client) => {
    const own = await client.query("select 1 from school where school_id = $1 and commune_code = $2", [
      schoolId,
      communeCode,
    ]);
    const figures =
      own.rowCount === 0 ? undefined : await findFigures(client, { kind: "school", id: schoolId });
    if (figures === undefined) throw new HpError("record-not-found", { id: schoolId, dataset: "school" });
    const count = (metric: string): number => {
      const found = metrics.find(({ id }) => id === metric);
      return (found === undefined ? null : numberOf(found, figures.measures)) ?? 0;
    };
    const counts = {
      issues: count(countedBy.issues),
      cases: count(countedBy.cases),
      feeds: count(countedBy.feeds),
    };
    if (counts.issues + counts.cases + counts.feeds === 0)
      throw new HpError("nothing-to-remind", { schoolId });
    const written = await client.query(
      `insert into insight.reminder (school_id, commune_code, day, issues, cases, feeds, sent_by, sent_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
      [schoolId, communeCode, localDay(now), counts.issues, counts.cases, counts.feeds, by.name, now],
    );
    if (written.rowCount === 0) throw new HpError("reminded-today", { schoolId });
    const told = await notify(
      client,
      {
        to: { permission: "record.correct", unit: { kind: "school", id: schoolId } },
        kind: "communeReminder",
        about: `school/${schoolId}`,
        path: "/viec-can-sua",
        facts: counts,
        except: by.accountId,
      },
      now,
    );
    await by.record(client, {
      action: "reminder.send",
      object: `school/${schoolId}`,
      detail: { ...counts, told },
    });
    return { schoolId, sentAt: now, sentBy: by.name, ...counts, told };
  });
}
