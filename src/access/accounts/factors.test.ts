import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type AccountWorld,
  addPerson,
  code,
  codeAt,
  createAccountWorld,
  nobody,
  proofsOf,
  type SamplePerson,
} from "./account-world.test-support.ts";
import { removeTotp, resetFactors } from "./change-factors.ts";
import { beginPasswordSignIn, changePassword } from "./password-sign-in.ts";
import { amrOf, provesTwoFactors } from "./proof.ts";
import { countRecoveryCodes, proveRecoveryCode, renewRecoveryCodes } from "./recovery-code.ts";
import { newReadableSecret, readableSecret } from "./secret-token.ts";
import { beginTotp, confirmTotp, proveTotp } from "./totp.ts";

let world: AccountWorld;
let person: SamplePerson;
let secret: string;
beforeAll(async () => {
  world = await createAccountWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.context.pool.query("delete from access.sign_in_throttle");
  person = await addPerson(world);
  secret = await enrol(person);
});

const proven = (one: SamplePerson, ...methods: Parameters<typeof proofsOf>[1][]) => ({
  accountId: one.accountId,
  proofs: proofsOf(world.clock, ...methods),
});

async function enrol(one: SamplePerson): Promise<string> {
  const begun = await beginTotp(world.context, { ...proven(one, "pwd"), label: one.userName }, "Hoa Phượng");
  await confirmTotp(world.context, proven(one, "pwd"), await codeAt(begun.secret, world.clock.now()), nobody);
  world.clock.forward(1);
  return begun.secret;
}

const now = (minutes = 0): Promise<string> =>
  codeAt(secret, new Date(world.clock.now().getTime() + minutes * 60_000));
const prove = (given: string) => proveTotp(world.context, person.accountId, given, nobody);

describe("a one-time code", () => {
  test("is good once, in its step and the ones beside it, and never after a later one", async () => {
    const [early, current, late] = [await now(-0.5), await now(), await now(0.5)];
    await prove(early);
    await expect(prove(early)).rejects.toEqual(code("second-factor-failed"));
    await prove(` ${current.slice(0, 3)} ${current.slice(3)} `);
    await prove(late);
    for (const used of [early, current, late])
      await expect(prove(used)).rejects.toEqual(code("second-factor-failed"));
    await world.context.pool.query("delete from access.sign_in_throttle");
    world.clock.forward(2);
    await expect(prove(late)).rejects.toEqual(code("second-factor-failed"));
    await expect(prove(await now(1))).rejects.toEqual(code("second-factor-failed"));
    await prove(await now());
  });

  test("sent ten times at once succeeds once", async () => {
    const given = await now();
    const tries = await Promise.allSettled(Array.from({ length: 4 }, () => prove(given)));
    expect(tries.filter(({ status }) => status === "fulfilled").length).toBe(1);
  });

  test("the one it was set up with is used up", async () => {
    const other = await addPerson(world);
    const begun = await beginTotp(world.context, { ...proven(other, "pwd"), label: "x" }, "x");
    const given = await codeAt(begun.secret, world.clock.now());
    await confirmTotp(world.context, proven(other, "pwd"), given, nobody);
    await expect(proveTotp(world.context, other.accountId, given, nobody)).rejects.toEqual(
      code("second-factor-failed"),
    );
  });

  test("guessed is locked after five, for longer each time, and right ones wait too", async () => {
    for (const minutes of [15, 60, 240, 1440, 1440]) {
      for (let guess = 0; guess < 5; guess += 1)
        await expect(prove("000000x")).rejects.toEqual(code("second-factor-failed"));
      await expect(prove(await now())).rejects.toMatchObject({
        code: "sign-in-locked",
        facts: { minutes },
      });
      world.clock.forward(minutes);
    }
    await prove(await now());
    await expect(prove("junk")).rejects.toEqual(code("second-factor-failed"));
  });

  test("of another account, or by a secret moved to another's row, is worth nothing", async () => {
    const other = await addPerson(world);
    await enrol(other);
    await expect(proveTotp(world.context, other.accountId, await now(), nobody)).rejects.toEqual(
      code("second-factor-failed"),
    );
    await world.database.pool.query(
      `update access.sealed_field t set sealed = s.sealed from access.sealed_field s
       where t.dataset = 'accountTotp' and s.dataset = 'accountTotp' and t.field = 'secret' and s.field = 'secret'
         and t.record_id = $1 and s.record_id = $2`,
      [other.accountId, person.accountId],
    );
    await expect(proveTotp(world.context, other.accountId, await now(), nobody)).rejects.toEqual(
      code("sealed-field-damaged"),
    );
  });

  test("of an account without an app is wrong like any other", async () => {
    await expect(proveTotp(world.context, randomUUID(), "123456", nobody)).rejects.toEqual(
      code("second-factor-failed"),
    );
    const other = await addPerson(world);
    await expect(confirmTotp(world.context, proven(other, "pwd"), "123456", nobody)).rejects.toEqual(
      code("totp-not-begun"),
    );
  });

  test("the secret stands nowhere in the database as it is", async () => {
    const { rows } = await world.database.pool.query<{ all: string }>(
      "select string_agg(encode(sealed, 'escape'), ' ') as all from access.sealed_field",
    );
    expect(rows[0]?.all).not.toContain(secret);
  });
});

