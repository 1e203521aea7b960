import { randomUUID } from "node:crypto";
import fc from "fast-check";
import type { QueryConfig } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Db } from "#src/platform/postgres/pool.ts";
import { disableAccount } from "../accounts/account.ts";
import {
  type AccountWorld,
  addPerson,
  code,
  createAccountWorld,
  giveGrant,
  nobody,
  proofsOf,
  type SamplePerson,
} from "../accounts/account-world.test-support.ts";
import { resetPassword } from "../accounts/change-password.ts";
import { beginPasswordSignIn, changePassword } from "../accounts/password-sign-in.ts";
import { renewRecoveryCodes } from "../accounts/recovery-code.ts";
import { hashToken } from "../accounts/secret-token.ts";
import { completeSignIn } from "../accounts/sign-in.ts";
import { listGrants } from "./acting-grant.ts";
import { findSession, findSessionById, isOpenForSensitive, touchSession } from "./find-session.ts";
import { listSessions, pruneSessions, revokeSession, revokeSessions, signOut } from "./list-sessions.ts";
import { chooseGrant, stepUpSession } from "./renew-session.ts";
import { type StartedSession, startSession } from "./start-session.ts";

const seed = Number(process.env.HP_TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
console.log(`session.test: seed ${seed}`);
let world: AccountWorld;
let person: SamplePerson;
beforeAll(async () => {
  world = await createAccountWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  person = await addPerson(world);
});

const browser = { device: "Firefox, Linux" };
async function start(
  one = person,
  options: { readonly previousToken?: string; readonly grantId?: string } = {},
): Promise<StartedSession> {
  const { token } = await beginPasswordSignIn(world.context, one, nobody);
  const signedIn = await completeSignIn(world.context, token, nobody);
  return startSession(world.context, signedIn, { ...browser, ...options }, nobody);
}
const find = (token: string) => findSession(world.context.pool, token, world.clock.now());
const policy = () => world.context.policyAt(world.clock.now());
/** A request, as the API handles it. */
async function request(token: string): Promise<"none" | "ordinary" | "sensitive"> {
  const session = await find(token);
  if (session === undefined) return "none";
  const isOpen = isOpenForSensitive(session, world.clock.now(), policy());
  await touchSession(world.context.pool, session, world.clock.now(), policy());
  return isOpen ? "sensitive" : "ordinary";
}

describe("a session", () => {
  test("is found by its token alone, with account and the only grant there is to act in", async () => {
    const grantId = await giveGrant(world, person.accountId, "registrar", { kind: "school", id: "S1" });
    const started = await start();
    expect(await find(started.token)).toMatchObject({
      sessionId: started.sessionId,
      accountId: person.accountId,
      grant: { grantId, role: "registrar", unit: { kind: "school", id: "S1" } },
      proofs: [{ method: "pwd" }],
    });
    expect(await findSessionById(world.context.pool, started.sessionId, world.clock.now())).toEqual(
      await find(started.token),
    );
    const { rows } = await world.database.pool.query<{ all: string }>(
      "select string_agg(s::text, ' ') as all from access.session s",
    );
    expect(rows[0]?.all).not.toContain(started.token);
    for (const wrong of ["", started.token.slice(1), `${started.token} `, started.sessionId, "x".repeat(1e6)])
      expect(await find(wrong)).toBeUndefined();
  });

  test("is looked up among many by keys only, in one statement", async () => {
    const { token } = await start();
    await world.database.pool.query(
      `insert into access.session select gen_random_uuid(), sha256(n::text::bytea), account_id, null, proofs, proved_at,
         active_since, last_seen_at, idle_minutes, created_at, expires_at, null, null, null, null
       from access.session, generate_series(1, 3000) n where token_hash = $1`,
      [hashToken(token)],
    );
    await world.database.pool.query("analyze access.session");
    const asked: QueryConfig[] = [];
    const recorder = {
      query: (config: QueryConfig) => {
        asked.push(config);
        return world.database.pool.query(config);
      },
    } as unknown as Db;
    expect((await findSession(recorder, token, world.clock.now()))?.accountId).toBe(person.accountId);
    expect(asked.length).toBe(1);
    const { text, values } = asked[0] ?? { text: "", values: [] };
    const { rows } = await world.database.pool.query<{ "QUERY PLAN": string }>(`explain ${text}`, values);
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    expect(plan).toContain("session_token_hash_key");
    expect(plan).not.toContain("Seq Scan on session");
    await world.database.pool.query("delete from access.session where device is null");
  });

  test("begins under a token of its own: one planted in the browser before is of no use afterwards", async () => {
    const planted = await start(await addPerson(world));
    const mine = await start(person, { previousToken: planted.token });
    expect(mine.token).not.toBe(planted.token);
    expect(await find(planted.token)).toBeUndefined();
    expect((await find(mine.token))?.accountId).toBe(person.accountId);
    await start(person, { previousToken: "not a token" });
  });

  test("changes its token at step-up; who stole the old one has nothing, and of two renewals one wins", async () => {
    const started = await start();
    const stolen = started.token;
    const proof = { kind: "password", password: person.password } as const;
    const tries = await Promise.allSettled(
      [1, 2].map(() => stepUpSession(world.context, stolen, proof, nobody)),
    );
    const [renewed] = tries.filter(({ status }) => status === "fulfilled");
    expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await find(stolen)).toBeUndefined();
    await expect(stepUpSession(world.context, stolen, proof, nobody)).rejects.toEqual(code("sign-in-needed"));
    expect(await signOut(world.context, { token: stolen }, nobody)).toBeUndefined();
    const next = renewed?.status === "fulfilled" ? renewed.value : undefined;
    expect((await find(next?.token ?? ""))?.sessionId).toBe(started.sessionId);
    await expect(
      stepUpSession(world.context, next?.token ?? "", { kind: "password", password: "sai" }, nobody),
    ).rejects.toEqual(code("sign-in-failed"));
  });

  test("is stepped up by who VNeID vouches for, if it is the same person", async () => {
    const started = await start();
    const vouched = (accountId: string) =>
      stepUpSession(world.context, started.token, { kind: "vouched", accountId, method: "vneid2" }, nobody);
    await expect(vouched((await addPerson(world)).accountId)).rejects.toEqual(code("sign-in-failed"));
    const { token } = await vouched(person.accountId);
    expect((await find(token))?.proofs.map(({ method }) => method)).toEqual(["pwd", "vneid2"]);
  });

  test("ends with sign-out, disabling, a new password, a reset: at once", async () => {
    const out = await start();
    expect(await signOut(world.context, { token: out.token }, nobody)).toBe(out.sessionId);
    expect(await find(out.token)).toBeUndefined();
    const [kept, other] = [await start(), await start()];
    await changePassword(
      world.context,
      {
        accountId: person.accountId,
        current: person.password,
        next: "sông Cấm chảy ra biển",
        sessionId: kept.sessionId,
      },
      nobody,
    );
    expect([await find(other.token), (await find(kept.token))?.sessionId]).toEqual([
      undefined,
      kept.sessionId,
    ]);
    await resetPassword(world.context, person.accountId, "quên", nobody);
    expect(await find(kept.token)).toBeUndefined();
    const colleague = await addPerson(world);
    const open = await start(colleague);
    await disableAccount(world.context, colleague.accountId, "nghỉ việc", nobody);
    expect(await find(open.token)).toBeUndefined();
  });

  test("does not begin for who was disabled or changed the password after proving it", async () => {
    const proofs = proofsOf(world.clock, "pwd");
    world.clock.forward(1);
    await changePassword(
      world.context,
      { accountId: person.accountId, current: person.password, next: "sông Cấm chảy ra biển" },
      nobody,
    );
    const signedIn = { accountId: person.accountId, proofs };
    await expect(startSession(world.context, signedIn, browser, nobody)).rejects.toEqual(
      code("sign-in-expired"),
    );
    await disableAccount(world.context, person.accountId, "nghỉ", nobody);
    const fresh = { accountId: person.accountId, proofs: proofsOf(world.clock, "vneid2") };
    await expect(startSession(world.context, fresh, browser, nobody)).rejects.toEqual(
      code("account-disabled"),
    );
  });
});

