import type { AuthenticationResponseJSON } from "@simplewebauthn/server";
import { inTransaction } from "#src/platform/postgres/pool.ts";
import type { AccountContext, Actor } from "./context.ts";
import type { PasskeySite } from "./passkey.ts";
import { provePasskey } from "./passkey-proof.ts";
import type { FactorMethod } from "./proof.ts";
import { proveRecoveryCode } from "./recovery-code.ts";
import { addFactor, getSignIn, type SignIn, type Surroundings, writeSignIn } from "./sign-in.ts";
import { confirmTotp, proveTotp } from "./totp.ts";

/**
 * First factor: a passkey, without a user name. It proves two factors at once and knows no lock.
 * @throws HpError `passkey-refused`, `account-disabled`
 */
export async function beginPasskeySignIn(
  context: AccountContext,
  site: PasskeySite,
  answer: { readonly challengeId: string; readonly response: AuthenticationResponseJSON },
  actor: Actor,
  surroundings: Surroundings = {},
): Promise<SignIn> {
  const accountId = await provePasskey(context, site, answer, actor);
  return inTransaction(context.pool, (client) =>
    writeSignIn(context, client, { accountId, proofs: [] }, "passkey", surroundings),
  );
}

/** What a second factor is proved by. */
export type SecondFactor =
  | { readonly kind: "totp" | "recovery"; readonly code: string }
  | { readonly kind: "newTotp"; readonly code: string }
  | {
      readonly kind: "passkey";
      readonly site: PasskeySite;
      readonly challengeId: string;
      readonly response: AuthenticationResponseJSON;
    };

/**
 * Steps `secondFactor` and `enrolSecondFactor` (`newTotp`: the first code of an app set up just now).
 * @throws HpError `sign-in-expired`, `second-factor-failed`, `sign-in-locked`, `passkey-refused`, `totp-not-begun`
 */
export async function continueWithFactor(
  context: AccountContext,
  token: string,
  factor: SecondFactor,
  actor: Actor,
  surroundings: Surroundings = {},
): Promise<SignIn> {
  const before = await getSignIn(context.pool, token, context.clock.now());
  const own = { ...actor, accountId: before.accountId };
  if (factor.kind === "newTotp") {
    await confirmTotp(context, before, factor.code, own);
    return inTransaction(context.pool, (client) => addFactor(context, client, token, "otp", surroundings));
  }
  const method = await proveFactor(context, before.accountId, factor, own);
  return inTransaction(context.pool, (client) => addFactor(context, client, token, method, surroundings));
}

/** Proves one factor of an account, at sign-in or of somebody signed in. @returns what it is called among proofs */
export async function proveFactor(
  context: AccountContext,
  accountId: string,
  factor: Exclude<SecondFactor, { kind: "newTotp" }>,
  actor: Actor,
): Promise<FactorMethod> {
  if (factor.kind === "passkey") {
    await provePasskey(context, factor.site, factor, actor, accountId);
    return "passkey";
  }
  if (factor.kind === "recovery") {
    await proveRecoveryCode(context, accountId, factor.code, actor);
    return "recovery";
  }
  await proveTotp(context, accountId, factor.code, actor);
  return "otp";
}
