import {
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type RegistrationResponseJSON,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { HpError } from "#src/platform/errors.ts";
import { type Db, inTransaction } from "#src/platform/postgres/pool.ts";
import { assertMayChangeFactors, type ProvenAccount } from "./change-factors.ts";
import { type AccountContext, type Actor, eventOf } from "./context.ts";
import {
  type Asked,
  challengeMinutes,
  keepChallenge,
  refuseWhenItThrows,
  takeChallenge,
} from "./passkey-challenge.ts";

/** The site passkeys belong to (WebAuthn's relying party). */
export interface PasskeySite {
  /** Domain, without scheme and port. */
  readonly rpId: string;
  readonly rpName: string;
  /** Where pages may run that ask for a passkey: scheme, domain, port. */
  readonly origins: readonly string[];
}

export interface Passkey {
  readonly credentialId: string;
  readonly label: string;
  readonly transports: readonly string[];
  readonly backedUp: boolean;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

/** ES256 and RS256: what authenticators have; EdDSA comes with keys in the hand. */
const algorithms = [-8, -7, -257];

export async function listPasskeys(db: Db, accountId: string): Promise<readonly Passkey[]> {
  const { rows } = await db.query<Passkey>(
    `select credential_id as "credentialId", label, transports, backed_up as "backedUp", created_at as "createdAt",
       last_used_at as "lastUsedAt"
     from access.passkey where account_id = $1 order by created_at, credential_id`,
    [accountId],
  );
  return rows;
}

/** @throws HpError `step-up-needed` */
export async function beginPasskeyRegistration(
  context: AccountContext,
  site: PasskeySite,
  account: ProvenAccount & { readonly userName: string; readonly displayName: string },
): Promise<Asked<PublicKeyCredentialCreationOptionsJSON>> {
  await assertMayChangeFactors(context, account);
  const known = await listPasskeys(context.pool, account.accountId);
  const options = await generateRegistrationOptions({
    rpName: site.rpName,
    rpID: site.rpId,
    userName: account.userName,
    userDisplayName: account.displayName,
    userID: Buffer.from(account.accountId.replaceAll("-", ""), "hex"),
    timeout: challengeMinutes * 60_000,
    attestationType: "none",
    excludeCredentials: known.map((passkey) => ({
      id: passkey.credentialId,
      transports: [...passkey.transports],
    })),
    authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
    supportedAlgorithmIDs: algorithms,
  });
  return {
    challengeId: await keepChallenge(context, "register", options.challenge, account.accountId),
    options,
  };
}

/** @throws HpError `passkey-refused`, `step-up-needed` */
export async function finishPasskeyRegistration(
  context: AccountContext,
  site: PasskeySite,
  account: ProvenAccount,
  answer: {
    readonly challengeId: string;
    readonly label: string;
    readonly response: RegistrationResponseJSON;
  },
  actor: Actor,
): Promise<void> {
  const now = context.clock.now();
  const { accountId } = account;
  await assertMayChangeFactors(context, account);
  const challenge = await takeChallenge(context, "register", answer.challengeId, accountId);
  const { verified, registrationInfo } = await refuseWhenItThrows(() =>
    verifyRegistrationResponse({
      response: answer.response,
      expectedChallenge: challenge,
      expectedOrigin: [...site.origins],
      expectedRPID: site.rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    }),
  );
  if (!verified) throw new HpError("passkey-refused");
  const { credential, credentialBackedUp } = registrationInfo;
  await inTransaction(context.pool, async (client) => {
    const { rowCount } = await client.query(
      `insert into access.passkey (credential_id, account_id, public_key, sign_count, transports, backed_up, label, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
      [
        credential.id,
        accountId,
        Buffer.from(credential.publicKey),
        credential.counter,
        credential.transports ?? [],
        credentialBackedUp,
        answer.label.normalize("NFC").slice(0, 100),
        now,
      ],
    );
    // Somebody else's credential id: an authenticator never makes one twice.
    if (rowCount === 0) throw new HpError("passkey-refused");
    await context.audit(
      client,
      eventOf(actor, now, {
        action: "factor.add",
        object: `account/${accountId}`,
        detail: { factor: "passkey" },
      }),
    );
  });
}

/** Another name for a passkey. @throws HpError `step-up-needed`, `factor-not-found` */
export async function renamePasskey(
  context: AccountContext,
  account: ProvenAccount,
  { credentialId, label }: { readonly credentialId: string; readonly label: string },
  actor: Actor,
): Promise<void> {
  await assertMayChangeFactors(context, account);
  const { accountId } = account;
  await inTransaction(context.pool, async (client) => {
    const { rowCount } = await client.query(
      "update access.passkey set label = $3 where account_id = $1 and credential_id = $2",
      [accountId, credentialId, label.normalize("NFC").slice(0, 100)],
    );
    if (rowCount !== 1) throw new HpError("factor-not-found");
    await context.audit(
      client,
      eventOf(actor, context.clock.now(), {
        action: "factor.rename",
        object: `account/${accountId}`,
        detail: { factor: "passkey" },
      }),
    );
  });
}
