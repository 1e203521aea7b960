import { HpError } from "#src/platform/errors.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import { roles } from "../roles/roles.ts";
import { type Proof, provesTwoFactors } from "./proof.ts";

/** What stands between a sign-in and a session. */
export interface Requirement {
  readonly accountId: string;
  readonly state: "active" | "disabled";
  /** Sees more than what is their own. */
  readonly isStaff: boolean;
  /** Two factors are asked for: by a role, for staff from outside, or because the person set one up. */
  readonly asksTwoFactors: boolean;
  /** Second factors there are. */
  readonly factors: readonly ("totp" | "passkey" | "recovery")[];
  readonly mustChangePassword: boolean;
  readonly temporaryUntil: Date | null;
}

/** Why an account nobody used is disabled. */
export const idleReason = "idle";

const mfaRoles: readonly string[] = roles.filter((role) => role.mfa).map((role) => role.id);

/**
 * @param outside the request comes from outside the agency's networks, where level 3 asks for two factors of staff
 * @throws HpError `account-not-found`
 */
export async function getRequirement(
  db: Db,
  accountId: string,
  now: Date,
  outside = false,
): Promise<Requirement> {
  const { rows } = await db.query<{
    state: "active" | "disabled";
    mfaRequired: boolean;
    roles: readonly string[];
    totp: boolean;
    passkey: boolean;
    recovery: boolean;
    mustChange: boolean | null;
    temporaryUntil: Date | null;
  }>(
    `select a.state, a.mfa_required as "mfaRequired",
       array(select distinct g.role from access.grant g where g.account_id = $1 and g.revoked_at is null
             and g.valid_from <= $2 and (g.valid_to is null or g.valid_to > $2)) as roles,
       exists (select from access.totp t where t.account_id = $1 and t.confirmed_at is not null) as totp,
       exists (select from access.passkey p where p.account_id = $1) as passkey,
       exists (select from access.recovery_code r where r.account_id = $1 and r.used_at is null) as recovery,
       c.must_change as "mustChange", c.temporary_until as "temporaryUntil"
     from access.account a left join access.credential c using (account_id) where a.account_id = $1`,
    [accountId, now],
  );
  const row = rows[0];
  if (row === undefined) throw new HpError("account-not-found");
  const isStaff = row.roles.some((role) => !ownRoles.includes(role));
  return {
    accountId,
    state: row.state,
    isStaff,
    asksTwoFactors:
      row.mfaRequired ||
      row.totp ||
      row.passkey ||
      row.roles.some((role) => mfaRoles.includes(role)) ||
      (outside && isStaff),
    factors: (["totp", "passkey", "recovery"] as const).filter((factor) => row[factor]),
    mustChangePassword: row.mustChange ?? false,
    temporaryUntil: row.temporaryUntil,
  };
}

/** Roles of people who see nothing but what is their own. */
const ownRoles: readonly string[] = roles.filter((role) => role.reach === "own").map((role) => role.id);

/** What is asked next, in the order it is asked. */
export type SignInStep = "secondFactor" | "newPassword" | "enrolSecondFactor" | "done";

export function nextStep(requirement: Requirement, proofs: readonly Proof[]): SignInStep {
  const isProven = !requirement.asksTwoFactors || provesTwoFactors(proofs);
  // A recovery code alone is no factor one has set up: without another there is nothing to ask for.
  const hasFactor = requirement.factors.includes("totp") || requirement.factors.includes("passkey");
  if (!isProven && hasFactor) return "secondFactor";
  // Who came by passkey or VNeID did not use the password and need not change it now.
  if (requirement.mustChangePassword && proofs.some((proof) => proof.method === "pwd")) return "newPassword";
  return isProven ? "done" : "enrolSecondFactor";
}
