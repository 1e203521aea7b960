import { randomUUID } from "node:crypto";
import type { RecordDeed } from "#src/platform/deed.ts";
import { HpError } from "#src/platform/errors.ts";
import type { Client, Db } from "#src/platform/postgres/pool.ts";
import type { ServiceId } from "./services.ts";

export const noticeKinds = ["maintenance", "incident"] as const;

interface NoticeStep {
  readonly text: string;
  readonly at: Date;
}

export interface Notice {
  readonly noticeId: string;
  readonly kind: (typeof noticeKinds)[number];
  readonly title: string;
  readonly services: readonly ServiceId[];
  readonly startsAt: Date;
  /** Planned end; null where nobody knows yet. */
  readonly endsAt: Date | null;
  readonly closedAt: Date | null;
  readonly steps: readonly NoticeStep[];
}

export interface NewNotice extends Omit<Notice, "noticeId" | "closedAt" | "steps"> {
  /** What is said first. */
  readonly text: string;
}

/** Who tells, and when. */
export interface Teller {
  readonly at: Date;
  readonly record: RecordDeed;
}

/** @throws HpError `argument-invalid` for planned work without an end, or an end before its beginning */
export async function openNotice(client: Client, notice: NewNotice, { at, record }: Teller): Promise<string> {
  const { kind, title, services, startsAt, endsAt, text } = notice;
  if ((kind === "maintenance" && endsAt === null) || (endsAt !== null && endsAt <= startsAt))
    throw new HpError("argument-invalid", { name: "endsAt", reason: "> startsAt" });
  const noticeId = randomUUID();
  await client.query(
    `insert into access.service_notice (notice_id, kind, title, services, starts_at, ends_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [noticeId, kind, title, services, startsAt, endsAt],
  );
  await addStep(client, noticeId, text, at);
  await record(client, {
    action: "status.open",
    object: `serviceNotice/${noticeId}`,
    detail: { kind, services: [...services] },
  });
  return noticeId;
}

/**
 * Says something more about it, and closes it if `closes`.
 * @throws HpError `record-not-found`, also for one that is closed
 */
export async function updateNotice(
  client: Client,
  noticeId: string,
  { text, closes }: { readonly text: string; readonly closes: boolean },
  { at, record }: Teller,
): Promise<void> {
  const { rowCount } = await client.query(
    `update access.service_notice set closed_at = case when $2 then $3::timestamptz end
     where notice_id = $1 and closed_at is null`,
    [noticeId, closes, at],
  );
  if (rowCount === 0) throw new HpError("record-not-found", { id: noticeId, dataset: "serviceNotice" });
  await addStep(client, noticeId, text, at);
  await record(client, {
    action: closes ? "status.close" : "status.update",
    object: `serviceNotice/${noticeId}`,
  });
}

async function addStep(client: Client, noticeId: string, text: string, at: Date): Promise<void> {
  await client.query(
    `insert into access.service_notice_step (notice_id, seq, text, at)
     select $1, coalesce(max(seq), 0) + 1, $2, $3 from access.service_notice_step where notice_id = $1`,
    [noticeId, text, at],
  );
}

/** Open ones and those that ended since `from`, newest first. */
export async function readNotices(db: Db, from: Date): Promise<readonly Notice[]> {
  const { rows } = await db.query<Omit<Notice, "steps">>(
    `select notice_id as "noticeId", kind, title, services, starts_at as "startsAt", ends_at as "endsAt",
       closed_at as "closedAt"
     from access.service_notice where closed_at is null or closed_at >= $1
     order by starts_at desc, notice_id limit 100`,
    [from],
  );
  const steps = await db.query<NoticeStep & { readonly noticeId: string }>(
    `select notice_id as "noticeId", text, at from access.service_notice_step
     where notice_id = any($1) order by notice_id, seq desc`,
    [rows.map(({ noticeId }) => noticeId)],
  );
  return rows.map((notice) => ({
    ...notice,
    steps: steps.rows
      .filter(({ noticeId }) => noticeId === notice.noticeId)
      .map(({ text, at }) => ({ text, at })),
  }));
}