describe("time", () => {
  test("ends a session after an hour of silence, and after twelve hours whatever happens", async () => {
    const quiet = await start();
    world.clock.forward(60);
    expect(await request(quiet.token)).toBe("none");
    const busy = await start();
    for (let minutes = 0; minutes < 12 * 60; minutes += 30) {
      expect(await request(busy.token)).not.toBe("none");
      world.clock.forward(30);
    }
    expect(await request(busy.token)).toBe("none");
  });

  test("closes sensitive screens after 15 quiet minutes, also when ordinary ones were looked at since, until a step-up", async () => {
    const started = await start();
    world.clock.forward(14);
    expect(await request(started.token)).toBe("sensitive");
    world.clock.forward(16);
    expect(await request(started.token)).toBe("ordinary");
    world.clock.forward(1);
    expect(await request(started.token)).toBe("ordinary");
    const { token } = await stepUpSession(
      world.context,
      started.token,
      { kind: "password", password: person.password },
      nobody,
    );
    expect(await request(token)).toBe("sensitive");
  });

  test("of who acts for the department runs at 15 minutes for everything", async () => {
    const grantId = await giveGrant(world, person.accountId, "auditor");
    const { token } = await beginPasswordSignIn(world.context, person, nobody);
    await expect(completeSignIn(world.context, token, nobody)).rejects.toEqual(code("sign-in-incomplete"));
    const signedIn = { accountId: person.accountId, proofs: proofsOf(world.clock, "pwd", "otp") };
    const started = await startSession(world.context, signedIn, { ...browser, grantId }, nobody);
    world.clock.forward(15);
    expect(await request(started.token)).toBe("none");
  });

  test("of use is written once a minute, however many requests there are", async () => {
    const started = await start();
    world.clock.forward(2);
    const session = await find(started.token);
    if (session === undefined) throw new Error("no session");
    const versions = async (): Promise<string> =>
      (
        await world.database.pool.query("select xmin from access.session where session_id = $1", [
          started.sessionId,
        ])
      ).rows[0].xmin;
    await Promise.all(
      Array.from({ length: 20 }, () =>
        touchSession(world.context.pool, session, world.clock.now(), policy()),
      ),
    );
    const written = await versions();
    await request(started.token);
    await Promise.all(
      Array.from({ length: 20 }, () =>
        touchSession(world.context.pool, session, world.clock.now(), policy()),
      ),
    );
    expect(await versions()).toBe(written);
  });

  test("any sequence of pauses: open, ordinary and sensitive as the law says, never later", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 70 }), { maxLength: 15 }), async (pauses) => {
        const started = await start();
        const begun = world.clock.now().getTime();
        let isSensitive = true;
        for (const pause of pauses) {
          world.clock.forward(pause);
          const age = (world.clock.now().getTime() - begun) / 60_000;
          const seen = await request(started.token);
          // Whole minutes: what is written once a minute is exact here.
          isSensitive &&= pause < 15;
          if (pause >= 60 || age >= 12 * 60) {
            expect(seen).toBe("none");
            return;
          }
          expect(seen).toBe(isSensitive ? "sensitive" : "ordinary");
        }
      }),
      { seed, numRuns: 30 },
    );
  });
});

