import { randomUUID } from "node:crypto";
import type { Text } from "#src/domains/dictionary/text.ts";
import { HpError } from "#src/platform/errors.ts";
import { type Client, type Db, inTransaction } from "#src/platform/postgres/pool.ts";
import { type AccountContext, type Actor, eventOf } from "./context.ts";

/** What leaders are called for. A new kind is a line here. */
export const alarmKinds = {
  breakGlass: { vi: "Có người mở quyền khẩn cấp", en: "Emergency access was taken" },
  passkeyCopied: {
    vi: "Một khóa đăng nhập có thể đã bị sao chép",
    en: "A passkey may have been copied",
  },
} as const satisfies Readonly<Record<string, Text>>;

export type AlarmKind = keyof typeof alarmKinds;

export interface Alarm {
  readonly alarmId: string;
  readonly kind: AlarmKind;
  readonly accountId: string | null;
  readonly displayName: string | null;
  readonly about: Readonly<Record<string, string | number | null>>;
  readonly raisedAt: Date;
  readonly seenAt: Date | null;
  readonly seenBy: string | null;
  readonly note: string | null;
}

/** In the transaction of what it warns of: one is not there without the other. */
export async function raiseAlarm(
  client: Client,
  kind: AlarmKind,
  accountId: string | null,
  about: Readonly<Record<string, string | number | null>>,
  now: Date,
): Promise<string> {
  const alarmId = randomUUID();
  await client.query(
    "insert into access.alarm (alarm_id, kind, account_id, about, raised_at) values ($1, $2, $3, $4, $5)",
    [alarmId, kind, accountId, JSON.stringify(about), now],
  );
  return alarmId;
}

/** Alarms, newest first; for roles with `alarm.read`. @param page.before time and id of the last one of the page before */
export async function listAlarms(
  db: Db,
  page: {
    readonly limit: number;
    readonly openOnly?: boolean;
    readonly before?: { readonly raisedAt: Date; readonly alarmId: string };
  },
): Promise<readonly Alarm[]> {
  const { rows } = await db.query<Alarm>(
    `select l.alarm_id as "alarmId", l.kind, l.account_id as "accountId", a.display_name as "displayName", l.about,
       l.raised_at as "raisedAt", l.seen_at as "seenAt", l.seen_by as "seenBy", l.note
     from access.alarm l left join access.account a using (account_id)
     where ($2::boolean is false or l.seen_at is null)
       and ($3::timestamptz is null or (l.raised_at, l.alarm_id) < ($3, $4::uuid))
     order by l.raised_at desc, l.alarm_id desc limit $1`,
    [page.limit, page.openOnly ?? false, page.before?.raisedAt ?? null, page.before?.alarmId ?? null],
  );
  return rows;
}

/**
 * Somebody looked at an alarm and says what it was; not who set it off.
 * @throws HpError `alarm-not-found`, `alarm-own`
 */
export async function acknowledgeAlarm(
  context: AccountContext,
  alarmId: string,
  note: string,
  actor: Actor & { readonly accountId: string },
): Promise<void> {
  const now = context.clock.now();
  await inTransaction(context.pool, async (client) => {
    const { rows } = await client.query<{ accountId: string | null }>(
      `select account_id as "accountId" from access.alarm where alarm_id = $1 and seen_at is null for update`,
      [alarmId],
    );
    const alarm = rows[0];
    if (alarm === undefined) throw new HpError("alarm-not-found");
    if (alarm.accountId === actor.accountId) throw new HpError("alarm-own");
    await client.query("update access.alarm set seen_at = $2, seen_by = $3, note = $4 where alarm_id = $1", [
      alarmId,
      now,
      actor.accountId,
      note,
    ]);
    await context.audit(
      client,
      eventOf(actor, now, { action: "alarm.acknowledge", object: `alarm/${alarmId}` }),
    );
  });
}
