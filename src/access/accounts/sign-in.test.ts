import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  disableAccount,
  enableAccount,
  getOrCreatePersonAccount,
  listAccounts,
  personKeyOf,
} from "./account.ts";
import {
  type AccountWorld,
  addPerson,
  code,
  codeAt,
  createAccountWorld,
  giveGrant,
  goodPassword,
  nobody,
  type SamplePerson,
} from "./account-world.test-support.ts";
import { resetPassword, unlockAccount } from "./change-password.ts";
import { addCredential, createLocalAccount } from "./credential.ts";
import { continueWithFactor } from "./factor-sign-in.ts";
import { rememberDevice } from "./known-device.ts";
import { beginPasswordSignIn, changePassword, continueWithNewPassword } from "./password-sign-in.ts";
import {
  beginFederatedSignIn,
  completeSignIn,
  getSignIn,
  getSignInProgress,
  pruneSignIns,
} from "./sign-in.ts";
import { beginTotp } from "./totp.ts";

let world: AccountWorld;
beforeAll(async () => {
  world = await createAccountWorld();
});
afterAll(() => world.close());
beforeEach(() => world.context.pool.query("delete from access.sign_in_throttle").then(() => undefined));

const enter = (person: Pick<SamplePerson, "userName">, password: string, deviceToken?: string) =>
  beginPasswordSignIn(
    world.context,
    { userName: person.userName, password, ...(deviceToken === undefined ? {} : { deviceToken }) },
    nobody,
  );
const failures = async (): Promise<readonly number[]> =>
  (await world.context.pool.query("select failures from access.sign_in_throttle order by failures")).rows.map(
    (row: { failures: number }) => row.failures,
  );

describe("user name and password", () => {
  test("open a sign-in, whatever case, accents or composition the name is typed in, and whatever form the password", async () => {
    const person = await addPerson(world, { password: "bến Bính đêm mưa rào" });
    for (const form of ["NFC", "NFD"])
      for (const userName of [
        person.userName,
        person.userName.toUpperCase(),
        `${person.userName} `,
        person.userName.replace("u", "ư").normalize(form),
      ])
        await expect(enter({ userName }, person.password.normalize(form))).resolves.toMatchObject({
          accountId: person.accountId,
          step: "done",
        });
    await expect(enter(person, "ben binh dem mua rao")).rejects.toEqual(code("sign-in-failed"));
  });

  test("that are wrong say the same, cost the same and count the same as a name nobody has", async () => {
    const person = await addPerson(world);
    const { hashing } = world.context;
    const costs: number[] = [];
    const messages: unknown[] = [];
    world.events.length = 0;
    for (const userName of [person.userName, "khong.ai.ca"]) {
      for (let guess = 0; guess < 7; guess += 1) {
        const before = hashing.done;
        const error = await enter({ userName }, "một mật khẩu sai").catch((thrown: unknown) => thrown);
        costs.push(hashing.done - before);
        messages.push((error as Error).message);
      }
    }
    expect(costs.slice(0, 7)).toEqual([1, 1, 1, 1, 1, 0, 0]);
    expect(costs.slice(7)).toEqual(costs.slice(0, 7));
    expect(messages.slice(7)).toEqual(messages.slice(0, 7));
    expect(await failures()).toEqual([7, 7]);
    // Who was aimed at is on record; what was typed is not.
    expect(world.events.map(({ object, result }) => [object, result])).toEqual([
      ...Array.from({ length: 5 }, () => [`account/${person.accountId}`, "refused"]),
      ...Array.from({ length: 9 }, () => [null, "refused"]),
    ]);
    expect(JSON.stringify(world.events)).not.toMatch(/khong\.ai|mật khẩu|nguoi\./);
  });

  test("of a megabyte are refused before anything is counted or hashed", async () => {
    const person = await addPerson(world);
    const { done } = world.context.hashing;
    await expect(enter(person, "x".repeat(1_000_000))).rejects.toEqual(code("password-too-long"));
    await expect(enter({ userName: "x".repeat(1_000_000) }, goodPassword)).rejects.toEqual(
      code("sign-in-failed"),
    );
    expect(world.context.hashing.done).toBe(done);
    expect(await failures()).toEqual([]);
  });

  test("hashed at a lower cost are hashed anew at sign-in, and stay the same password", async () => {
    const person = await addPerson(world);
    const dearer = world.with({ hashCost: { memoryKib: 128, passes: 2, lanes: 1 } });
    const stored = async (): Promise<string> =>
      (
        await world.context.pool.query("select password_hash from access.credential where account_id = $1", [
          person.accountId,
        ])
      ).rows[0].password_hash;
    const before = await stored();
    await beginPasswordSignIn(dearer, person, nobody);
    expect(before).toContain("m=64,");
    expect(await stored()).toContain("m=128,");
    await expect(beginPasswordSignIn(dearer, person, nobody)).resolves.toMatchObject({ step: "done" });
  });

  test("are kept as nothing that could be read", async () => {
    const person = await addPerson(world, { password: "chuỗi chim hoàng yến 7" });
    await enter(person, "chuỗi chim hoàng yến 8").catch(() => undefined);
    const { rows } = await world.database.pool.query<{ all: string }>(
      `select string_agg(t::text, ' ') as all from (
         select c::text as t from access.credential c union all select h::text from access.password_history h
         union all select s::text from access.sign_in s union all select r::text from access.sign_in_throttle r) x`,
    );
    expect(rows[0]?.all).not.toMatch(/hoàng yến/);
  });
});

