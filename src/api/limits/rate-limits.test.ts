import fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { RoleId } from "#src/access/roles/roles.ts";
import { isTrustedProxy } from "../guard.ts";
import { registerProblems } from "../problems/plugin.ts";
import { rateLimits, signInLimits } from "./limits.ts";
import { registerLimits } from "./register.ts";

const school = "203.0.113.7";
let nowMs = 0;
const open: FastifyInstance[] = [];
afterAll(async () => {
  for (const app of open) await app.close();
});

/** The limits around two pages and a sign-in; a session cookie names the account it is of. */
function createLimited(trustedProxies: readonly string[] = []): FastifyInstance {
  const isProxy = isTrustedProxy({ trustedProxies });
  const app = fastify({ trustProxy: (address: string) => isProxy(address) });
  open.push(app);
  registerProblems(app);
  registerLimits(app, () => nowMs);
  app.decorateRequest("principal", undefined);
  app.addHook("onRequest", async (request) => {
    const [, kind = "", name] = /hp_session=(good|machine)-(\w+)/.exec(request.headers.cookie ?? "") ?? [];
    if (name === undefined) return;
    const role: RoleId = kind === "machine" ? "vendorClient" : "learner";
    const grant = { grantId: "g", role, unit: { kind: "city" }, from: "2026-01-01T00:00:00Z" } as const;
    request.principal = { accountId: name, displayName: "", grant };
  });
  app.get("/api/v1/marks", async () => "ok");
  app.get("/api/v1/open/schools", async () => "ok");
  app.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  app.post("/sign-in/:attempt/password", async (request, reply) => {
    const { outcome } = request.body as { readonly outcome: string };
    return reply.code(Number(outcome)).send("");
  });
  return app;
}

let app: FastifyInstance;
beforeEach(() => {
  nowMs = 0;
  app = createLimited();
});

const ask = (remoteAddress: string, session?: string, headers: Record<string, string> = {}) =>
  app.inject({
    url: "/api/v1/marks",
    remoteAddress,
    headers: { ...headers, ...(session === undefined ? {} : { cookie: `hp_session=${session}` }) },
  });

async function statuses(count: number, one: () => Promise<{ statusCode: number }>): Promise<number[]> {
  const seen: number[] = [];
  for (let index = 0; index < count; index += 1) seen.push((await one()).statusCode);
  return seen;
}

const refusedOf = (seen: readonly number[]): number => seen.filter((status) => status === 429).length;

describe("requests", () => {
  test("a stranger who floods is told to wait, in Vietnamese, and is served after it", async () => {
    const seen = await statuses(rateLimits.address.burst + 5, () => ask(school));
    expect(refusedOf(seen)).toBe(5);
    const refused = await ask(school);
    expect(refused.json()).toMatchObject({ code: "requests-too-many", status: 429 });
    expect(refused.json().detail).toContain("Đợi 1 giây");
    nowMs += Number(refused.headers["retry-after"]) * 1_000;
    expect((await ask(school)).statusCode).toBe(200);
  });

  test("open data have a bucket of their own: who takes it all waits, the rest of the server does not", async () => {
    const look = (session?: string) =>
      app.inject({
        url: "/api/v1/open/schools?a=1",
        remoteAddress: school,
        headers: session === undefined ? {} : { cookie: `hp_session=${session}` },
      });
    await look("good-lan");
    // A class that opens the finder and ten schools each.
    expect(refusedOf(await statuses(40 * 13, () => look()))).toBe(0);
    await statuses(rateLimits.open.burst, () => look());
    const refused = await look();
    expect(refused.statusCode).toBe(429);
    expect((await ask(school)).statusCode).toBe(200);
    expect((await look("good-lan")).statusCode).toBe(200);
    nowMs += Number(refused.headers["retry-after"]) * 1_000;
    expect((await look()).statusCode).toBe(200);
  });

  test("who is signed in at the same school goes on meanwhile", async () => {
    expect((await ask(school, "good-lan")).statusCode).toBe(200);
    await statuses(rateLimits.address.burst + 50, () => ask(school));
    expect((await ask(school)).statusCode).toBe(429);
    expect((await ask(school, "good-lan")).statusCode).toBe(200);
    expect((await ask(school, "made_up")).statusCode).toBe(429);
  });

  test("a school of 1,500 that opens its marks in one minute is not slowed down", async () => {
    let refused = 0;
    for (let pupil = 0; pupil < 1_500; pupil += 1) {
      nowMs += 40;
      // The sign-in page, its style, the form, the way on; then the pages behind it.
      refused += refusedOf(await statuses(4, () => ask(school)));
      refused += refusedOf(await statuses(5, () => ask(school, `good-p${pupil}`)));
    }
    expect(refused).toBe(0);
  });

  test("an account is one, from however many addresses; another's is untouched", async () => {
    let index = 0;
    const seen = await statuses(rateLimits.account.burst + 20, () => {
      index += 1;
      return ask(`198.51.100.${index % 250}`, "good-busy");
    });
    expect(refusedOf(seen)).toBe(20);
    const other = await ask("198.51.100.1", "good-calm");
    expect(other.statusCode).toBe(200);
    expect(other.headers.ratelimit).toBe(`"account";r=${rateLimits.account.burst - 1};t=1`);
    expect(other.headers["ratelimit-policy"]).toBe(`"account";q=${rateLimits.account.burst};w=15`);
  });

  test("a vendor's machine may more than a person", async () => {
    const seen = await statuses(rateLimits.account.burst + 20, () => ask(school, "machine-vendor"));
    expect(refusedOf(seen)).toBe(0);
  });

  test("a /64 is one address; this machine is not counted", async () => {
    let index = 0;
    const next = () => {
      index += 1;
      return ask(`2001:db8:1:2::${index.toString(16)}`);
    };
    expect(refusedOf(await statuses(rateLimits.address.burst + 3, next))).toBe(3);
    expect(refusedOf(await statuses(rateLimits.address.burst + 3, () => ask("127.0.0.1")))).toBe(0);
  });
});

