import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestApp, type TestApp } from "../test-app.ts";
import { findPortalFiles } from "./portal-files.ts";

const dir = mkdtempSync(join(tmpdir(), "hp-portal-"));
const script = `export const words = ${JSON.stringify("phượng ".repeat(400))};`;
let at: TestApp;

/** A build as `scripts/build-portal.ts` leaves it, as small as can be. */
beforeAll(async () => {
  mkdirSync(join(dir, "portal"));
  writeFileSync(
    join(dir, "routes.json"),
    JSON.stringify({
      routes: [
        { path: "/", scripts: [] },
        { path: "/thu", scripts: ["/portal/a-1234.js"] },
        { path: "/thu/$schoolId", scripts: [] },
      ],
      files: ["sw.js"],
    }),
  );
  writeFileSync(join(dir, "index.html"), "<!doctype html><head><title>Thử</title></head>");
  writeFileSync(join(dir, "sw.js"), "void 0;");
  writeFileSync(join(dir, "portal", "a-1234.js"), script);
  writeFileSync(join(dir, "portal", "a-1234.js.br"), brotliCompressSync(script));
  // A guest.
  at = await createTestApp(undefined, async () => undefined, findPortalFiles(dir));
});
afterAll(async () => {
  await at.close();
  rmSync(dir, { recursive: true });
});

describe("the portal's page", () => {
  test("lets the browser ask the start page's first question along with the program", async () => {
    const { headers } = await at.app.inject("/");
    expect(headers.link).toBe("</api/v1/open/figures>; rel=preload; as=fetch; crossorigin");
    expect((await at.app.inject("/thu")).headers.link).toBeUndefined();
  });

  test("names the scripts its path will want", async () => {
    expect((await at.app.inject("/thu")).body).toContain(
      '<link rel="modulepreload" crossorigin href="/portal/a-1234.js">',
    );
    expect((await at.app.inject("/thu/1")).body).not.toContain("modulepreload");
  });

  test.each(["/thu", "/thu/311194802001?tab=moi"])(
    "answers %s to everybody, under its policy",
    async (url) => {
      const reply = await at.app.inject(url);
      expect(reply.statusCode).toBe(200);
      expect(reply.body).toContain("<title>Thử</title>");
      expect(reply.headers["cache-control"]).toBe("no-cache");
      const policy = String(reply.headers["content-security-policy"]);
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      const again = await at.app.inject({ url, headers: { "if-none-match": String(reply.headers.etag) } });
      expect(again.statusCode).toBe(304);
    },
  );

  test.each([
    "/thu/a/b",
    "/khong-co",
    "/portal/khong-co.js",
    "/portal/../routes.json",
    "/portal/%2e%2e/routes.json",
  ])("%s stays an address nobody answers", async (url) => {
    expect((await at.app.inject(url)).statusCode).toBe(404);
  });
});

test("a hashed file is kept for a year, and sent compressed to who can read that", async () => {
  const plain = await at.app.inject("/portal/a-1234.js");
  expect(plain.body).toBe(script);
  expect(plain.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  const packed = await at.app.inject({ url: "/portal/a-1234.js", headers: { "accept-encoding": "br" } });
  expect(packed.headers["content-encoding"]).toBe("br");
  expect(packed.headers.vary).toMatch(/accept-encoding/i);
  expect(brotliDecompressSync(packed.rawPayload).toString()).toBe(script);
});

test("the service worker is asked for anew each time, and may fetch from here alone", async () => {
  const { statusCode, headers } = await at.app.inject("/sw.js");
  expect([statusCode, headers["content-type"], headers["cache-control"]]).toEqual([
    200,
    "text/javascript; charset=utf-8",
    "no-cache",
  ]);
  expect(headers["content-security-policy"]).toContain("connect-src 'self'");
});

test("a guest who asks who they are is told so, and is refused nothing", async () => {
  const reply = await at.app.inject("/api/v1/portal/caller");
  expect([reply.statusCode, reply.headers["cache-control"]]).toEqual([200, "no-store"]);
  expect(reply.json()).toEqual({ person: null, role: null, roles: [], permissions: [], isDemo: false });
});

test("without a build there is no portal", () => {
  expect(findPortalFiles(join(dir, "portal"))).toBeUndefined();
});
