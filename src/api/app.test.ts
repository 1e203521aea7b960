import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestApp, insertRows, learnerRow, type TestApp } from "./test-app.ts";

let at: TestApp;
beforeAll(async () => {
  at = await createTestApp();
});
afterAll(() => at.close());

test("health", async () => {
  expect((await at.app.inject("/health/live")).json()).toEqual({ status: "live" });
  const ready = await at.app.inject("/health/ready");
  expect(ready.statusCode, ready.body).toBe(200);
});
test("a list", async () => {
  await insertRows(at.pool, "learner", [learnerRow({})]);
  const r = await at.app.inject("/api/v1/learners");
  expect(r.statusCode, r.body).toBe(200);
  console.log(r.body, r.headers);
  for (const p of [
    "/",
    "/xa-phuong",
    "/docs/dictionary",
    "/docs/dictionary/learner",
    "/docs/errors",
    "/docs/",
    "/openapi.json",
  ]) {
    const r = await at.app.inject(p);
    expect(r.statusCode, p + r.body.slice(0, 300) + at.logged.join("")).toBe(200);
  }
});
