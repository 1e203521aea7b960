import { randomUUID } from "node:crypto";
import { inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import { type AccountContext, type Actor, eventOf } from "../accounts/context.ts";
import { type Citizen, findRecordGrants, type RecordGrant } from "./find-record-grants.ts";

/** Stands in `access.grant.reason` of these grants, and tells them from what people gave. */
const recordReason = "Theo hồ sơ: số định danh và họ tên khớp với VNeID";
const goneReason = "Hồ sơ không còn như vậy";

const keyOf = (role: string, kind: string, id: string | null): string => `${role} ${kind} ${id}`;

/**
 * Brings the grants that follow from the record up to what it says now: new ones are given, those whose record is gone
 * or no longer theirs end. What people granted stays as it is. Two sign-ins at once give each role once.
 * @param pool of the owner
 * @param schoolYear whose classes teachers have
 */
export async function syncRecordGrants(
  context: AccountContext,
  pool: Pool,
  { accountId, citizen, schoolYear }: { accountId: string; citizen: Citizen; schoolYear: string },
  actor: Actor,
): Promise<void> {
  const now = context.clock.now();
  await inTransaction(pool, async (client) => {
    await client.query("select from access.account where account_id = $1 for update", [accountId]);
    const due = await findRecordGrants(client, context.keys.fields, citizen, schoolYear);
    const { rows: held } = await client.query<{ grantId: string; role: string; kind: string; id: string }>(
      `select grant_id as "grantId", role, unit_kind as kind, unit_id as id from access.grant
       where account_id = $1 and reason = $2 and granted_by is null and revoked_at is null`,
      [accountId, recordReason],
    );
    const heldKeys = new Set(held.map(({ role, kind, id }) => keyOf(role, kind, id)));
    const dueKeys = new Set(due.map(({ role, unit }) => keyOf(role, unit.kind, unit.id)));
    const fresh = due.filter(({ role, unit }) => !heldKeys.has(keyOf(role, unit.kind, unit.id)));
    const gone = held.filter(({ role, kind, id }) => !dueKeys.has(keyOf(role, kind, id)));
    for (const { role, unit } of fresh) {
      const grantId = randomUUID();
      await client.query(
        `insert into access.grant (grant_id, account_id, role, unit_kind, unit_id, valid_from, reason)
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [grantId, accountId, role, unit.kind, unit.id, now, recordReason],
      );
      await context.audit(client, grantEvent(actor, now, "grant.give", grantId, { role, unit }, accountId));
    }
    for (const { grantId, role, kind, id } of gone) {
      await client.query("update access.grant set revoked_at = $2, revoke_reason = $3 where grant_id = $1", [
        grantId,
        now,
        goneReason,
      ]);
      const ended = { role, unit: { kind, id } } as RecordGrant;
      await context.audit(client, grantEvent(actor, now, "grant.end", grantId, ended, accountId));
    }
  });
}

const grantEvent = (
  actor: Actor,
  now: Date,
  action: string,
  grantId: string,
  { role, unit }: RecordGrant,
  accountId: string,
) =>
  eventOf({ ...actor, accountId }, now, {
    action,
    object: `grant/${grantId}`,
    detail: { role, unit: unit.kind, by: "record" },
  });
