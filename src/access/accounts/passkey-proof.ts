import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
  verifyAuthenticationResponse,
} from "@simplewebauthn/server";
import { HpError } from "#src/platform/errors.ts";
import { inTransaction } from "#src/platform/postgres/pool.ts";
import { raiseAlarm } from "./alarm.ts";
import { type AccountContext, type Actor, eventOf } from "./context.ts";
import { listPasskeys, type PasskeySite } from "./passkey.ts";
import {
  type Asked,
  challengeMinutes,
  keepChallenge,
  refuseWhenItThrows,
  takeChallenge,
} from "./passkey-challenge.ts";

/**
 * @param accountId after a password: the passkeys of this account; without, whichever the authenticator has for this
 *   site, so that the question tells nobody which accounts there are
 */
export async function beginPasskeyProof(
  context: AccountContext,
  site: PasskeySite,
  accountId?: string,
): Promise<Asked<PublicKeyCredentialRequestOptionsJSON>> {
  const known = accountId === undefined ? [] : await listPasskeys(context.pool, accountId);
  const options = await generateAuthenticationOptions({
    rpID: site.rpId,
    userVerification: "required",
    timeout: challengeMinutes * 60_000,
    ...(accountId === undefined
      ? {}
      : {
          allowCredentials: known.map((passkey) => ({
            id: passkey.credentialId,
            transports: [...passkey.transports],
          })),
        }),
  });
  return { challengeId: await keepChallenge(context, "signIn", options.challenge, accountId), options };
}

/**
 * Checks an assertion; its challenge is used up whatever comes out.
 * @param accountId as it was given to {@link beginPasskeyProof}
 * @returns whose passkey it is
 * @throws HpError `passkey-refused`
 */
export async function provePasskey(
  context: AccountContext,
  site: PasskeySite,
  answer: { readonly challengeId: string; readonly response: AuthenticationResponseJSON },
  actor: Actor,
  accountId?: string,
): Promise<string> {
  const now = context.clock.now();
  const challenge = await takeChallenge(context, "signIn", answer.challengeId, accountId);
  const { rows } = await context.pool.query<{ accountId: string; publicKey: Buffer }>(
    `select account_id as "accountId", public_key as "publicKey" from access.passkey where credential_id = $1`,
    [String(answer.response.id).slice(0, 1400)],
  );
  const passkey = rows[0];
  if (passkey === undefined || (accountId !== undefined && passkey.accountId !== accountId))
    throw new HpError("passkey-refused");
  const { verified, authenticationInfo } = await refuseWhenItThrows(() =>
    verifyAuthenticationResponse({
      response: answer.response,
      expectedChallenge: challenge,
      expectedOrigin: [...site.origins],
      expectedRPID: site.rpId,
      requireUserVerification: true,
      // The library looks at the counter before the signature: only a signed counter proves anything. We look at ours below.
      credential: { id: answer.response.id, publicKey: new Uint8Array(passkey.publicKey), counter: 0 },
    }),
  );
  if (!verified) throw new HpError("passkey-refused");
  const isCounted = await inTransaction(context.pool, async (client) => {
    // An authenticator that counts never comes back with a count it had: then there are two of it (WebAuthn §6.1.1).
    const { rowCount } = await client.query(
      `update access.passkey set sign_count = $2, backed_up = $3, last_used_at = $4
       where credential_id = $1 and (sign_count < $2 or (sign_count = 0 and $2 = 0))`,
      [answer.response.id, authenticationInfo.newCounter, authenticationInfo.credentialBackedUp, now],
    );
    if (rowCount === 1) return true;
    await raiseAlarm(client, "passkeyCopied", passkey.accountId, {}, now);
    await context.audit(
      client,
      eventOf(actor, now, {
        action: "session.secondFactor",
        object: `account/${passkey.accountId}`,
        result: "refused",
        detail: { why: "passkeyCounter" },
      }),
    );
    return false;
  });
  if (!isCounted) throw new HpError("passkey-refused");
  return passkey.accountId;
}
