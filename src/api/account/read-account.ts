import type { FastifyRequest } from "fastify";
import { assertMayChangeFactors } from "#src/access/accounts/change-factors.ts";
import type { AccountContext } from "#src/access/accounts/context.ts";
import { findCredential } from "#src/access/accounts/credential.ts";
import { listPasskeys, type Passkey } from "#src/access/accounts/passkey.ts";
import { countRecoveryCodes } from "#src/access/accounts/recovery-code.ts";
import { getRequirement } from "#src/access/accounts/requirement.ts";
import { type GivenConsent, listConsents } from "#src/access/provider/consents.ts";
import type { Session } from "#src/access/sessions/find-session.ts";
import { HpError } from "#src/platform/errors.ts";
import { ownSession } from "./own-session.ts";

/** What the account tells its owner, besides roles and sessions (me-routes.ts). */
export interface AccountStory {
  readonly session: Session;
  /** Absent for who signs in by VNeID alone. */
  readonly userName: string | undefined;
  readonly hasTotp: boolean;
  readonly passkeys: readonly Passkey[];
  readonly recoveryCodes: number;
  /** Who it is was proved a moment ago: factors may be changed. */
  readonly mayChangeFactors: boolean;
  /** Applications of others that may know who the person is. */
  readonly applications: readonly GivenConsent[];
}

export async function readAccount(context: AccountContext, request: FastifyRequest): Promise<AccountStory> {
  const session = ownSession(request);
  const { accountId } = session;
  const { pool } = context;
  const now = context.clock.now();
  const [credential, passkeys, recoveryCodes, requirement, applications, mayChangeFactors] =
    await Promise.all([
      findCredential(pool, { accountId }),
      listPasskeys(pool, accountId),
      countRecoveryCodes(pool, accountId),
      getRequirement(pool, accountId, now),
      listConsents(pool, accountId),
      mayChange(context, session),
    ]);
  return {
    session,
    userName: credential?.userName,
    hasTotp: requirement.factors.includes("totp"),
    passkeys,
    recoveryCodes,
    mayChangeFactors,
    applications,
  };
}

async function mayChange(context: AccountContext, session: Session): Promise<boolean> {
  try {
    await assertMayChangeFactors(context, session);
    return true;
  } catch (error) {
    if (error instanceof HpError && error.code === "step-up-needed") return false;
    throw error;
  }
}
