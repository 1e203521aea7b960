import type { Clock } from "#src/platform/clock.ts";
import { getOrCreateKey } from "#src/platform/keys.ts";
import type { Client, Pool } from "#src/platform/postgres/pool.ts";
import { type Keyring, openKeyring } from "#src/platform/sealing/keyring.ts";
import type { AuditEvent } from "../audit/event.ts";
import { KeyedTurns } from "./keyed-turns.ts";
import { PasswordHashing } from "./password-hashing.ts";
import { type AccountPolicy, type HashCost, passwordHashing, policyAt } from "./policy.ts";

/** On whose behalf something is done, as the audit names it; `accountId` is null where nobody is known yet. */
export interface Actor {
  readonly accountId: string | null;
  readonly role: string | null;
  readonly unit: string | null;
  /** Address the request came from. */
  readonly from: string | null;
  readonly requestId: string | null;
}

/** Writes an event into the caller's transaction: what is done and what is on record are one (audit/record.ts). */
export type AuditWriter = (client: Client, event: AuditEvent) => Promise<void>;

export interface AccountKeys {
  /** Binds accounts to people, and hides the names that are tried. */
  readonly person: Buffer;
  /** Pepper of the password hashes: rows without the keys folder are no use to who guesses. */
  readonly password: Buffer;
  /** Seals the secrets of one-time codes. */
  readonly fields: Keyring;
}

export interface AccountContext {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly keys: AccountKeys;
  readonly audit: AuditWriter;
  readonly hashing: PasswordHashing;
  readonly turns: KeyedTurns;
  readonly policyAt: (now: Date) => AccountPolicy;
}

export function openAccountKeys(keysDir: string): AccountKeys {
  return {
    person: getOrCreateKey(keysDir, "person"),
    password: getOrCreateKey(keysDir, "password"),
    fields: openKeyring(keysDir),
  };
}

/** @param changes of the policy and the hash costs; tests and departments that ask for more than the floor */
export function createAccountContext(
  pool: Pool,
  clock: Clock,
  keys: AccountKeys,
  audit: AuditWriter,
  changes: { readonly policy?: Partial<AccountPolicy>; readonly hashCosts?: readonly HashCost[] } = {},
): AccountContext {
  const costs = changes.hashCosts ?? passwordHashing.map((rule) => rule.params);
  return {
    pool,
    clock,
    keys,
    audit,
    hashing: new PasswordHashing(keys.password, costs),
    turns: new KeyedTurns(),
    policyAt: (now) => ({ ...policyAt(now), ...changes.policy }),
  };
}

/** The event of an act, with the actor's part filled in. */
export function eventOf(
  actor: Actor,
  at: Date,
  what: Pick<AuditEvent, "action" | "object"> & Partial<AuditEvent>,
): AuditEvent {
  return { purpose: null, result: "ok", ...actor, at, ...what };
}
