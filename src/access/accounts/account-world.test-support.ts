import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "otplib";
import { expect } from "vitest";
import type { Clock } from "#src/platform/clock.ts";
import { type Client, createPool, type Pool } from "#src/platform/postgres/pool.ts";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { useAuditKey } from "../audit/audit-key.ts";
import { type AuditEvent, recordAudit } from "../audit/record.ts";
import type { Unit } from "../principal.ts";
import type { RoleId } from "../roles/roles.ts";
import { type AccountContext, type Actor, createAccountContext, openAccountKeys } from "./context.ts";
import { createLocalAccount } from "./credential.ts";
import { beginPasswordSignIn, continueWithNewPassword } from "./password-sign-in.ts";
import type { AccountPolicy } from "./policy.ts";
import type { FactorMethod, Proof } from "./proof.ts";

/** A database, its API role, a clock the test turns, and the events that were put on record. */
export interface AccountWorld {
  readonly database: TestDatabase;
  /** Works as the API does, as role `hp_app`. */
  readonly context: AccountContext;
  readonly events: AuditEvent[];
  readonly clock: Clock & { forward(minutes: number): void };
  with(policy: Partial<AccountPolicy>): AccountContext;
  close(): Promise<void>;
}

/** Enough to be argon2id, little enough for thousands of tries. */
export const cheapHash = { memoryKib: 64, passes: 2, lanes: 1 } as const;

export async function createAccountWorld(): Promise<AccountWorld> {
  const database = await createTestDatabase();
  const keysDir = mkdtempSync(join(tmpdir(), "hp-keys-"));
  const pool: Pool = createPool(database.appUrl, 6);
  let now = Date.parse("2026-11-23T01:00:00Z");
  const clock = {
    now: () => new Date(now),
    forward: (minutes: number) => {
      now += minutes * 60_000;
    },
  };
  const events: AuditEvent[] = [];
  const keys = openAccountKeys(keysDir);
  useAuditKey(Buffer.alloc(32, 7));
  const audit = async (client: Client, event: AuditEvent): Promise<void> => {
    await recordAudit(client, event);
    events.push(event);
  };
  const open = (policy: Partial<AccountPolicy> = {}): AccountContext =>
    createAccountContext(pool, clock, keys, audit, {
      policy: { hashCost: cheapHash, ...policy },
      hashCosts: [cheapHash],
    });
  return {
    database,
    context: open(),
    events,
    clock,
    with: open,
    close: async () => {
      await pool.end();
      await database.drop();
      rmSync(keysDir, { recursive: true, force: true });
    },
  };
}

export const nobody: Actor = {
  accountId: null,
  role: null,
  unit: null,
  from: "203.0.113.7",
  requestId: "r-1",
};

export const code = (value: string) => expect.objectContaining({ code: value });

export const goodPassword = "mưa rơi trên bến Bính 7x";

export interface SamplePerson {
  readonly accountId: string;
  readonly userName: string;
  readonly password: string;
}

let people = 0;
/** A person with a user name and a password of their own. */
export async function addPerson(
  { context, clock }: Pick<AccountWorld, "context" | "clock">,
  options: { readonly password?: string; readonly mfaRequired?: boolean } = {},
): Promise<SamplePerson> {
  people += 1;
  const userName = `nguoi.${people}`;
  const { account, temporaryPassword } = await createLocalAccount(
    context,
    { displayName: `Người Thử ${people}`, userName },
    nobody,
  );
  const password = options.password ?? goodPassword;
  clock.forward(1);
  const { token } = await beginPasswordSignIn(context, { userName, password: temporaryPassword }, nobody);
  await continueWithNewPassword(context, token, password, nobody);
  if (options.mfaRequired === true)
    await context.pool.query("update access.account set mfa_required = true where account_id = $1", [
      account.accountId,
    ]);
  return { accountId: account.accountId, userName, password };
}

/** Gives a role as the database's owner does. */
export async function giveGrant(
  { database, clock }: Pick<AccountWorld, "database" | "clock">,
  accountId: string,
  role: RoleId,
  unit: Unit = { kind: "none" },
  times: { readonly from?: Date; readonly to?: Date } = {},
): Promise<string> {
  const grantId = randomUUID();
  await database.pool.query(
    `insert into access.grant (grant_id, account_id, role, unit_kind, unit_id, valid_from, valid_to, reason)
     values ($1, $2, $3, $4, $5, $6, $7, 'thử')`,
    [grantId, accountId, role, unit.kind, unit.id ?? null, times.from ?? clock.now(), times.to ?? null],
  );
  return grantId;
}

export function proofsOf(clock: Clock, ...methods: readonly FactorMethod[]): readonly Proof[] {
  return methods.map((method) => ({ method, at: clock.now().toISOString() }));
}

/** The code an authenticator app shows at an instant. */
export function codeAt(secret: string, at: Date): Promise<string> {
  return generate({ secret, epoch: Math.floor(at.getTime() / 1000) });
}
