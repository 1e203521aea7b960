import { type Clock, localDay } from "#src/platform/clock.ts";
import { type Client, inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import type { Permission } from "../roles/permissions.ts";
import type { NotificationKind } from "./kinds.ts";
import { notify } from "./notify.ts";

/** A term counts as near from so many days before it. */
const nearDays = 2;
const dayMs = 86_400_000;

interface Daily {
  readonly kind: NotificationKind;
  readonly path: string;
  readonly permission: Permission;
  /** Schools with how many; `$1` is a day in Hải Phòng. */
  readonly sql: string;
  readonly day: (now: Date) => string;
}

/** What nobody's deed brings about: days that pass, and what a run found. */
const dailies: readonly Daily[] = [
  {
    kind: "correctionDue",
    path: "/de-nghi-sua",
    permission: "record.correct",
    sql: `select school_id as "schoolId", count(*)::int as count from access.correction_task
          where closed_at is null and school_id is not null and due_on <= $1::date group by 1 order by 1`,
    day: (now) => localDay(new Date(now.getTime() + nearDays * dayMs)),
  },
  {
    kind: "caseOpened",
    path: "/doi-soat",
    permission: "reconciliation.decide",
    sql: `select school_id as "schoolId", count(*)::int as count from reconciliation_case
          where closed_run is null and school_id is not null
            and opened_at >= ($1::date)::timestamp at time zone 'Asia/Ho_Chi_Minh' group by 1 order by 1`,
    day: localDay,
  },
];

/**
 * Tells schools, once a day each, of requests whose term is near or over and of cases opened that day.
 * @returns how many schools were told
 */
export async function tellDaily(pool: Pool, clock: Clock): Promise<number> {
  const now = clock.now();
  let told = 0;
  for (const { kind, path, permission, sql, day } of dailies) {
    const { rows } = await pool.query<{ schoolId: string; count: number }>(sql, [day(now)]);
    for (const { schoolId, count } of rows) {
      const about = `${kind}/${schoolId}/${localDay(now)}`;
      const isTold = await inTransaction(pool, async (client) => {
        if (await wasTold(client, kind, about)) return false;
        const to = { permission, unit: { kind: "school", id: schoolId } } as const;
        return (await notify(client, { to, kind, about, path, facts: { count } }, now)) > 0;
      });
      if (isTold) told += 1;
    }
  }
  return told;
}

/** Read or not: what was told today is not told again. */
async function wasTold(client: Client, kind: NotificationKind, about: string): Promise<boolean> {
  const { rowCount } = await client.query(
    "select from access.notification where kind = $1 and about = $2 limit 1",
    [kind, about],
  );
  return rowCount !== 0;
}
