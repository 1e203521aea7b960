import { randomUUID } from "node:crypto";
import { HpError } from "#src/platform/errors.ts";
import type { AccountContext } from "./context.ts";
import { minutesAfter } from "./policy.ts";

export const challengeMinutes = 5;

/** What the browser is asked, and what the answer is brought back with. */
export interface Asked<T> {
  /** Kept beside the sign-in or the session by the caller; an answer without it is worth nothing. */
  readonly challengeId: string;
  readonly options: T;
}

/** Keeps what an authenticator is asked to sign. @returns the id its answer is brought back with */
export async function keepChallenge(
  context: AccountContext,
  purpose: "register" | "signIn",
  challenge: string,
  accountId: string | undefined,
): Promise<string> {
  const challengeId = randomUUID();
  await context.pool.query(
    `insert into access.passkey_challenge (challenge_id, challenge, purpose, account_id, expires_at)
     values ($1, $2, $3, $4, $5)`,
    [challengeId, challenge, purpose, accountId ?? null, minutesAfter(context.clock.now(), challengeMinutes)],
  );
  return challengeId;
}

/** Takes a challenge out, so that it is answered once. @throws HpError `passkey-refused` */
export async function takeChallenge(
  context: AccountContext,
  purpose: "register" | "signIn",
  challengeId: string,
  accountId: string | undefined,
): Promise<string> {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(challengeId);
  const { rows } = await context.pool.query<{ challenge: string }>(
    `delete from access.passkey_challenge
     where challenge_id = $1 and purpose = $2 and account_id is not distinct from $3 and expires_at > $4
     returning challenge`,
    [isId ? challengeId : randomUUID(), purpose, accountId ?? null, context.clock.now()],
  );
  const challenge = rows[0]?.challenge;
  if (challenge === undefined) throw new HpError("passkey-refused");
  return challenge;
}

/** Whatever is wrong with an answer, the asker learns only that it was refused. */
export async function refuseWhenItThrows<T>(verify: () => Promise<T>): Promise<T> {
  try {
    return await verify();
  } catch (cause) {
    throw new HpError("passkey-refused", {}, cause);
  }
}
