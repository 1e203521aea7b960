import { HpError } from "#src/platform/errors.ts";
import { inTransaction } from "#src/platform/postgres/pool.ts";
import { replacePassword } from "./change-password.ts";
import { type AccountContext, type Actor, eventOf } from "./context.ts";
import { type Credential, findCredential, foldUserName } from "./credential.ts";
import { findKnownDevice } from "./known-device.ts";
import { preparePassword } from "./password-rules.ts";
import { getRequirement, nextStep } from "./requirement.ts";
import { getSignIn, type SignIn, type Surroundings, writeSignIn } from "./sign-in.ts";
import { countAttempt, deviceSubject, forgetFailures, lockedError, nameSubject } from "./throttle.ts";

/**
 * First factor: user name and password. A name nobody has is treated like one that exists, in what it answers, what it
 * counts and what it costs; a disabled account is told so only to who knows its password.
 * @throws HpError `sign-in-failed`, `sign-in-locked`, `sign-in-busy`, `account-disabled`, `temporary-password-expired`,
 *   `password-too-long`, `password-characters`
 */
export async function beginPasswordSignIn(
  context: AccountContext,
  given: { readonly userName: string; readonly password: string; readonly deviceToken?: string },
  actor: Actor,
  surroundings: Surroundings = {},
): Promise<SignIn> {
  const credential = await provePassword(context, given, actor);
  return inTransaction(context.pool, (client) =>
    writeSignIn(context, client, { accountId: credential.accountId, proofs: [] }, "pwd", surroundings),
  );
}

/**
 * The account's own password once more, of somebody signed in: before factors or the password are changed.
 * @throws HpError as {@link beginPasswordSignIn}, and `credential-not-found`
 */
export async function provePasswordAgain(
  context: AccountContext,
  given: { readonly accountId: string; readonly password: string; readonly deviceToken?: string },
  actor: Actor,
): Promise<Credential> {
  const own = await findCredential(context.pool, { accountId: given.accountId });
  if (own === undefined) throw new HpError("credential-not-found");
  return provePassword(context, { ...given, userName: own.userName }, actor);
}

async function provePassword(
  context: AccountContext,
  given: { readonly userName: string; readonly password: string; readonly deviceToken?: string },
  actor: Actor,
): Promise<Credential> {
  const { pool } = context;
  const policy = context.policyAt(context.clock.now());
  const password = preparePassword(given.password, policy);
  const userName = foldUserName(given.userName);
  if (userName === undefined) throw new HpError("sign-in-failed");
  const device =
    given.deviceToken === undefined
      ? undefined
      : await findKnownDevice(pool, given.deviceToken, userName, context.clock.now());
  const subject = device === undefined ? nameSubject(context, userName) : deviceSubject(device);
  // A known browser does not stand in line behind strangers either.
  return context.turns.take(subject, async () => {
    const now = context.clock.now();
    const attempt = await countAttempt(pool, subject, now, policy, policy.lockMinutes);
    if (!attempt.allowed) {
      await record(context, actor, now, null, "locked");
      throw lockedError(now, attempt.lockedUntil);
    }
    const credential = await findCredential(pool, { userName });
    const matches =
      credential === undefined
        ? await context.hashing.matchesNobody(password, userName)
        : await context.hashing.matches(password, credential.passwordHash);
    if (credential === undefined || !matches) {
      await record(context, actor, now, credential?.accountId ?? null, "wrongPassword");
      throw new HpError("sign-in-failed");
    }
    await forgetFailures(pool, [subject]);
    if (credential.state !== "active") {
      await record(context, actor, now, credential.accountId, "disabled");
      throw new HpError("account-disabled");
    }
    if (credential.temporaryUntil !== null && credential.temporaryUntil <= now) {
      await record(context, actor, now, credential.accountId, "temporaryExpired");
      throw new HpError("temporary-password-expired");
    }
    if (context.hashing.isOutdated(credential.passwordHash, policy.hashCost)) {
      const hash = await context.hashing.hash(password, policy.hashCost);
      // Somebody who changes the password at this moment wins.
      await pool.query(
        "update access.credential set password_hash = $3 where account_id = $1 and password_hash = $2",
        [credential.accountId, credential.passwordHash, hash],
      );
      return { ...credential, passwordHash: hash };
    }
    return credential;
  });
}

/** A refusal is on record too. Nobody is signed in: who was aimed at stands as the object. */
async function record(
  context: AccountContext,
  actor: Actor,
  at: Date,
  accountId: string | null,
  why: string,
): Promise<void> {
  await inTransaction(context.pool, (client) =>
    context.audit(
      client,
      eventOf(actor, at, {
        action: "session.signIn",
        object: accountId === null ? null : `account/${accountId}`,
        result: "refused",
        detail: { why },
      }),
    ),
  );
}

/**
 * Changes the password of somebody signed in; other sessions end.
 * @throws HpError as {@link provePasswordAgain} and `replacePassword`
 */
export async function changePassword(
  context: AccountContext,
  change: {
    readonly accountId: string;
    readonly current: string;
    readonly next: string;
    readonly sessionId?: string;
    readonly deviceToken?: string;
  },
  actor: Actor,
): Promise<void> {
  const { passwordHash } = await provePasswordAgain(context, { ...change, password: change.current }, actor);
  await replacePassword(context, change.accountId, change.next, actor, {
    knownHash: passwordHash,
    ...(change.sessionId === undefined ? {} : { keepSessionId: change.sessionId }),
  });
}

/**
 * Step `newPassword` of a sign-in: a temporary password is replaced before anything opens.
 * @throws HpError `sign-in-expired`, `sign-in-incomplete`, and as `replacePassword`
 */
export async function continueWithNewPassword(
  context: AccountContext,
  token: string,
  password: string,
  actor: Actor,
  surroundings: Surroundings = {},
): Promise<SignIn> {
  const now = context.clock.now();
  const before = await getSignIn(context.pool, token, now);
  const { accountId } = before;
  const step = nextStep(
    await getRequirement(context.pool, accountId, now, surroundings.outside),
    before.proofs,
  );
  // Not before the second factor: a temporary password that was read over a shoulder changes nothing.
  if (step !== "newPassword") throw new HpError("sign-in-incomplete", { step });
  // Every sign-in on its way ends with the old password, this one too: it goes on under a new token.
  await replacePassword(context, accountId, password, { ...actor, accountId });
  return inTransaction(context.pool, (client) => writeSignIn(context, client, before, "pwd", surroundings));
}
