import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { countPass } from "#src/insight/metrics/count-pass.ts";
import { systemClock } from "#src/platform/clock.ts";
import { insertSampleCity, sampleSchool } from "../pages/sample-city.ts";
import { createTestApp, type TestApp } from "../test-app.ts";

let at: TestApp;
beforeAll(async () => {
  at = await createTestApp(undefined, async () => undefined);
  await insertSampleCity(at.pool);
  await at.pool.query("update school set principal_name = 'Phạm Thị Hiệu Trưởng'");
  await countPass(at.pool, systemClock, true);
});
afterAll(() => at.close());

const get = (path: string, headers = {}) => at.app.inject({ url: `/api/v1/open${path}`, headers });

test("a guest gets every working school; one that was merged away is none", async () => {
  const ids = async () => (await get("/schools")).json<{ data: { id: string }[] }>().data.map(({ id }) => id);
  const before = await ids();
  expect(before).toContain(sampleSchool);
  await at.pool.query("update school set operating_status = 'merged' where school_id = $1", [sampleSchool]);
  expect(await ids()).toEqual(before.filter((id) => id !== sampleSchool));
  expect((await get(`/schools/${sampleSchool}`)).statusCode).toBe(404);
  await at.pool.query("update school set operating_status = 'active' where school_id = $1", [sampleSchool]);
});

test("one school tells its figures; a lack is null and a small group is left out", async () => {
  const { rows } = await at.pool.query<{ n: number }>(
    "select (measures->>'learners')::int as n from insight.unit_figures where unit_kind = 'school' and unit_id = $1",
    [sampleSchool],
  );
  const answer = (await get(`/schools/${sampleSchool}`)).json();
  expect(rows[0]?.n).toBeGreaterThan(4);
  expect(answer.measures.learners).toBe(rows[0]?.n);
  expect(answer.siteAreaM2).toBeNull();
  await at.pool.query(
    "update enrolment set exit_date = '2026-09-10' where school_id = $1 and learner_id not in (select learner_id from enrolment where school_id = $1 order by 1 limit 3)",
    [sampleSchool],
  );
  await countPass(at.pool, systemClock, true);
  const after = (await get(`/schools/${sampleSchool}`)).json();
  expect(after.measures).not.toHaveProperty("learners");
});

test("nobody's name is in any of it", async () => {
  const { rows } = await at.pool.query<{ name: string }>(
    "select full_name as name from learner union select full_name from staff_member union select principal_name from school",
  );
  expect(rows.length).toBeGreaterThan(10);
  const bodies = await Promise.all(
    ["/schools", `/schools/${sampleSchool}`, "/figures", "/communes"].map(
      async (path) => (await get(path)).body,
    ),
  );
  for (const { name } of rows) expect(bodies.filter((body) => body.includes(name))).toEqual([]);
});

test("kept by whoever passes it on, and not sent twice", async () => {
  const first = await get("/schools");
  expect(first.headers["cache-control"]).toBe("public, max-age=300");
  const second = await get("/schools", { "if-none-match": first.headers.etag });
  expect([second.statusCode, second.body]).toEqual([304, ""]);
});

test("what is large travels packed as the browser takes it, and each form has its tag", async () => {
  const geo = (headers: Record<string, unknown>) =>
    at.app.inject({ url: "/api/v1/geo/communes", headers: headers as Record<string, string> });
  const plain = await geo({});
  const tags = new Set([plain.headers.etag]);
  for (const [accepted, encoding, unpack] of [
    ["gzip, deflate, br", "br", brotliDecompressSync],
    ["gzip;q=1.0, br;q=0", "gzip", gunzipSync],
  ] as const) {
    const answer = await geo({ "accept-encoding": accepted });
    expect(answer.headers["content-encoding"]).toBe(encoding);
    expect(answer.headers.vary).toContain("accept-encoding");
    expect(unpack(answer.rawPayload).toString()).toBe(plain.body);
    const again = { "accept-encoding": accepted, "if-none-match": answer.headers.etag };
    expect((await geo(again)).statusCode).toBe(304);
    tags.add(answer.headers.etag);
  }
  expect(tags.size).toBe(3);
  expect((await geo({ "accept-encoding": "identity" })).headers).not.toHaveProperty("content-encoding");
});
