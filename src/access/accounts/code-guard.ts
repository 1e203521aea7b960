import { HpError } from "#src/platform/errors.ts";
import { type Client, inTransaction } from "#src/platform/postgres/pool.ts";
import { type AccountContext, type Actor, eventOf } from "./context.ts";
import { codeSubject, countAttempt, forgetFailures, lockedError } from "./throttle.ts";

/**
 * Counts guesses at one-time and recovery codes of an account together, forgets them after a right one, and puts wrong
 * ones on record. @param check gives false for a wrong code; what it runs by `done` is one transaction
 */
export async function guardCodes(
  context: AccountContext,
  accountId: string,
  actor: Actor,
  check: (
    now: Date,
    done: (work: (client: Client) => Promise<boolean>) => Promise<boolean>,
  ) => Promise<boolean>,
): Promise<void> {
  const subject = codeSubject(accountId);
  const refused = (at: Date, why: string): Promise<void> =>
    inTransaction(context.pool, (client) =>
      context.audit(
        client,
        eventOf(actor, at, {
          action: "session.secondFactor",
          object: `account/${accountId}`,
          result: "refused",
          detail: { why },
        }),
      ),
    );
  await context.turns.take(subject, async () => {
    const now = context.clock.now();
    const policy = context.policyAt(now);
    const attempt = await countAttempt(context.pool, subject, now, policy, policy.codeLockMinutes);
    if (!attempt.allowed) {
      await refused(now, "locked");
      throw lockedError(now, attempt.lockedUntil);
    }
    const isRight = await check(now, (work) =>
      inTransaction(context.pool, async (client) => {
        const succeeded = await work(client);
        if (succeeded) await forgetFailures(client, [subject]);
        return succeeded;
      }),
    );
    if (!isRight) {
      await refused(now, "wrongCode");
      throw new HpError("second-factor-failed");
    }
  });
}