describe("who asks, behind a proxy", () => {
  const forwarded = (address: string) => ({ "x-forwarded-for": address });

  test("a header from anybody but the proxy we name changes nothing", async () => {
    let index = 0;
    const seen = await statuses(rateLimits.address.burst + 5, () => {
      index += 1;
      return ask(school, undefined, forwarded(`192.0.2.${index % 250}`));
    });
    expect(refusedOf(seen)).toBe(5);
  });

  test("the proxy's word is taken, its last one: what the caller wrote before it is not", async () => {
    app = createLimited(["10.0.0.2"]);
    let index = 0;
    const seen = await statuses(rateLimits.address.burst + 5, () => {
      index += 1;
      return ask("::ffff:10.0.0.2", undefined, forwarded(`192.0.2.${index % 250}, ${school}`));
    });
    expect(refusedOf(seen)).toBe(5);
    expect((await ask("10.0.0.2", undefined, forwarded("198.51.100.4"))).statusCode).toBe(200);
  });
});

describe("guesses at secrets", () => {
  const tryAs = (userName: string, outcome: number, remoteAddress = school) =>
    app.inject({
      method: "POST",
      url: "/sign-in/a1/password",
      remoteAddress,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      payload: new URLSearchParams({ userName, outcome: String(outcome) }).toString(),
    });

  test("a list of stolen passwords, each at another account, ends soon; elsewhere nobody notices", async () => {
    let index = 0;
    const seen = await statuses(500, () => {
      index += 1;
      return tryAs(`user${index}`, 401);
    });
    expect(seen.filter((status) => status === 401)).toHaveLength(signInLimits.failures.burst);
    const refused = await tryAs("another", 401);
    expect(refused.json()).toMatchObject({ code: "sign-in-tries-too-many" });
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
    expect((await tryAs("mai", 303, "198.51.100.9")).statusCode).toBe(303);
  });

  test("a thousand at once are no way round", async () => {
    const all = await Promise.all(Array.from({ length: 1_000 }, (_, index) => tryAs(`user${index}`, 401)));
    expect(all.filter(({ statusCode }) => statusCode === 401)).toHaveLength(signInLimits.failures.burst);
  });

  test("a school where every sixth mistypes goes on all morning", async () => {
    let refused = 0;
    for (let pupil = 0; pupil < 1_500; pupil += 1) {
      if (pupil % 6 === 0) refused += refusedOf([(await tryAs(`pupil${pupil}`, 401)).statusCode]);
      refused += refusedOf([(await tryAs(`pupil${pupil}`, 303)).statusCode]);
    }
    expect(refused).toBe(0);
  });

  test("one's own account buys no guesses at others'", async () => {
    let guesses = 0;
    for (let index = 0; index < 200; index += 1) {
      await tryAs("my.own", 303);
      if ((await tryAs(`victim${index}`, 401)).statusCode === 401) guesses += 1;
    }
    expect(guesses).toBeLessThanOrEqual(signInLimits.failures.burst + signInLimits.perSuccess);
  });

  test("what is no guess costs nothing", async () => {
    for (const status of [400, 403, 503])
      expect(refusedOf(await statuses(100, () => tryAs("lan", status)))).toBe(0);
  });
});
