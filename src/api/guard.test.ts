import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SecurityConfig } from "#src/platform/config-security.ts";
import { isTrustedProxy, registerGuard, registerSecurityHeaders } from "./guard.ts";
import { attachment } from "./headers.ts";
import { registerProblems } from "./problems/plugin.ts";
import { createTestApp, type TestApp } from "./test-app.ts";

const open: FastifyInstance[] = [];
afterAll(async () => {
  for (const app of open) await app.close();
});

/** The doors alone, around two addresses. */
function createGuarded(security: Partial<SecurityConfig> = {}): FastifyInstance {
  const whole: SecurityConfig = { trustedProxies: [], demo: false, ...security };
  const isProxy = isTrustedProxy(whole);
  const app = fastify({ trustProxy: (address: string) => isProxy(address) });
  open.push(app);
  registerSecurityHeaders(app, whole);
  registerGuard(app, whole);
  registerProblems(app);
  for (const url of ["/page", "/api/v1/rows"])
    app.route({ method: ["GET", "POST"], url, handler: async () => "ok" });
  return app;
}

interface Ask {
  readonly method?: "GET" | "POST";
  readonly url?: string;
  readonly from?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function answerOf(app: FastifyInstance, { method = "GET", url = "/page", from, headers }: Ask) {
  const response = await app.inject({
    method,
    url,
    headers: { host: "localhost:8080", ...headers },
    ...(from === undefined ? {} : { remoteAddress: from }),
  });
  return response.statusCode === 200 ? "served" : response.json().code;
}

const publicUrl = "https://du-lieu.example.vn";
const host = "du-lieu.example.vn";

describe("by itself only this machine may ask", () => {
  const app = createGuarded();

  test.each<[string, Ask, string]>([
    ["by name", { headers: { host: "LOCALHOST" } }, "served"],
    ["by address", { headers: { host: "127.0.0.1:8080" } }, "served"],
    ["by address, IPv6", { headers: { host: "[::1]:8080" }, from: "::1" }, "served"],
    ["another machine", { from: "192.168.1.7" }, "host-refused"],
    ["another machine, IPv4 in IPv6", { from: "::ffff:192.168.1.7" }, "host-refused"],
    [
      "another machine that says it is this one",
      { from: "192.168.1.7", headers: { "x-forwarded-for": "127.0.0.1" } },
      "host-refused",
    ],
    ["a page whose name resolves to us", { headers: { host: "evil.example" } }, "host-refused"],
    ["a name that begins like ours", { headers: { host: "127.0.0.1.evil.example" } }, "host-refused"],
    ["a port without a name", { headers: { host: ":8080" } }, "host-refused"],
  ])("%s", async (_what, ask, expected) => {
    expect(await answerOf(app, ask)).toBe(expected);
  });
});

describe("open to others", () => {
  const proxied = createGuarded({ publicUrl, trustedProxies: ["10.0.0.2", "127.0.0.1"] });
  const tls = createGuarded({ publicUrl, tls: { certificate: "", key: "" } });
  const forwarded = { host, "x-forwarded-for": "198.51.100.4", "x-forwarded-proto": "https" };

  test.each<[string, FastifyInstance, Ask, string]>([
    ["through the proxy", proxied, { from: "10.0.0.2", headers: forwarded }, "served"],
    ["through a proxy on this machine", proxied, { headers: forwarded }, "served"],
    ["around the proxy", proxied, { from: "10.0.0.9", headers: forwarded }, "host-refused"],
    [
      "through the proxy under another name",
      proxied,
      { from: "10.0.0.2", headers: { ...forwarded, host: "evil.example" } },
      "host-refused",
    ],
    [
      "from outside under the name of this machine",
      proxied,
      { headers: { ...forwarded, host: "localhost:8080" } },
      "host-refused",
    ],
    [
      "to the proxy in the clear",
      proxied,
      { from: "10.0.0.2", headers: { ...forwarded, "x-forwarded-proto": "http" } },
      "https-needed",
    ],
    [
      "through a proxy that does not say for whom",
      proxied,
      { from: "10.0.0.2", headers: { host, "x-forwarded-proto": "https" } },
      "proxy-silent",
    ],
    ["a watchman on this machine", proxied, { headers: { host: "127.0.0.1:8080" } }, "served"],
    ["by our own TLS", tls, { from: "198.51.100.4", headers: { host } }, "served"],
    ["with the port written out", tls, { from: "198.51.100.4", headers: { host: `${host}:443` } }, "served"],
    ["at another port", tls, { from: "198.51.100.4", headers: { host: `${host}:8443` } }, "host-refused"],
    ["by our address", tls, { from: "198.51.100.4", headers: { host: "203.0.113.1" } }, "host-refused"],
  ])("%s", async (_what, app, ask, expected) => {
    expect(await answerOf(app, ask)).toBe(expected);
  });

  test("browsers are told to come by https only where there is https", async () => {
    const header = "strict-transport-security";
    expect((await tls.inject({ url: "/page", headers: { host } })).headers[header]).toContain(
      "max-age=63072000",
    );
    expect((await createGuarded().inject("/page")).headers[header]).toBeUndefined();
  });
});

describe("another site's page can't use this browser", () => {
  const app = createGuarded({ publicUrl, tls: { certificate: "", key: "" } });
  const local = createGuarded();
  const cookie = "other=1; __Host-hp_session=abc";
  const post = (headers: Readonly<Record<string, string>>): Ask => ({
    method: "POST",
    headers: { host, ...headers },
  });

  test.each<[string, Ask, string]>([
    ["our own page", post({ origin: publicUrl, "sec-fetch-site": "same-origin", cookie }), "served"],
    ["our own page, an older browser", post({ origin: publicUrl, cookie }), "served"],
    ["our own page, the oldest", post({ referer: `${publicUrl}/identity/1`, cookie }), "served"],
    ["a program with its token", post({ authorization: "Bearer x" }), "served"],
    ["a bookmark", post({ "sec-fetch-site": "none", cookie }), "served"],
    ["another site", post({ origin: "https://evil.example", cookie }), "origin-refused"],
    ["another site's frame", post({ origin: "null", cookie }), "origin-refused"],
    ["the same name in the clear", post({ origin: `http://${host}`, cookie }), "origin-refused"],
    ["the same name at another port", post({ origin: `${publicUrl}:8443`, cookie }), "origin-refused"],
    ["a name that begins with ours", post({ origin: `${publicUrl}.evil.example` }), "origin-refused"],
    ["a neighbour under our domain", post({ "sec-fetch-site": "same-site", cookie }), "origin-refused"],
    [
      "a neighbour that sends our origin",
      post({ origin: publicUrl, "sec-fetch-site": "same-site" }),
      "origin-refused",
    ],
    [
      "another site, the oldest browser",
      post({ referer: "https://evil.example/", cookie }),
      "origin-refused",
    ],
    ["nobody says where from, with our cookie", post({ cookie }), "origin-refused"],
    ["something that is no origin", post({ origin: "evil", cookie }), "origin-refused"],
    [
      "a picture of our data on another site",
      { url: "/api/v1/rows", headers: { host, "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" } },
      "origin-refused",
    ],
    [
      "a link to us on another site",
      { headers: { host, "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" } },
      "served",
    ],
  ])("%s", async (_what, ask, expected) => {
    expect(await answerOf(app, ask)).toBe(expected);
  });

  test("on this machine: another program's page at another port is another site", async () => {
    for (const origin of ["http://localhost:9999", "https://localhost:8080", "http://127.0.0.1:8080"])
      expect(await answerOf(local, { method: "POST", headers: { origin } }), origin).toBe("origin-refused");
    expect(await answerOf(local, { method: "POST", headers: { origin: "http://localhost:8080" } })).toBe(
      "served",
    );
  });
});

describe("over every route of the application", () => {
  let at: TestApp;
  beforeAll(async () => {
    at = await createTestApp();
  });
  afterAll(() => at.close());

  /** An address of each route; what stands for the parameters leads to records that are not there. */
  const addresses = (methods: readonly string[]) =>
    at.routes
      .filter(({ method }) => methods.includes(method))
      .map(({ method, url }) => ({
        method: method as "GET",
        route: url,
        url: url
          .replace(/:\w*(seq|Seq)\b/g, "1")
          .replace(/:\w+/g, "00000000-0000-4000-8000-00000000000f")
          .replace("*", "none"),
      }))
      // Streams that end when the caller goes.
      .filter(({ route }) => !/\/(events|watch)$/.test(route));

  test("the browser is held to the same rules, also by refusals", async () => {
    for (const { method, route, url } of addresses(["GET", "POST", "PATCH", "PUT", "DELETE"])) {
      const { headers, statusCode } = await at.app.inject({ method, url });
      const place = `${method} ${route} ${statusCode}`;
      const policy = String(headers["content-security-policy"]);
      expect(policy, place).toContain("default-src 'none'");
      expect(policy, place).toContain("frame-ancestors 'none'");
      // The API reference styles itself; no script runs but those named.
      expect(policy.replace("style-src 'self' 'unsafe-inline'", ""), place).not.toContain("unsafe");
      if (!route.startsWith("/docs")) expect(policy, place).not.toContain("script-src");
      expect(headers, place).toMatchObject({
        "x-content-type-options": "nosniff",
        "cross-origin-resource-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "permissions-policy": expect.stringContaining("camera=()"),
        "referrer-policy": expect.stringMatching(/^(no-referrer|same-origin)$/),
        "cache-control": expect.anything(),
      });
      // Sign-in alone sets cookies, and no script reads them.
      for (const cookie of [headers["set-cookie"] ?? []].flat()) {
        expect(place).toMatch(/ \/sign-(in|out)/);
        expect(cookie, place).toMatch(/HttpOnly; SameSite=Lax/);
      }
      expect(headers["access-control-allow-origin"], place).toBeUndefined();
    }
  });

  test("what a person sees lies in no cache; only what is for everybody may", async () => {
    const stored = new Set<string>();
    for (const { method, route, url } of addresses(["GET"])) {
      const { headers } = await at.app.inject({ method, url });
      if (headers["cache-control"] !== "no-store") stored.add(route);
    }
    const forEverybody = /^\/(docs|assets|openapi|api\/v1\/(dictionary|metrics$|open\/|geo\/))/;
    expect([...stored].filter((route) => !forEverybody.test(route))).toEqual([]);
    expect(stored.size).toBeGreaterThan(0);
  });

  test("every body says what it is, and texts by which characters", async () => {
    for (const { method, route, url } of addresses(["GET", "POST"])) {
      const { headers, body } = await at.app.inject({ method, url });
      if (body === "") continue;
      expect(headers["content-type"], route).toMatch(/charset=utf-8$|^image\/|^font\//);
    }
  });

  test("a method nobody has asked us to have", async () => {
    for (const method of ["TRACE", "OPTIONS", "PUT"] as const)
      expect((await at.app.inject({ method: method as "PUT", url: "/" })).statusCode, method).toBe(404);
  });

  test("reading changes nothing", async () => {
    const before = await tablesOf(at);
    for (const method of ["GET", "HEAD"]) {
      for (const { url } of addresses(["GET"])) await at.app.inject({ method: method as "GET", url });
    }
    const after = await tablesOf(at);
    const changed = [...after].filter(([table, hash]) => before.get(table) !== hash).map(([table]) => table);
    expect(changed.filter((table) => !writtenByReading.has(table))).toEqual([]);
    // Looks were put on record, and this test saw it: it would see others.
    expect(changed).toContain("access.audit_event");
  });
});

/** Who looked at what is put on record, and how far that is linked; nothing else may a GET write. */
const writtenByReading: ReadonlySet<string> = new Set([
  "access.audit_event",
  "access.audit_lane",
  // A visit of the sign-in page begins an attempt.
  "access.sign_in_attempt",
]);

/** A fingerprint of every table. */
async function tablesOf({ pool }: TestApp): Promise<ReadonlyMap<string, string>> {
  const { rows } = await pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const prints = new Map<string, string>();
  for (const { name } of rows) {
    const print = await pool.query<{ hash: string }>(
      `select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) as hash from ${name} t`,
    );
    prints.set(name, print.rows[0]?.hash ?? "");
  }
  return prints;
}

describe("names of files that are handed out", () => {
  test.each([
    ["Danh sách lớp 6A1.xlsx", "Danh sach lop 6A1.xlsx", "Danh%20s%C3%A1ch%20l%E1%BB%9Bp%206A1.xlsx"],
    ["Đơn.pdf", "Don.pdf", "%C4%90%C6%A1n.pdf"],
    ['a"; filename="b.exe', "a__ filename=_b.exe".replace("=", "_"), "a__%20filename%3D_b.exe"],
    ["../../etc/passwd", "passwd", "passwd"],
    ["a\r\nSet-Cookie: b=1.txt", "aSet-Cookie_ b_1.txt", "aSet-Cookie_%20b%3D1.txt"],
    ["hoc\u202Etxt.exe", "hoctxt.exe", "hoctxt.exe"],
    ["", "tep", "tep"],
  ])("%j", (given, plain, encoded) => {
    expect(attachment(given)).toBe(`attachment; filename="${plain}"; filename*=UTF-8''${encoded}`);
  });
});

test("our scripts write text, never markup, and run nothing that was sent", () => {
  const assets = join(import.meta.dirname, "assets");
  const scripts = readdirSync(assets).filter((name) => name.endsWith(".js"));
  expect(scripts).toEqual(["passkey.js"]);
  for (const name of scripts)
    expect(readFileSync(join(assets, name), "utf8")).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|setTimeout\(\s*["'`]/,
    );
});
