import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type AccountWorld,
  addPerson,
  code,
  createAccountWorld,
  nobody,
  proofsOf,
  type SamplePerson,
} from "./account-world.test-support.ts";
import { acknowledgeAlarm, listAlarms } from "./alarm.ts";
import { removePasskey } from "./change-factors.ts";
import { beginPasskeySignIn, continueWithFactor } from "./factor-sign-in.ts";
import { beginPasskeyRegistration, finishPasskeyRegistration, listPasskeys } from "./passkey.ts";
import { beginPasskeyProof, provePasskey } from "./passkey-proof.ts";
import { beginPasswordSignIn } from "./password-sign-in.ts";
import { completeSignIn } from "./sign-in.ts";
import { type Mischief, SoftwareAuthenticator } from "./software-authenticator.test-support.ts";

const origin = "https://hoaphuong.example.vn";
const site = { rpId: "hoaphuong.example.vn", rpName: "Hoa Phượng", origins: [origin] };

let world: AccountWorld;
let person: SamplePerson;
let key: SoftwareAuthenticator;
beforeAll(async () => {
  world = await createAccountWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.database.pool.query("delete from access.alarm");
  person = await addPerson(world);
  key = new SoftwareAuthenticator(origin);
});

const account = (one = person) => ({
  accountId: one.accountId,
  userName: one.userName,
  displayName: "Người Thử",
  proofs: proofsOf(world.clock, "pwd", "otp"),
});

async function register(
  authenticator = key,
  one = person,
  wrong: Mischief = {},
  label = "Điện thoại",
): Promise<void> {
  const { challengeId, options } = await beginPasskeyRegistration(world.context, site, account(one));
  await finishPasskeyRegistration(
    world.context,
    site,
    account(one),
    { challengeId, label, response: authenticator.register(options, wrong) },
    nobody,
  );
}

async function signIn(authenticator = key, wrong: Mischief = {}) {
  const { challengeId, options } = await beginPasskeyProof(world.context, site);
  return beginPasskeySignIn(
    world.context,
    site,
    { challengeId, response: authenticator.answer(options, wrong) },
    nobody,
  );
}

describe("a passkey", () => {
  test("is registered and signs in without a name or password, as two factors", async () => {
    await register();
    const begun = await signIn();
    expect(begun).toMatchObject({ accountId: person.accountId, step: "done" });
    const signedIn = await completeSignIn(world.context, begun.token, nobody);
    expect(signedIn.proofs.map(({ method }) => method)).toEqual(["passkey"]);
    expect(await listPasskeys(world.context.pool, person.accountId)).toMatchObject([
      { label: "Điện thoại", transports: ["internal"], backedUp: false, lastUsedAt: world.clock.now() },
    ]);
  });

  test("is the second factor after a password, of this account only", async () => {
    await register();
    const other = await addPerson(world);
    await register(new SoftwareAuthenticator(origin), other);
    const { token, step, factors } = await beginPasswordSignIn(world.context, other, nobody);
    expect([step, factors]).toEqual(["secondFactor", ["passkey"]]);
    const asked = await beginPasskeyProof(world.context, site, other.accountId);
    expect(asked.options.allowCredentials?.length).toBe(1);
    // Somebody else's key answers the question that was asked of this account.
    await expect(
      continueWithFactor(
        world.context,
        token,
        { kind: "passkey", site, challengeId: asked.challengeId, response: key.answer(asked.options) },
        nobody,
      ),
    ).rejects.toEqual(code("passkey-refused"));
  });

  test("of a phone, whose counter stays 0, signs in again and again", async () => {
    const phone = new SoftwareAuthenticator(origin, false);
    await register(phone);
    await signIn(phone);
    await expect(signIn(phone)).resolves.toMatchObject({ step: "done" });
  });

  test("asks the same of everybody: the question tells nothing of who has an account", async () => {
    const { options } = await beginPasskeyProof(world.context, site);
    expect(options.allowCredentials).toBeUndefined();
    expect(options.userVerification).toBe("required");
  });
});

