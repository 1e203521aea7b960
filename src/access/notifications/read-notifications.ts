import type { Text } from "#src/domains/dictionary/text.ts";
import type { Client, Db } from "#src/platform/postgres/pool.ts";
import { notificationText } from "./kinds.ts";

export interface Notification {
  readonly notificationId: string;
  readonly kind: string;
  readonly text: Text;
  readonly path: string;
  readonly at: Date;
  readonly readAt: Date | null;
}

/** The newest an account was told, and how many it has not read. @param size at most this many */
export async function readNotifications(
  db: Db,
  accountId: string,
  size: number,
): Promise<{ readonly data: readonly Notification[]; readonly unread: number }> {
  const { rows } = await db.query<{
    id: string;
    kind: string;
    facts: Readonly<Record<string, string | number>>;
    path: string;
    at: Date;
    read_at: Date | null;
  }>(
    `select notification_id as id, kind, facts, path, at, read_at from access.notification
     where account_id = $1 order by at desc, notification_id limit $2`,
    [accountId, size],
  );
  const counted = await db.query<{ unread: number }>(
    "select count(*)::int as unread from access.notification where account_id = $1 and read_at is null",
    [accountId],
  );
  return {
    data: rows.map(({ id, kind, facts, path, at, read_at }) => ({
      notificationId: id,
      kind,
      text: notificationText(kind, facts),
      path,
      at,
      readAt: read_at,
    })),
    unread: counted.rows[0]?.unread ?? 0,
  };
}

/** Marks an account's notifications as read: those named, or all. Another account's stay as they are. */
export async function markRead(
  client: Client,
  accountId: string,
  ids: readonly string[] | "all",
  at: Date,
): Promise<void> {
  await client.query(
    `update access.notification set read_at = $3
     where account_id = $1 and read_at is null and ($2::uuid[] is null or notification_id = any ($2))`,
    [accountId, ids === "all" ? null : ids, at],
  );
}