describe("the grant acted in", () => {
  test("is chosen among those that hold, under a new token, and ends with the grant", async () => {
    const first = await giveGrant(world, person.accountId, "registrar", { kind: "school", id: "S1" });
    const until = new Date(world.clock.now().getTime() + 30 * 60_000);
    const second = await giveGrant(
      world,
      person.accountId,
      "nurse",
      { kind: "school", id: "S2" },
      { to: until },
    );
    const notYet = await giveGrant(
      world,
      person.accountId,
      "principal",
      { kind: "school", id: "S3" },
      { from: new Date(world.clock.now().getTime() + 86_400_000) },
    );
    const stranger = await giveGrant(world, (await addPerson(world)).accountId, "nurse", {
      kind: "school",
      id: "S4",
    });
    const started = await start();
    expect(started.grantId).toBeUndefined();
    expect((await find(started.token))?.grant).toBeUndefined();
    expect(
      (await listGrants(world.context.pool, person.accountId, world.clock.now()))
        .map(({ grantId }) => grantId)
        .sort(),
    ).toEqual([first, second].sort());
    for (const grantId of [notYet, stranger, randomUUID()])
      await expect(chooseGrant(world.context, started.token, grantId, nobody)).rejects.toEqual(
        code("grant-not-held"),
      );
    const acting = await chooseGrant(world.context, started.token, second, nobody);
    expect(await find(started.token)).toBeUndefined();
    expect((await find(acting.token))?.grant?.role).toBe("nurse");
    world.clock.forward(30);
    const after = await find(acting.token);
    expect([after?.sessionId, after?.grant]).toEqual([started.sessionId, undefined]);
  });

  test("that asks for two factors is given to who proved two; a step-up adds the second", async () => {
    const grantId = await giveGrant(world, person.accountId, "systemAdministrator");
    await giveGrant(world, person.accountId, "registrar", { kind: "school", id: "S1" });
    const signedIn = { accountId: person.accountId, proofs: proofsOf(world.clock, "pwd") };
    const started = await startSession(world.context, signedIn, browser, nobody);
    expect((await find(started.token))?.grant?.role).toBe("registrar");
    await expect(chooseGrant(world.context, started.token, grantId, nobody)).rejects.toEqual(
      code("step-up-needed"),
    );
    const [recovery = ""] = await renewRecoveryCodes(world.context, signedIn, nobody);
    const surer = await stepUpSession(
      world.context,
      started.token,
      { kind: "recovery", code: recovery },
      nobody,
    );
    const acting = await chooseGrant(world.context, surer.token, grantId, nobody);
    expect((await find(acting.token))?.grant?.role).toBe("systemAdministrator");
  });
});

