import { inTransaction } from "#src/platform/postgres/pool.ts";
import { endSessionsOf } from "../sessions/end-session.ts";
import { type AccountContext, type Actor, eventOf } from "./context.ts";
import { daysAfter } from "./policy.ts";
import { idleReason } from "./requirement.ts";

export interface IdleAccount {
  readonly accountId: string;
  readonly displayName: string;
  readonly kind: "person" | "client";
  /** The last sign of life: a sign-in, a request, or the day it was made or enabled. */
  readonly idleSince: Date;
}

export interface IdleRun {
  /** Accounts that were disabled, or would be in a dry run. */
  readonly accounts: readonly IdleAccount[];
  readonly dryRun: boolean;
  /** Nothing was heard of them since before this. */
  readonly before: Date;
}

const batch = 500;

/**
 * Disables the accounts nobody used for the policy's days, people's and machines'. A batch to a transaction, walked by
 * id: killed anywhere, the next run does the rest. An account somebody uses at this moment is looked at once more
 * under its lock and stays.
 */
export async function disableIdleAccounts(
  context: AccountContext,
  actor: Actor,
  { dryRun }: { readonly dryRun: boolean },
): Promise<IdleRun> {
  const now = context.clock.now();
  const before = daysAfter(now, -context.policyAt(now).idleAccountDays);
  const accounts: IdleAccount[] = [];
  for (let after: string | null = null; ; ) {
    const found: readonly IdleAccount[] = await inTransaction(context.pool, async (client) => {
      const { rows } = await client.query<IdleAccount>(
        `select account_id as "accountId", display_name as "displayName", kind,
           greatest(last_seen_at, state_changed_at, created_at) as "idleSince"
         from access.account
         where state = 'active' and greatest(last_seen_at, state_changed_at, created_at) < $1
           and ($2::uuid is null or account_id > $2)
         order by account_id limit $3 ${dryRun ? "" : "for update"}`,
        [before, after, batch],
      );
      if (dryRun) return rows;
      const ids = rows.map(({ accountId }) => accountId);
      await client.query(
        `update access.account set state = 'disabled', state_reason = $3, state_changed_at = $2
         where account_id = any ($1)`,
        [ids, now, idleReason],
      );
      await endSessionsOf(client, ids, "accountDisabled", now);
      for (const accountId of ids) {
        await context.audit(
          client,
          eventOf(actor, now, {
            action: "account.disable",
            object: `account/${accountId}`,
            purpose: idleReason,
          }),
        );
      }
      return rows;
    });
    accounts.push(...found);
    after = found.at(-1)?.accountId ?? null;
    if (found.length < batch) return { accounts, dryRun, before };
  }
}