describe("guessing", () => {
  test("10 wrong guesses at once: five are looked at, ten count, and the right password waits", async () => {
    const person = await addPerson(world);
    const { done } = world.context.hashing;
    const guesses = await Promise.allSettled(
      Array.from({ length: 10 }, (_, at) => enter(person, `sai rồi, thử lại lần ${at}`)),
    );
    const codes = guesses.map((guess) => guess.status === "rejected" && guess.reason.code);
    expect(codes.filter((one) => one === "sign-in-failed").length).toBe(5);
    expect(codes.filter((one) => one === "sign-in-locked").length).toBe(5);
    expect(world.context.hashing.done - done).toBe(5);
    expect(await failures()).toEqual([10]);
    await expect(enter(person, person.password)).rejects.toEqual(code("sign-in-locked"));
    world.clock.forward(15);
    await expect(enter(person, person.password)).resolves.toMatchObject({ step: "done" });
    expect(await failures()).toEqual([]);
  });

  test("20 right passwords at once lock nobody out", async () => {
    const person = await addPerson(world);
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => enter(person, person.password)));
    expect(tries.filter(({ status }) => status === "fulfilled").length).toBe(20);
  });

  test("at a name locks new browsers out, not one its owner signed in from, nor who comes by VNeID", async () => {
    const person = await addPerson(world);
    const { deviceToken } = await rememberDevice(world.context, person.accountId);
    for (let guess = 0; guess < 6; guess += 1) await enter(person, "sai").catch(() => undefined);
    await expect(enter(person, person.password)).rejects.toEqual(code("sign-in-locked"));
    await expect(enter(person, person.password, deviceToken)).resolves.toMatchObject({ step: "done" });
    await expect(beginFederatedSignIn(world.context, person.accountId, "vneid1")).resolves.toMatchObject({
      step: "done",
    });
    // A stolen cookie of the browser gives five guesses, not more; somebody else's gives none.
    for (let guess = 0; guess < 5; guess += 1)
      await expect(enter(person, "sai", deviceToken)).rejects.toEqual(code("sign-in-failed"));
    await expect(enter(person, person.password, deviceToken)).rejects.toEqual(code("sign-in-locked"));
    const other = await rememberDevice(world.context, (await addPerson(world)).accountId);
    await expect(enter(person, person.password, other.deviceToken)).rejects.toEqual(code("sign-in-locked"));
    await unlockAccount(world.context, person.accountId, "đã gọi điện xác nhận", nobody);
    await expect(enter(person, person.password)).resolves.toMatchObject({ step: "done" });
    await expect(enter(person, person.password, deviceToken)).resolves.toMatchObject({ step: "done" });
  });
});

