import { localDay } from "#src/platform/clock.ts";
import type { Client } from "#src/platform/postgres/pool.ts";
import type { ServiceId } from "./services.ts";

/** Longer than this between two checks and nobody was looking, in seconds; checks come every minute. */
const unwatchedAfterSeconds = 180;
/** Days that are kept: what the page shows, and the day it moves on. */
const keptDays = 92;

export interface Check {
  readonly service: ServiceId;
  readonly isGood: boolean;
}

/**
 * Writes what a round of checks found: the state now, and the day's counts. Time in which nothing was looked at is told
 * apart from time in which something failed: a program that stands still can't say how it was.
 */
export async function recordChecks(client: Client, checks: readonly Check[], now: Date): Promise<void> {
  const day = localDay(now);
  for (const { service, isGood } of checks) {
    const { rows } = await client.query<{ checkedAt: Date }>(
      `select checked_at as "checkedAt" from access.service_state where service = $1 for update`,
      [service],
    );
    const last = rows[0]?.checkedAt;
    for (const [on, seconds] of last === undefined ? [] : unwatched(last, now))
      await addToDay(client, service, on, { checks: 0, failed: 0, seconds });
    await addToDay(client, service, day, { checks: 1, failed: isGood ? 0 : 1, seconds: 0 });
    await client.query(
      `insert into access.service_state as s (service, state, since, checked_at) values ($1, $2, $3, $3)
       on conflict (service) do update set state = excluded.state, checked_at = excluded.checked_at,
         since = case when s.state = excluded.state then s.since else excluded.since end`,
      [service, isGood ? "good" : "bad", now],
    );
  }
  const oldest = localDay(new Date(now.getTime() - keptDays * 86_400_000));
  await client.query("delete from access.service_day where day < $1", [oldest]);
}

async function addToDay(
  client: Client,
  service: ServiceId,
  day: string,
  { checks, failed, seconds }: { readonly checks: number; readonly failed: number; readonly seconds: number },
): Promise<void> {
  await client.query(
    `insert into access.service_day as d (service, day, checks, failed, unwatched_seconds) values ($1, $2, $3, $4, $5)
     on conflict (service, day) do update set checks = d.checks + excluded.checks,
       failed = d.failed + excluded.failed, unwatched_seconds = d.unwatched_seconds + excluded.unwatched_seconds`,
    [service, day, checks, failed, seconds],
  );
}

/** Seconds of each day in Hải Phòng between two checks, where the time between is too long to have been watched. */
export function unwatched(last: Date, now: Date): ReadonlyMap<string, number> {
  const days = new Map<string, number>();
  const end = now.getTime();
  const begin = Math.max(last.getTime(), end - keptDays * 86_400_000);
  if (end - last.getTime() <= unwatchedAfterSeconds * 1_000) return days;
  for (let at = begin; at < end; ) {
    const day = localDay(new Date(at));
    // Hải Phòng is seven hours ahead of UTC all year.
    const next = Math.min(end, Date.parse(`${day}T00:00:00+07:00`) + 86_400_000);
    days.set(day, Math.round((next - at) / 1_000));
    at = next;
  }
  return days;
}
