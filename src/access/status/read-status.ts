import type { Db } from "#src/platform/postgres/pool.ts";
import { type ServiceId, serviceIds } from "./services.ts";

export interface ServiceDay {
  /** yyyy-mm-dd in Hải Phòng. */
  readonly day: string;
  readonly checks: number;
  readonly failed: number;
  readonly unwatchedSeconds: number;
}

interface ServiceStatus {
  readonly id: ServiceId;
  /** `unknown`: never looked at, or not lately. */
  readonly state: "good" | "bad" | "unknown" | "notConnected";
  readonly since: Date | null;
  readonly checkedAt: Date | null;
  /** Days that have a record, oldest first. */
  readonly days: readonly ServiceDay[];
}

/** What was last found is told as now for so long, in milliseconds. */
const staysTrueMs = 5 * 60_000;

/**
 * Every service as it is now and its days since `from`.
 * @param notConnected services that this installation doesn't have
 */
export async function readServices(
  db: Db,
  now: Date,
  from: string,
  notConnected: readonly ServiceId[],
): Promise<readonly ServiceStatus[]> {
  const states = await db.query<{
    service: ServiceId;
    state: "good" | "bad";
    since: Date;
    checkedAt: Date;
  }>(`select service, state, since, checked_at as "checkedAt" from access.service_state`);
  const days = await db.query<ServiceDay & { readonly service: ServiceId }>(
    `select service, day::text as day, checks, failed, unwatched_seconds as "unwatchedSeconds"
     from access.service_day where day >= $1 order by day`,
    [from],
  );
  return serviceIds.map((id) => {
    const found = states.rows.find(({ service }) => service === id);
    const isFresh = found !== undefined && now.getTime() - found.checkedAt.getTime() <= staysTrueMs;
    return {
      id,
      state: notConnected.includes(id) ? "notConnected" : isFresh ? found.state : "unknown",
      since: found?.since ?? null,
      checkedAt: found?.checkedAt ?? null,
      days: days.rows.filter(({ service }) => service === id).map(({ service: _, ...day }) => day),
    };
  });
}
