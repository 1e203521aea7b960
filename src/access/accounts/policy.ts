import { getRuleOn, type LegalRule } from "#src/domains/dictionary/legal-rule.ts";
import { localDay } from "#src/platform/clock.ts";

/** What level 3 asks of accounts at the least. */
export interface AccountFloor {
  /** Code points of a password, beside a second factor and alone. */
  readonly passwordLength: { readonly withMfa: number; readonly alone: number };
  /** Passwords that may not come back, the present one among them. */
  readonly passwordHistory: number;
  readonly failuresBeforeLock: number;
  /** Longest pause on sensitive screens. */
  readonly sensitiveIdleMinutes: number;
  readonly idleAccountDays: number;
  readonly reviewMonths: number;
}

export const accountFloor: readonly LegalRule<AccountFloor>[] = [
  {
    ruleId: "account-floor",
    title: { vi: "Yêu cầu tối thiểu đối với tài khoản, cấp độ 3", en: "Floor for accounts, level 3" },
    legalBasis: "TCVN 14423:2026, cấp độ 3",
    tag: "found",
    effectiveFrom: "2026-01-01",
    params: {
      passwordLength: { withMfa: 8, alone: 14 },
      passwordHistory: 10,
      failuresBeforeLock: 5,
      sensitiveIdleMinutes: 15,
      idleAccountDays: 45,
      reviewMonths: 6,
    },
  },
];

/** What the floor leaves open; a department may change it. */
export interface AccountSettings {
  /** Longest password, code points; longer ones only cost memory. */
  readonly mostPasswordLength: number;
  /** Characters that must be left once what anybody would guess counts for little (password-rules.ts). */
  readonly ownCharacters: number;
  /** How long guesses at a password are refused: always as long, or whoever guesses could keep the owner out longer. */
  readonly lockMinutes: readonly number[];
  /** The same for one-time codes. Only who knows the password gets here, and six digits are few: it grows. */
  readonly codeLockMinutes: readonly number[];
  /** Failures older than this are forgotten. */
  readonly failureHours: number;
  readonly knownDeviceDays: number;
  readonly temporaryPasswordHours: number;
  readonly signInMinutes: number;
  readonly idleMinutes: number;
  readonly sessionHours: number;
  /** How fresh a proof must be to change factors or take emergency access. */
  readonly stepUpMinutes: number;
  readonly endedSessionDays: number;
  readonly breakGlassMinutes: number;
  readonly secretOverlapDays: number;
}

export const accountSettings: readonly LegalRule<AccountSettings>[] = [
  {
    ruleId: "account-settings",
    title: { vi: "Thiết lập tài khoản của hệ thống", en: "Settings of accounts" },
    legalBasis: "Sở GDĐT quyết định; giá trị ban đầu theo NIST SP 800-63B và OWASP",
    tag: "design",
    effectiveFrom: "2026-01-01",
    params: {
      mostPasswordLength: 128,
      ownCharacters: 8,
      lockMinutes: [15],
      codeLockMinutes: [15, 60, 240, 1440],
      failureHours: 24,
      knownDeviceDays: 180,
      temporaryPasswordHours: 72,
      signInMinutes: 10,
      idleMinutes: 60,
      sessionHours: 12,
      stepUpMinutes: 10,
      endedSessionDays: 30,
      breakGlassMinutes: 60,
      secretOverlapDays: 7,
    },
  },
];

/** Cost of one argon2id hash (RFC 9106). */
export interface HashCost {
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
}

/**
 * A rise is a version with its day: passwords move up as their owners sign in, and the older versions stay in the list
 * as long as hashes of theirs are left (password-hashing.ts: what an unknown name costs is drawn from the list).
 */
export const passwordHashing: readonly LegalRule<HashCost>[] = [
  {
    ruleId: "password-hashing",
    title: { vi: "Tham số băm mật khẩu", en: "Cost of a password hash" },
    legalBasis: "OWASP Password Storage Cheat Sheet (argon2id, m=19 MiB, t=2, p=1); RFC 9106 §4",
    tag: "found",
    effectiveFrom: "2026-01-01",
    params: { memoryKib: 19_456, passes: 2, lanes: 1 },
  },
];

export interface AccountPolicy extends AccountFloor, AccountSettings {
  readonly hashCost: HashCost;
}

/** The policy in force at an instant. */
export function policyAt(now: Date): AccountPolicy {
  const day = localDay(now);
  return {
    ...getRuleOn(accountFloor, "account-floor", day).params,
    ...getRuleOn(accountSettings, "account-settings", day).params,
    hashCost: getRuleOn(passwordHashing, "password-hashing", day).params,
  };
}

export const minutesBefore = (now: Date, minutes: number): Date => new Date(now.getTime() - minutes * 60_000);
export const minutesAfter = (now: Date, minutes: number): Date => minutesBefore(now, -minutes);
export const hoursAfter = (now: Date, hours: number): Date => minutesAfter(now, hours * 60);
export const daysAfter = (now: Date, days: number): Date => minutesAfter(now, days * 24 * 60);
