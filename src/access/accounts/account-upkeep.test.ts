import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findSession } from "../sessions/find-session.ts";
import { startSession } from "../sessions/start-session.ts";
import { listAccountsWithoutGrant, listDueReviews, recordReview } from "./access-review.ts";
import { disableAccount, enableAccount, getOrCreatePersonAccount } from "./account.ts";
import {
  type AccountWorld,
  addPerson,
  code,
  createAccountWorld,
  giveGrant,
  nobody,
  proofsOf,
} from "./account-world.test-support.ts";
import { createClient } from "./client.ts";
import { findClientBySecret } from "./client-secret.ts";
import { disableIdleAccounts } from "./idle-accounts.ts";
import { accountFloor, accountSettings, passwordHashing, policyAt } from "./policy.ts";
import { beginFederatedSignIn } from "./sign-in.ts";

let world: AccountWorld;
beforeAll(async () => {
  world = await createAccountWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.database.pool.query("update access.account set state = 'disabled'");
  await world.database.pool.query("delete from access.grant");
});

const days = (count: number): void => world.clock.forward(count * 24 * 60);

describe("accounts nobody uses", () => {
  test("are disabled after 45 days, people's and machines'; a dry run only lists them", async () => {
    const used = await addPerson(world);
    const idle = await addPerson(world);
    const { client, secret } = await createClient(
      world.context,
      { clientId: "vendor-idle", displayName: "x", scopes: ["upload"], auth: { method: "client_secret" } },
      nobody,
    );
    const open = await startSession(
      world.context,
      { accountId: idle.accountId, proofs: proofsOf(world.clock, "vneid2") },
      { device: null },
      nobody,
    );
    days(44);
    await world.context.pool.query("update access.account set last_seen_at = $2 where account_id = $1", [
      used.accountId,
      world.clock.now(),
    ]);
    expect((await disableIdleAccounts(world.context, nobody, { dryRun: false })).accounts).toEqual([]);
    days(1);
    world.clock.forward(1);
    world.events.length = 0;
    const planned = await disableIdleAccounts(world.context, nobody, { dryRun: true });
    expect(planned.accounts.map(({ accountId }) => accountId).sort()).toEqual(
      [idle.accountId, client.accountId].sort(),
    );
    expect(world.events).toEqual([]);
    expect((await findClientBySecret(world.context, "vendor-idle", secret ?? ""))?.clientId).toBe(
      "vendor-idle",
    );
    // The machine was just used; the person was not.
    const done = await disableIdleAccounts(world.context, nobody, { dryRun: false });
    expect(done.accounts).toMatchObject([{ accountId: idle.accountId, kind: "person" }]);
    expect(world.events).toMatchObject([{ action: "account.disable", purpose: "idle" }]);
    expect(await findSession(world.context.pool, open.token, world.clock.now())).toBeUndefined();
    expect((await disableIdleAccounts(world.context, nobody, { dryRun: false })).accounts).toEqual([]);
    // Enabled again it has 45 days.
    await enableAccount(world.context, idle.accountId, "trở lại", nobody);
    expect((await disableIdleAccounts(world.context, nobody, { dryRun: true })).accounts).toEqual([]);
  });

  test("of parents open again when VNeID vouches for them; of staff, or disabled by somebody, they don't", async () => {
    const citizens = ["031215000011", "031215000012", "031215000013"].map((citizenNumber) => ({
      citizenNumber,
      displayName: "Người Thử",
    }));
    const vouch = async (at: number) =>
      getOrCreatePersonAccount(world.context, citizens[at] ?? { citizenNumber: "", displayName: "" }, nobody);
    const [parent, teacher, gone] = [await vouch(0), await vouch(1), await vouch(2)];
    await giveGrant(world, parent.accountId, "guardian", { kind: "guardian", id: randomUUID() });
    await giveGrant(world, teacher.accountId, "registrar", { kind: "school", id: "S1" });
    days(46);
    await disableAccount(world.context, gone.accountId, "nghỉ việc", nobody);
    const { accounts } = await disableIdleAccounts(world.context, nobody, { dryRun: false });
    expect(accounts.length).toBe(2);
    await expect(beginFederatedSignIn(world.context, parent.accountId, "vneid1")).rejects.toEqual(
      code("account-disabled"),
    );
    expect([(await vouch(0)).state, (await vouch(1)).state, (await vouch(2)).state]).toEqual([
      "active",
      "disabled",
      "disabled",
    ]);
    await expect(beginFederatedSignIn(world.context, parent.accountId, "vneid1")).resolves.toMatchObject({
      step: "done",
    });
  });

  test("are found however many there are", async () => {
    await world.database.pool.query(
      `insert into access.account (account_id, kind, display_name, state, created_at)
       select gen_random_uuid(), 'person', 'Người Thử', 'active', $1 from generate_series(1, 1203)`,
      [new Date(world.clock.now().getTime() - 46 * 86_400_000)],
    );
    const planned = await disableIdleAccounts(world.context, nobody, { dryRun: true });
    const done = await disableIdleAccounts(world.context, nobody, { dryRun: false });
    expect([planned.accounts.length, done.accounts.length]).toEqual([1203, 1203]);
    expect(new Set(done.accounts.map(({ accountId }) => accountId)).size).toBe(1203);
  });
});

