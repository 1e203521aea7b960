import { HpError } from "#src/platform/errors.ts";
import { minutesBefore } from "./policy.ts";

/**
 * How somebody proved who they are: a password, a one-time code, a recovery code, a passkey (with the person verified
 * by PIN or finger), VNeID at level 1 or 2.
 */
export type FactorMethod = "pwd" | "otp" | "recovery" | "passkey" | "vneid1" | "vneid2";

export interface Proof {
  readonly method: FactorMethod;
  /** When, ISO 8601. */
  readonly at: string;
}

/** What kinds of evidence a method is: something one knows, has or is (NIST SP 800-63B §2). */
const kinds: Readonly<Record<FactorMethod, readonly ("knows" | "has")[]>> = {
  pwd: ["knows"],
  otp: ["has"],
  recovery: ["has"],
  // The authenticator asks for PIN or finger before it signs: verification is required (passkey.ts).
  passkey: ["knows", "has"],
  vneid1: ["knows"],
  // Level 2: a device bound in person and a pass code [memory: a lawyer confirms that it stands for two factors].
  vneid2: ["knows", "has"],
};

export function provesTwoFactors(proofs: readonly Proof[]): boolean {
  return new Set(proofs.flatMap((proof) => kinds[proof.method])).size >= 2;
}

/** The `amr` claim (RFC 8176 where it has a word). */
export function amrOf(proofs: readonly Proof[]): readonly string[] {
  const words: Readonly<Record<FactorMethod, readonly string[]>> = {
    pwd: ["pwd"],
    otp: ["otp"],
    recovery: ["rcv"],
    passkey: ["pop", "user"],
    vneid1: ["vneid1"],
    vneid2: ["vneid2"],
  };
  const amr = proofs.flatMap((proof) => words[proof.method]);
  return [...new Set([...amr, ...(provesTwoFactors(proofs) ? ["mfa"] : [])])];
}

/** With a new proof; of one method the last one counts. */
export function withProof(proofs: readonly Proof[], method: FactorMethod, at: Date): readonly Proof[] {
  return [...proofs.filter((proof) => proof.method !== method), { method, at: at.toISOString() }];
}

/** When who it is was proved last; the sign-in's `auth_time`. */
export function lastProofAt(proofs: readonly Proof[]): Date | undefined {
  const last = proofs
    .map((proof) => proof.at)
    .sort()
    .at(-1);
  return last === undefined ? undefined : new Date(last);
}

/**
 * Factors are changed, and emergency access is taken, only by who proved a moment ago who they are: a browser left open
 * must not be enough to add a passkey.
 * @throws HpError `step-up-needed`
 */
export function assertRecentProof(proofs: readonly Proof[], now: Date, minutes: number): void {
  const last = lastProofAt(proofs);
  if (last === undefined || last < minutesBefore(now, minutes)) throw new HpError("step-up-needed");
}