describe("an answer is refused", () => {
  test.each<[string, Mischief]>([
    ["from a page of another site", { origin: "https://hoaphuong.example.vn.evil.vn" }],
    ["from the same name without TLS", { origin: "http://hoaphuong.example.vn" }],
    ["for another relying party", { rpId: "evil.vn" }],
    ["to another challenge", { challenge: "AAAAAAAAAAAAAAAAAAAAAA" }],
    ["when the person was not verified", { unverified: true }],
  ])("%s, at registration and at sign-in", async (_, wrong) => {
    await expect(register(key, person, wrong)).rejects.toEqual(code("passkey-refused"));
    expect(await listPasskeys(world.context.pool, person.accountId)).toEqual([]);
    await register();
    await expect(signIn(key, wrong)).rejects.toEqual(code("passkey-refused"));
  });

  test("with a spoiled signature, by an unknown key, or made for another ceremony", async () => {
    await register();
    await expect(signIn(key, { spoiled: true })).rejects.toEqual(code("passkey-refused"));
    await expect(signIn(new SoftwareAuthenticator(origin))).rejects.toEqual(code("passkey-refused"));
    await expect(signIn(key, { type: "webauthn.create" })).rejects.toEqual(code("passkey-refused"));
    await expect(
      register(new SoftwareAuthenticator(origin), person, { type: "webauthn.get" }),
    ).rejects.toEqual(code("passkey-refused"));
  });

  test("the second time, at once or later, and after five minutes", async () => {
    await register();
    const asked = await beginPasskeyProof(world.context, site);
    const answer = { challengeId: asked.challengeId, response: key.answer(asked.options) };
    const tries = await Promise.allSettled(
      [1, 2, 3].map(() => provePasskey(world.context, site, answer, nobody)),
    );
    expect(tries.filter(({ status }) => status === "fulfilled").length).toBe(1);
    await expect(provePasskey(world.context, site, answer, nobody)).rejects.toEqual(code("passkey-refused"));
    const late = await beginPasskeyProof(world.context, site);
    world.clock.forward(5);
    await expect(
      provePasskey(
        world.context,
        site,
        { challengeId: late.challengeId, response: key.answer(late.options) },
        nobody,
      ),
    ).rejects.toEqual(code("passkey-refused"));
  });

  test("with a challenge of another purpose, another account, or none", async () => {
    await register();
    const forSignIn = await beginPasskeyProof(world.context, site);
    const forAccount = await beginPasskeyProof(world.context, site, person.accountId);
    const other = await addPerson(world);
    const registration = await beginPasskeyRegistration(world.context, site, account(other));
    for (const challengeId of [forAccount.challengeId, registration.challengeId, randomUUID(), "x", ""])
      await expect(
        provePasskey(world.context, site, { challengeId, response: key.answer(forSignIn.options) }, nobody),
      ).rejects.toEqual(code("passkey-refused"));
    // A registration begun for one account can't be ended for another.
    await expect(
      finishPasskeyRegistration(
        world.context,
        site,
        account(),
        {
          challengeId: registration.challengeId,
          label: "x",
          response: new SoftwareAuthenticator(origin).register(registration.options),
        },
        nobody,
      ),
    ).rejects.toEqual(code("passkey-refused"));
  });

  test("when its counter went back: the key was copied, and leaders are told; a forged counter tells nobody", async () => {
    await register();
    await signIn();
    await signIn();
    key.counter = 0;
    await expect(signIn(key, { spoiled: true })).rejects.toEqual(code("passkey-refused"));
    expect(await listAlarms(world.context.pool, { limit: 9 })).toEqual([]);
    key.counter = 0;
    await expect(signIn()).rejects.toEqual(code("passkey-refused"));
    const [alarm] = await listAlarms(world.context.pool, { limit: 9, openOnly: true });
    expect(alarm).toMatchObject({ kind: "passkeyCopied", accountId: person.accountId });
    const own = { ...nobody, accountId: person.accountId };
    await expect(acknowledgeAlarm(world.context, alarm?.alarmId ?? "", "không sao", own)).rejects.toEqual(
      code("alarm-own"),
    );
    const leader = { ...nobody, accountId: randomUUID() };
    await acknowledgeAlarm(world.context, alarm?.alarmId ?? "", "đã thu hồi khóa", leader);
    await expect(acknowledgeAlarm(world.context, alarm?.alarmId ?? "", "x", leader)).rejects.toEqual(
      code("alarm-not-found"),
    );
    expect(await listAlarms(world.context.pool, { limit: 9, openOnly: true })).toEqual([]);
  });
});

test("a key is registered once, for one account; it can be taken away", async () => {
  await register();
  await expect(register()).rejects.toEqual(code("passkey-refused"));
  await expect(register(key, await addPerson(world))).rejects.toEqual(code("passkey-refused"));
  const other = await addPerson(world);
  const credentialId = key.id.toString("base64url");
  await expect(removePasskey(world.context, account(other), credentialId, nobody)).rejects.toEqual(
    code("factor-not-found"),
  );
  await removePasskey(world.context, account(), credentialId, nobody);
  await expect(signIn()).rejects.toEqual(code("passkey-refused"));
  expect(await listAlarms(world.context.pool, { limit: 9 })).toEqual([]);
});