describe("a handed-out password", () => {
  test("must be changed at once, is good once, and for 72 hours", async () => {
    const made = await createLocalAccount(
      world.context,
      { displayName: "Phạm Thử", userName: "Phạm.Thử" },
      nobody,
    );
    expect(made.userName).toBe("pham.thu");
    const { token, step } = await enter(made, made.temporaryPassword);
    expect(step).toBe("newPassword");
    await expect(completeSignIn(world.context, token, nobody)).rejects.toEqual(code("sign-in-incomplete"));
    const again = await enter(made, made.temporaryPassword);
    await expect(
      continueWithNewPassword(world.context, again.token, made.temporaryPassword, nobody),
    ).rejects.toEqual(code("password-reused"));
    const next = await continueWithNewPassword(world.context, again.token, goodPassword, nobody);
    expect(next.step).toBe("done");
    await expect(enter(made, made.temporaryPassword)).rejects.toEqual(code("sign-in-failed"));
    const { temporaryPassword } = await resetPassword(
      world.context,
      made.account.accountId,
      "quên mật khẩu",
      nobody,
    );
    // Everything proved with the old one ends with it.
    await expect(completeSignIn(world.context, next.token, nobody)).rejects.toEqual(code("sign-in-expired"));
    world.clock.forward(72 * 60);
    await expect(enter(made, temporaryPassword)).rejects.toEqual(code("temporary-password-expired"));
  });

  test("names are one whatever their accents, and a person has one account", async () => {
    await createLocalAccount(world.context, { displayName: "Lê Hoa", userName: "lê.hoa" }, nobody);
    await expect(
      createLocalAccount(world.context, { displayName: "Lê Hòa", userName: "Lê.Hòa" }, nobody),
    ).rejects.toEqual(code("user-name-taken"));
    for (const userName of ["ab", "a b c", "-abc", "x".repeat(65), "quản trị", "<script>"])
      await expect(
        createLocalAccount(world.context, { displayName: "Thử", userName }, nobody),
      ).rejects.toEqual(code("user-name-unfit"));
    const citizen = { citizenNumber: "031215000001", displayName: "Vũ Thử" };
    const both = await Promise.all(
      [1, 2, 3].map(() => getOrCreatePersonAccount(world.context, citizen, nobody)),
    );
    expect(new Set(both.map(({ accountId }) => accountId)).size).toBe(1);
    expect(both[0]?.personKey).toBe(personKeyOf(world.context, citizen.citizenNumber));
    await expect(
      createLocalAccount(
        world.context,
        {
          displayName: "Vũ Thử",
          userName: "vu.thu",
          personKey: personKeyOf(world.context, citizen.citizenNumber),
        },
        nobody,
      ),
    ).rejects.toEqual(code("account-person-bound"));
    const handout = await addCredential(world.context, both[0]?.accountId ?? "", "vu.thu", nobody);
    await expect(enter(handout, handout.temporaryPassword)).resolves.toMatchObject({ step: "newPassword" });
    for (const citizenNumber of ["", "03121500000", "03121500000a", "０３１２１５０００００１"])
      expect(() => personKeyOf(world.context, citizenNumber)).toThrow();
  });
});