describe("the half-yearly review", () => {
  test("lists grants nobody looked at for six months; what was kept comes back, what was revoked is gone", async () => {
    const [one, other, parent] = [await addPerson(world), await addPerson(world), await addPerson(world)];
    const kept = await giveGrant(world, one.accountId, "registrar", { kind: "school", id: "S1" });
    const revoked = await giveGrant(world, other.accountId, "principal", { kind: "school", id: "S2" });
    await giveGrant(world, parent.accountId, "guardian", { kind: "guardian", id: randomUUID() });
    const due = async (unit?: { kind: "school"; id: string }) =>
      (await listDueReviews(world.context, { limit: 50, ...(unit === undefined ? {} : { unit }) })).map(
        ({ grantId }) => grantId,
      );
    days(150);
    expect(await due()).toEqual([]);
    days(40);
    expect([...(await due())].sort()).toEqual([kept, revoked].sort());
    expect(await due({ kind: "school", id: "S1" })).toEqual([kept]);
    const [first] = await listDueReviews(world.context, { limit: 1 });
    expect(
      await listDueReviews(world.context, { limit: 1, ...(first === undefined ? {} : { after: first }) }),
    ).toHaveLength(1);
    const reviewer = { ...nobody, accountId: one.accountId };
    await expect(recordReview(world.context, kept, "keep", "vẫn cần", reviewer)).rejects.toEqual(
      code("review-own-grant"),
    );
    await recordReview(world.context, revoked, "revoke", "đã chuyển trường", reviewer);
    await recordReview(world.context, kept, "keep", "vẫn làm việc", {
      ...nobody,
      accountId: other.accountId,
    });
    expect(await due()).toEqual([]);
    await expect(recordReview(world.context, revoked, "keep", "x", reviewer)).rejects.toEqual(
      code("grant-not-held"),
    );
    expect(
      (await listAccountsWithoutGrant(world.context, { limit: 50 })).map(({ accountId }) => accountId),
    ).toEqual([other.accountId]);
    days(190);
    expect(await due()).toEqual([kept]);
  });
});

test("the policy in force is never below level 3's floor, and every version has its source", () => {
  const policy = policyAt(new Date("2026-11-23T01:00:00Z"));
  expect(policy).toMatchObject({
    passwordLength: { withMfa: 8, alone: 14 },
    passwordHistory: 10,
    failuresBeforeLock: 5,
    sensitiveIdleMinutes: 15,
    idleAccountDays: 45,
    reviewMonths: 6,
  });
  expect(policy.idleMinutes).toBeGreaterThanOrEqual(policy.sensitiveIdleMinutes);
  expect(policy.lockMinutes.length).toBe(1);
  // OWASP's least for argon2id: memory times passes of one of its equal settings.
  for (const { params } of passwordHashing)
    expect(params.memoryKib * params.passes).toBeGreaterThanOrEqual(37_888);
  for (const { legalBasis, tag } of [...accountFloor, ...accountSettings, ...passwordHashing])
    expect([legalBasis.length > 0, ["found", "design"].includes(tag)]).toEqual([true, true]);
});
