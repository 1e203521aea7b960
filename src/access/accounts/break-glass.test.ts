import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { RoleId } from "../roles/roles.ts";
import { getRole } from "../roles/roles.ts";
import { listGrants } from "../sessions/acting-grant.ts";
import {
  type AccountWorld,
  addPerson,
  code,
  createAccountWorld,
  giveGrant,
  nobody,
  proofsOf,
  type SamplePerson,
} from "./account-world.test-support.ts";
import { alarmKinds, listAlarms } from "./alarm.ts";
import { breakGlassRoles, endBreakGlass, getBreakGlass, openBreakGlass } from "./break-glass.ts";

let world: AccountWorld;
let person: SamplePerson;
beforeAll(async () => {
  world = await createAccountWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  person = await addPerson(world);
  await giveGrant(world, person.accountId, "departmentOfficer", { kind: "city" });
  world.events.length = 0;
});

const reason = "Cháu bé ngất trong giờ học, cần biết tiền sử dị ứng";
const ask = (changes: Partial<Parameters<typeof openBreakGlass>[1]> = {}) =>
  openBreakGlass(
    world.context,
    {
      accountId: person.accountId,
      acting: "departmentOfficer",
      proofs: proofsOf(world.clock, "pwd", "otp"),
      role: "nurse",
      unit: { kind: "school", id: "S1" },
      reason,
      ...changes,
    },
    { ...nobody, accountId: person.accountId },
  );
const rolesNow = async (): Promise<readonly RoleId[]> =>
  (await listGrants(world.context.pool, person.accountId, world.clock.now())).map(({ role }) => role).sort();

describe("emergency access", () => {
  test("holds at once, is on record with its reason and alarms the leaders; it ends by itself", async () => {
    const opened = await ask();
    expect(await rolesNow()).toEqual(["departmentOfficer", "nurse"]);
    expect(await listAlarms(world.context.pool, { limit: 1, openOnly: true })).toMatchObject([
      {
        kind: "breakGlass",
        accountId: person.accountId,
        about: { breakGlassId: opened.breakGlassId, role: "nurse", unit: "school/S1", minutes: 60 },
        raisedAt: world.clock.now(),
      },
    ]);
    expect(world.events).toMatchObject([{ action: "breakGlass.open", result: "ok" }]);
    expect(JSON.stringify(world.events)).not.toContain("Cháu bé");
    expect(await getBreakGlass(world.context.pool, opened.breakGlassId)).toEqual({ ...opened, reason });
    world.clock.forward(60);
    expect(await rolesNow()).toEqual(["departmentOfficer"]);
    await expect(endBreakGlass(world.context, opened.breakGlassId, nobody)).rejects.toEqual(
      code("break-glass-not-open"),
    );
  });

  test("is given back early, once", async () => {
    const { breakGlassId } = await ask({ minutes: 10 });
    await endBreakGlass(world.context, breakGlassId, { ...nobody, accountId: person.accountId });
    expect(await rolesNow()).toEqual(["departmentOfficer"]);
    expect((await getBreakGlass(world.context.pool, breakGlassId)).endedAt).toEqual(world.clock.now());
    await expect(endBreakGlass(world.context, breakGlassId, nobody)).rejects.toEqual(
      code("break-glass-not-open"),
    );
    await expect(getBreakGlass(world.context.pool, randomUUID())).rejects.toEqual(
      code("break-glass-not-open"),
    );
  });

  test("is never longer than the policy allows, whatever is asked", async () => {
    const { startedAt, endsAt } = await ask({ minutes: 10_000 });
    expect(endsAt.getTime() - startedAt.getTime()).toBe(60 * 60_000);
    for (const minutes of [0, -5, Number.NaN])
      await expect(ask({ minutes })).rejects.toEqual(code("break-glass-refused"));
  });

  test("is refused without two factors, a fresh proof, a reason, or a role that may; and then nothing is left behind", async () => {
    await expect(ask({ proofs: proofsOf(world.clock, "pwd") })).rejects.toEqual(code("step-up-needed"));
    const old = proofsOf(world.clock, "pwd", "otp");
    world.clock.forward(11);
    await expect(ask({ proofs: old })).rejects.toEqual(code("step-up-needed"));
    await expect(ask({ reason: "   cần gấp      " })).rejects.toEqual(code("reason-too-short"));
    await expect(ask({ role: "systemAdministrator", unit: { kind: "none" } })).rejects.toEqual(
      code("break-glass-refused"),
    );
    await expect(ask({ unit: { kind: "city" } })).rejects.toEqual(code("break-glass-refused"));
    // A role the person does not hold.
    await expect(ask({ acting: "principal" })).rejects.toEqual(code("break-glass-refused"));
    const written = await world.database.pool.query("select from access.break_glass where account_id = $1", [
      person.accountId,
    ]);
    expect([written.rowCount, await rolesNow(), world.events]).toEqual([0, ["departmentOfficer"], []]);
  });

  test("opens no further emergency access", async () => {
    await ask({ role: "departmentSteward", unit: { kind: "city" } });
    expect(await rolesNow()).toContain("departmentSteward");
    await expect(ask({ acting: "departmentSteward" })).rejects.toEqual(code("break-glass-refused"));
  });

  test("is declared for roles that exist and never leads to one that manages accounts or reads the audit", () => {
    for (const [from, targets] of Object.entries(breakGlassRoles)) {
      getRole(from);
      for (const to of targets) {
        const { may } = getRole(to);
        expect(may.includes("account.manage") || may.includes("audit.read"), to).toBe(false);
      }
    }
    for (const { vi, en } of Object.values(alarmKinds)) expect(vi).not.toBe(en);
  });
});