describe("changing the password", () => {
  test("needs the present one, and none of the last ten comes back", async () => {
    const person = await addPerson(world);
    const change = (current: string, next: string) =>
      changePassword(world.context, { accountId: person.accountId, current, next }, nobody);
    await expect(change("sai", "mật khẩu mới tinh 1")).rejects.toEqual(code("sign-in-failed"));
    const passwords = [
      person.password,
      ...Array.from({ length: 10 }, (_, at) => `chim bay qua sông lần ${at}`),
    ];
    for (const [at, next] of passwords.entries()) {
      if (at === 0) continue;
      world.clock.forward(1);
      await change(passwords[at - 1] ?? "", next);
      for (const old of passwords.slice(Math.max(0, at - 9), at + 1))
        await expect(change(next, old), `after ${at}: ${old}`).rejects.toEqual(code("password-reused"));
    }
    // The first one is the eleventh last by now.
    await change(passwords[10] ?? "", person.password);
    const kept = await world.context.pool.query("select from access.password_history where account_id = $1", [
      person.accountId,
    ]);
    expect(kept.rowCount).toBe(9);
  });

  test("twice at once: one is made, the other told", async () => {
    const person = await addPerson(world);
    const tries = await Promise.allSettled(
      ["sông Cấm chảy ra biển", "núi Voi mờ trong sương"].map((next) =>
        changePassword(
          world.context,
          { accountId: person.accountId, current: person.password, next },
          nobody,
        ),
      ),
    );
    expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("is counted like guesses of a stranger: a session left open is no oracle", async () => {
    const person = await addPerson(world);
    for (let guess = 0; guess < 5; guess += 1)
      await expect(
        changePassword(
          world.context,
          { accountId: person.accountId, current: `sai ${guess}`, next: "sông Cấm chảy ra biển" },
          nobody,
        ),
      ).rejects.toEqual(code("sign-in-failed"));
    await expect(enter(person, person.password)).rejects.toEqual(code("sign-in-locked"));
  });
});

describe("a sign-in on its way", () => {
  test("asks for a second factor by role, for staff from outside, and of who has one", async () => {
    const officer = await addPerson(world);
    const teacher = await addPerson(world);
    const parent = await addPerson(world);
    await giveGrant(world, officer.accountId, "departmentOfficer", { kind: "city" });
    await giveGrant(world, teacher.accountId, "homeroomTeacher", { kind: "class", id: "S1/2026-2027/1A" });
    await giveGrant(world, parent.accountId, "guardian", { kind: "guardian", id: randomUUID() });
    const stepOf = async (person: SamplePerson, outside: boolean) =>
      (await beginPasswordSignIn(world.context, person, nobody, { outside })).step;
    expect(await stepOf(officer, false)).toBe("enrolSecondFactor");
    expect([await stepOf(teacher, false), await stepOf(teacher, true)]).toEqual([
      "done",
      "enrolSecondFactor",
    ]);
    expect([await stepOf(parent, false), await stepOf(parent, true)]).toEqual(["done", "done"]);
    await expect(beginFederatedSignIn(world.context, officer.accountId, "vneid1")).resolves.toMatchObject({
      step: "enrolSecondFactor",
    });
    await expect(beginFederatedSignIn(world.context, officer.accountId, "vneid2")).resolves.toMatchObject({
      step: "done",
    });
  });

  test("of an administrator: password, app, done; the token changes each time and the old ones are void", async () => {
    const officer = await addPerson(world);
    await giveGrant(world, officer.accountId, "departmentOfficer", { kind: "city" });
    const first = await enter(officer, officer.password);
    await expect(completeSignIn(world.context, first.token, nobody)).rejects.toEqual(
      code("sign-in-incomplete"),
    );
    const begun = await enter(officer, officer.password);
    const found = await getSignIn(world.context.pool, begun.token, world.clock.now());
    const { secret, uri } = await beginTotp(
      world.context,
      { ...found, label: officer.userName },
      "Hoa Phượng",
    );
    expect(uri).toContain("otpauth://totp/");
    const second = await continueWithFactor(
      world.context,
      begun.token,
      { kind: "newTotp", code: await codeAt(secret, world.clock.now()) },
      nobody,
    );
    expect(second).toMatchObject({ step: "done", factors: ["totp"] });
    for (const old of [first.token, begun.token])
      await expect(completeSignIn(world.context, old, nobody)).rejects.toEqual(
        code(old === first.token ? "sign-in-incomplete" : "sign-in-expired"),
      );
    await expect(getSignInProgress(world.context, second.token)).resolves.toMatchObject({ step: "done" });
    const signedIn = await completeSignIn(world.context, second.token, nobody);
    expect(signedIn.proofs.map(({ method }) => method)).toEqual(["pwd", "otp"]);
    await expect(completeSignIn(world.context, second.token, nobody)).rejects.toEqual(
      code("sign-in-expired"),
    );
    // From now on the password alone goes no further, and does not put another phone in place of this one.
    const later = await enter(officer, officer.password);
    expect(later.step).toBe("secondFactor");
    const half = await getSignIn(world.context.pool, later.token, world.clock.now());
    await expect(beginTotp(world.context, { ...half, label: "x" }, "x")).rejects.toEqual(
      code("step-up-needed"),
    );
    await expect(
      continueWithNewPassword(world.context, later.token, "mật khẩu của kẻ gian", nobody),
    ).rejects.toEqual(code("sign-in-incomplete"));
  });

  test("ends after ten minutes, and is worth nothing without its token", async () => {
    const person = await addPerson(world);
    const { token } = await enter(person, person.password);
    for (const wrong of ["", token.slice(1), `${token}x`, "'; drop table x; --", "x".repeat(1_000_000)])
      await expect(completeSignIn(world.context, wrong, nobody)).rejects.toEqual(code("sign-in-expired"));
    world.clock.forward(10);
    await expect(completeSignIn(world.context, token, nobody)).rejects.toEqual(code("sign-in-expired"));
    expect(await pruneSignIns(world.context)).toBeGreaterThan(0);
  });

  test("of a disabled account ends wherever it is; only who knows the password is told why", async () => {
    const person = await addPerson(world);
    const begun = await enter(person, person.password);
    await disableAccount(world.context, person.accountId, "nghỉ việc", nobody);
    await expect(completeSignIn(world.context, begun.token, nobody)).rejects.toEqual(code("sign-in-expired"));
    await expect(enter(person, person.password)).rejects.toEqual(code("account-disabled"));
    await expect(enter(person, "sai")).rejects.toEqual(code("sign-in-failed"));
    await expect(beginFederatedSignIn(world.context, person.accountId, "vneid2")).rejects.toEqual(
      code("account-disabled"),
    );
    await enableAccount(world.context, person.accountId, "trở lại làm việc", nobody);
    await expect(enter(person, person.password)).resolves.toMatchObject({ step: "done" });
    const listed = await listAccounts(world.context.pool, { limit: 500, state: "active" });
    expect(listed.find(({ accountId }) => accountId === person.accountId)).toMatchObject({
      userName: person.userName,
      stateReason: "trở lại làm việc",
    });
  });
});