describe("the list", () => {
  test("shows one's own open sessions; one ends alone, or all but this; a stranger's looks like none", async () => {
    const [first, second, third] = [await start(), await start(), await start()];
    const stranger = await start(await addPerson(world));
    const list = async () =>
      (await listSessions(world.context.pool, person.accountId, world.clock.now()))
        .map(({ sessionId }) => sessionId)
        .sort();
    expect(await list()).toEqual([first, second, third].map(({ sessionId }) => sessionId).sort());
    expect(await listSessions(world.context.pool, person.accountId, world.clock.now())).toMatchObject([
      { device: "Firefox, Linux", from: nobody.from },
      {},
      {},
    ]);
    await expect(revokeSession(world.context, person.accountId, stranger.sessionId, nobody)).rejects.toEqual(
      code("session-not-found"),
    );
    await revokeSession(world.context, person.accountId, first.sessionId, nobody);
    await expect(revokeSession(world.context, person.accountId, first.sessionId, nobody)).rejects.toEqual(
      code("session-not-found"),
    );
    expect(await revokeSessions(world.context, person.accountId, nobody, third.sessionId)).toEqual([
      second.sessionId,
    ]);
    expect(await list()).toEqual([third.sessionId]);
    expect((await find(stranger.token))?.sessionId).toBe(stranger.sessionId);
  });

  test("of what ended is taken out after 30 days, by the owner of the database only", async () => {
    const { sessionId } = await start();
    await signOut(world.context, { sessionId }, nobody);
    await expect(pruneSessions(world.context)).rejects.toThrow("permission denied");
    const asOwner = { ...world.context, pool: world.database.pool };
    const before = await pruneSessions(asOwner);
    world.clock.forward(31 * 24 * 60);
    expect(before).toBe(0);
    expect(await pruneSessions(asOwner)).toBeGreaterThan(0);
    const left = await world.database.pool.query("select from access.session");
    expect(left.rowCount).toBe(0);
  });
});
