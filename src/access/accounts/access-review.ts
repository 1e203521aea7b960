import { randomUUID } from "node:crypto";
import { HpError } from "#src/platform/errors.ts";
import { inTransaction } from "#src/platform/postgres/pool.ts";
import type { UnitKind } from "../principal.ts";
import type { RoleId } from "../roles/roles.ts";
import { type AccountContext, type Actor, eventOf } from "./context.ts";

/** One grant somebody must look at: is it still needed? */
export interface DueReview {
  readonly grantId: string;
  readonly accountId: string;
  readonly displayName: string;
  readonly state: "active" | "disabled";
  readonly lastSeenAt: Date | null;
  readonly role: RoleId;
  readonly unitKind: UnitKind;
  readonly unitId: string | null;
  readonly grantReason: string;
  /** When it was last found to be needed; the day it was given where nobody looked yet. */
  readonly reviewedAt: Date;
}

/**
 * Grants that hold and were not looked at for the policy's months, oldest first: the tasks of the half-yearly review.
 * Grants of learners, guardians and staff to what is their own follow from the records and are not listed.
 * @param page.unit only grants of this unit
 */
export async function listDueReviews(
  context: AccountContext,
  page: {
    readonly limit: number;
    readonly after?: { readonly reviewedAt: Date; readonly grantId: string };
    readonly unit?: { readonly kind: UnitKind; readonly id?: string };
  },
): Promise<readonly DueReview[]> {
  const now = context.clock.now();
  const before = new Date(now);
  before.setUTCMonth(before.getUTCMonth() - context.policyAt(now).reviewMonths);
  const { rows } = await context.pool.query<DueReview>(
    `select * from (
       select g.grant_id as "grantId", g.account_id as "accountId", a.display_name as "displayName", a.state,
         a.last_seen_at as "lastSeenAt", g.role, g.unit_kind as "unitKind", g.unit_id as "unitId",
         g.reason as "grantReason",
         coalesce((select max(r.reviewed_at) from access.grant_review r where r.grant_id = g.grant_id), g.valid_from)
           as "reviewedAt"
       from access.grant g join access.account a using (account_id)
       where g.revoked_at is null and g.valid_from <= $1 and (g.valid_to is null or g.valid_to > $1)
         and g.unit_kind not in ('learner', 'guardian', 'staff')
         and ($5::text is null or g.unit_kind = $5 and g.unit_id is not distinct from $6)) due
     where due."reviewedAt" < $2 and ($3::timestamptz is null or (due."reviewedAt", due."grantId") > ($3, $4::uuid))
     order by due."reviewedAt", due."grantId" limit $7`,
    [
      now,
      before,
      page.after?.reviewedAt ?? null,
      page.after?.grantId ?? null,
      page.unit?.kind ?? null,
      page.unit?.id ?? null,
      page.limit,
    ],
  );
  return rows;
}

/**
 * What was found. `revoke` ends the grant in the same transaction; nobody reviews a grant of their own.
 * @throws HpError `grant-not-held`, `review-own-grant`
 */
export async function recordReview(
  context: AccountContext,
  grantId: string,
  verdict: "keep" | "revoke",
  reason: string,
  actor: Actor & { readonly accountId: string },
): Promise<void> {
  const now = context.clock.now();
  await inTransaction(context.pool, async (client) => {
    const { rows } = await client.query<{ accountId: string }>(
      `select account_id as "accountId" from access.grant where grant_id = $1 and revoked_at is null for update`,
      [grantId],
    );
    const grant = rows[0];
    if (grant === undefined) throw new HpError("grant-not-held");
    if (grant.accountId === actor.accountId) throw new HpError("review-own-grant");
    await client.query(
      `insert into access.grant_review (grant_review_id, grant_id, verdict, reason, reviewed_by, reviewed_at)
       values ($1, $2, $3, $4, $5, $6)`,
      [randomUUID(), grantId, verdict, reason, actor.accountId, now],
    );
    if (verdict === "revoke")
      await client.query(
        "update access.grant set revoked_at = $2, revoked_by = $3, revoke_reason = $4 where grant_id = $1",
        [grantId, now, actor.accountId, reason],
      );
    await context.audit(
      client,
      eventOf(actor, now, {
        action: "grant.review",
        object: `grant/${grantId}`,
        detail: { verdict },
      }),
    );
  });
}

/** Active accounts of people without any grant that holds: nobody needs them, or somebody forgot to give one. */
export async function listAccountsWithoutGrant(
  context: AccountContext,
  page: { readonly limit: number; readonly after?: string },
): Promise<readonly { readonly accountId: string; readonly displayName: string }[]> {
  const { rows } = await context.pool.query<{ accountId: string; displayName: string }>(
    `select a.account_id as "accountId", a.display_name as "displayName" from access.account a
     where a.state = 'active' and ($2::uuid is null or a.account_id > $2)
       and not exists (select from access.grant g where g.account_id = a.account_id and g.revoked_at is null
         and (g.valid_to is null or g.valid_to > $1))
     order by a.account_id limit $3`,
    [context.clock.now(), page.after ?? null, page.limit],
  );
  return rows;
}
