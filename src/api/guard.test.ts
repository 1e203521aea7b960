import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "#src/platform/config.ts";
import { assertLoopback } from "./guard.ts";
import { createTestApp, type TestApp } from "./test-app.ts";

let at: TestApp;
beforeAll(async () => {
  at = await createTestApp();
});
afterAll(() => at.close());

describe("only this machine may ask", () => {
  test("another host to listen on is refused before anything starts", () => {
    expect(() => readConfig({ HP_HOST: "0.0.0.0" })).toThrow(/loopback/);
    for (const host of ["0.0.0.0", "::", "10.0.0.5", "example.vn"])
      expect(() => assertLoopback({ host })).toThrow(/loopback/);
    for (const host of ["127.0.0.1", "::1", "localhost"])
      expect(() => assertLoopback({ host })).not.toThrow();
  });

  test("a request from another machine, or under another name, gets 403", async () => {
    const remote = await at.app.inject({ url: "/", remoteAddress: "192.168.1.7" });
    expect([remote.statusCode, remote.json().code]).toEqual([403, "host-refused"]);
    for (const host of ["evil.example", "127.0.0.1.evil.example"]) {
      const response = await at.app.inject({ url: "/health/live", headers: { host } });
      expect([response.statusCode, response.json().code], host).toEqual([403, "host-refused"]);
    }
    for (const host of ["127.0.0.1:8080", "localhost:9", "[::1]:8080", "LOCALHOST"]) {
      expect((await at.app.inject({ url: "/health/live", headers: { host } })).statusCode, host).toBe(200);
    }
  });

  test("another site's page can't make this browser change something", async () => {
    const request = { method: "POST", url: "/api/v1/uploads", payload: {} } as const;
    for (const origin of ["https://evil.example", "null", "http://localhost:9999"]) {
      const response = await at.app.inject({ ...request, headers: { origin, host: "localhost:8080" } });
      expect([response.statusCode, response.json().code], origin).toEqual([403, "origin-refused"]);
    }
    const own = await at.app.inject({
      ...request,
      headers: { origin: "http://localhost:8080", host: "localhost:8080" },
    });
    expect(own.json().code).toBe("body-invalid");
  });
});

describe("limits", () => {
  test("every answer forbids the browser to load anything from elsewhere", async () => {
    for (const url of ["/", "/api/v1/learners", "/nothing", "/openapi.json", "/assets/style.css"]) {
      const { headers } = await at.app.inject(url);
      expect(headers["content-security-policy"], url).toContain("default-src 'none'");
      expect(headers["x-content-type-options"], url).toBe("nosniff");
    }
    expect((await at.app.inject("/docs/")).headers["content-security-policy"]).toContain(
      "connect-src 'self'",
    );
  });

  test("headers of more than 16 KiB are refused by the server", async () => {
    await at.app.listen({ port: 0, host: "127.0.0.1" });
    const address = at.app.server.address();
    const socket = connect(typeof address === "object" && address !== null ? address.port : 0, "127.0.0.1");
    socket.write(`GET /health/live HTTP/1.1\r\nHost: localhost\r\nX: ${"x".repeat(20_000)}\r\n\r\n`);
    const [answer] = (await once(socket, "data")) as [Buffer];
    expect(answer.toString("latin1")).toMatch(/^HTTP\/1\.1 431/);
    socket.destroy();
    expect(at.app.server.requestTimeout).toBe(300_000);
    expect(at.app.server.headersTimeout).toBe(20_000);
    expect(at.app.server.timeout).toBe(120_000);
  });
});