describe("recovery codes", () => {
  test("are ten, each good once, however they are typed; a new set ends the old one", async () => {
    const account = proven(person, "pwd", "otp");
    const codes = await renewRecoveryCodes(world.context, account, nobody);
    expect(new Set(codes).size).toBe(10);
    const [first = "", second = "", third = ""] = codes;
    const use = (given: string) => proveRecoveryCode(world.context, person.accountId, given, nobody);
    await use(first.toLowerCase().replaceAll("-", " "));
    await expect(use(first)).rejects.toEqual(code("second-factor-failed"));
    const tries = await Promise.allSettled(Array.from({ length: 4 }, () => use(second)));
    expect(tries.filter(({ status }) => status === "fulfilled").length).toBe(1);
    expect(await countRecoveryCodes(world.context.pool, person.accountId)).toBe(8);
    const fresh = await renewRecoveryCodes(world.context, account, nobody);
    await expect(use(third)).rejects.toEqual(code("second-factor-failed"));
    await use(fresh[0] ?? "");
    await expect(use("x".repeat(1_000_000))).rejects.toEqual(code("second-factor-failed"));
    const { rows } = await world.context.pool.query("select code_hash from access.recovery_code");
    expect(JSON.stringify(rows)).not.toContain(fresh[1]);
  });

  test("and app codes are guessed against one count", async () => {
    for (let guess = 0; guess < 3; guess += 1) await prove("000000x").catch(() => undefined);
    for (let guess = 0; guess < 2; guess += 1)
      await proveRecoveryCode(world.context, person.accountId, "AAAA", nobody).catch(() => undefined);
    await expect(prove(await now())).rejects.toEqual(code("sign-in-locked"));
  });

  test("are written and read in one alphabet", () => {
    for (let round = 0; round < 200; round += 1) {
      const given = newReadableSecret();
      expect(given).toMatch(/^([2-9A-HJKMNP-TV-Z]{4}-){3}[2-9A-HJKMNP-TV-Z]{4}$/);
      expect(readableSecret(given.toLowerCase().replaceAll("-", ""))).toBe(given);
    }
  });
});

describe("changing factors", () => {
  test("needs a fresh proof, and both factors where there are two", async () => {
    const begin = (account: ReturnType<typeof proven>) =>
      beginTotp(world.context, { ...account, label: "x" }, "x");
    await expect(begin(proven(person, "pwd"))).rejects.toEqual(code("step-up-needed"));
    await expect(renewRecoveryCodes(world.context, proven(person, "pwd"), nobody)).rejects.toEqual(
      code("step-up-needed"),
    );
    const both = proven(person, "pwd", "otp");
    await begin(both);
    world.clock.forward(11);
    await expect(begin(both)).rejects.toEqual(code("step-up-needed"));
    await expect(removeTotp(world.context, both, nobody)).rejects.toEqual(code("step-up-needed"));
  });

  test("a new app replaces the old one only once it has shown a code", async () => {
    const both = proven(person, "pwd", "otp");
    const begun = await beginTotp(world.context, { ...both, label: "x" }, "x");
    await expect(confirmTotp(world.context, both, "000000x", nobody)).rejects.toEqual(
      code("second-factor-failed"),
    );
    await prove(await now());
    world.clock.forward(1);
    await confirmTotp(
      world.context,
      proven(person, "pwd", "otp"),
      await codeAt(begun.secret, world.clock.now()),
      nobody,
    );
    world.clock.forward(1);
    await expect(prove(await now())).rejects.toEqual(code("second-factor-failed"));
    await prove(await codeAt(begun.secret, world.clock.now()));
  });

  test("taken away, a password that was long enough only beside it must be changed", async () => {
    await changePassword(
      world.context,
      { accountId: person.accountId, current: person.password, next: "Kq7!vX2#" },
      nobody,
    );
    await removeTotp(world.context, proven(person, "pwd", "otp"), nobody);
    await expect(removeTotp(world.context, proven(person, "pwd"), nobody)).rejects.toEqual(
      code("factor-not-found"),
    );
    const begun = await beginPasswordSignIn(
      world.context,
      { userName: person.userName, password: "Kq7!vX2#" },
      nobody,
    );
    expect(begun.step).toBe("newPassword");
  });

  test("by an administrator takes all of them and ends what was open", async () => {
    await renewRecoveryCodes(world.context, proven(person, "pwd", "otp"), nobody);
    await resetFactors(world.context, person.accountId, "mất điện thoại, đã gặp trực tiếp", nobody);
    await expect(prove(await now())).rejects.toEqual(code("second-factor-failed"));
    expect(await countRecoveryCodes(world.context.pool, person.accountId)).toBe(0);
    await expect(beginPasswordSignIn(world.context, person, nobody)).resolves.toMatchObject({
      step: "done",
      factors: [],
    });
  });
});

test("which proofs are two factors, and what they are called", () => {
  const at = "2026-11-23T01:00:00Z";
  const of = (...methods: Parameters<typeof proofsOf>[1][]) => methods.map((method) => ({ method, at }));
  expect(
    [["pwd"], ["otp"], ["otp", "recovery"], ["vneid1"], ["pwd", "vneid1"]].map((methods) =>
      provesTwoFactors(of(...(methods as "pwd"[]))),
    ),
  ).toEqual([false, false, false, false, false]);
  expect(
    [["pwd", "otp"], ["pwd", "recovery"], ["passkey"], ["vneid2"], ["vneid1", "otp"]].map((methods) =>
      provesTwoFactors(of(...(methods as "pwd"[]))),
    ),
  ).toEqual([true, true, true, true, true]);
  expect(amrOf(of("pwd", "otp"))).toEqual(["pwd", "otp", "mfa"]);
  expect(amrOf(of("vneid1"))).toEqual(["vneid1"]);
});
