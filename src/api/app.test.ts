import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestApp, type TestApp } from "./test-app.ts";

let at: TestApp;
beforeAll(async () => {
  at = await createTestApp();
});
afterAll(() => at.close());

describe("health", () => {
  test("live says only that the process answers", async () => {
    const response = await at.app.inject("/health/live");
    expect([response.statusCode, response.json()]).toEqual([200, { status: "live" }]);
    expect(response.headers["cache-control"]).toBe("no-store");
  });

  test("ready needs every migration and room on the disk", async () => {
    const ready = await at.app.inject("/health/ready");
    expect(ready.json()).toMatchObject({ status: "ready" });
    expect(ready.json().freeMb).toBeGreaterThan(0);
    await at.pool.query("update schema_migration set name = 'x' where name = '0100-exchange'");
    const missing = await at.app.inject("/health/ready");
    await at.pool.query("update schema_migration set name = '0100-exchange' where name = 'x'");
    expect([missing.statusCode, missing.json().code]).toEqual([503, "not-ready"]);
    expect(missing.json().detail).toContain("0100-exchange");
  });
});

describe("every request", () => {
  test("has an id that the answer carries and the log line names", async () => {
    const response = await at.app.inject("/api/v1/subjects?limit=1");
    const id = String(response.headers["x-request-id"]);
    const line = at.logged.find((one) => one.includes(id) && one.includes('"ms"'));
    expect(JSON.parse(line ?? "{}")).toMatchObject({ method: "GET", route: "/api/v1/subjects", status: 200 });
  });

  test("HEAD answers as GET does, without the body", async () => {
    const get = await at.app.inject("/api/v1/subjects?limit=1");
    const head = await at.app.inject({ method: "HEAD", url: "/api/v1/subjects?limit=1" });
    expect([head.statusCode, head.body, head.headers.etag]).toEqual([200, "", get.headers.etag]);
  });
});
