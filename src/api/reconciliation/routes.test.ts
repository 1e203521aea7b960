import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestApp, noServices, type TestApp } from "../test-app.ts";

let at: TestApp;
let runs = 0;
const recordId = "00000000-0000-8000-8000-000000000001";
beforeAll(async () => {
  at = await createTestApp(() => ({
    ...noServices,
    ingest: async (paths) => {
      runs += 1;
      expect(paths).toEqual([]);
      return {
        runId: 1,
        files: 0,
        rowsIn: 0,
        published: 0,
        unchanged: 0,
        merged: 0,
        held: 0,
        accounted: true,
      };
    },
  }));
  await at.pool.query(
    `insert into verification values ('learner', $1, 'noId', 'noId', null, null, null, null, '311194802001', 1, now())`,
    [recordId],
  );
  await at.pool.query(
    `insert into reconciliation_case (case_id, entity, record_id, status, school_id, source_row_id, evidence, opened_run, cause, owner, next_step, due_on, opened_at)
     values (gen_random_uuid(), 'learner', $1, 'noId', '311194802001', 1, '{}', 1, 'unknown', 'school', 'requestNumber', '2026-12-02', now())`,
    [recordId],
  );
});
afterAll(() => at.close());

const expiresOn = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);
const body = {
  entity: "learner",
  recordId,
  kind: "orphan",
  reason: "đang làm khai sinh",
  validFrom: "2026-01-01",
  expiresOn,
};
const post = (url: string, payload?: object, headers: Record<string, string> = {}) =>
  at.app.inject({ method: "POST", url, ...(payload === undefined ? {} : { payload }), headers });
const get = async (url: string) => (await at.app.inject(url)).json();

test("an exception sent twice is one; another under the same key is refused; revoked, the case is open again", async () => {
  const address = "/api/v1/reconciliation/exceptions";
  const key = { "idempotency-key": "k1" };
  const validFrom = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const first = await post(address, { ...body, validFrom }, key);
  expect(first.statusCode, first.body).toBe(201);
  const again = await post(address, { ...body, validFrom }, key);
  expect(again.json()).toEqual(first.json());
  const other = await post(address, { ...body, validFrom, kind: "newcomer" }, key);
  expect([other.statusCode, other.json().code]).toEqual([422, "idempotency-key-reused"]);
  expect((await post(address, { ...body, validFrom })).statusCode).toBe(428);
  expect(await get("/api/v1/reconciliation/figures?schoolId=311194802001")).toMatchObject({
    entities: { learner: { byStatus: { approvedException: 1 } } },
    exceptions: 1,
    cases: { open: 0 },
  });
  const { exceptionId } = first.json() as { exceptionId: string };
  const stored = await get(String(first.headers.location));
  expect(stored).toMatchObject({ approvedBy: "Người thử", kind: "orphan" });
  const revoked = await post(`${address}/${exceptionId}/revocation`, { reason: "đã có số" });
  expect(revoked.statusCode, revoked.body).toBe(204);
  expect((await post(`${address}/${exceptionId}/revocation`, { reason: "lại" })).json().code).toBe(
    "exception-already-revoked",
  );
  expect(await get("/api/v1/reconciliation/figures")).toMatchObject({ exceptions: 0, cases: { open: 1 } });
});

test.each([
  [{ ...body, entity: "school" }],
  [{ ...body, kind: "lazy" }],
  [{ ...body, expiresOn: "2026-02-31" }],
  [{ ...body, reason: " " }],
  [{ ...body, more: 1 }],
])("a body that says something else is refused %#", async (wrong) => {
  const response = await post("/api/v1/reconciliation/exceptions", wrong, { "idempotency-key": "k2" });
  expect([response.statusCode, response.json().code]).toEqual([400, "body-invalid"]);
});

test("a report is made, read as it was made, and cut to a commune", async () => {
  const missing = await at.app.inject("/api/v1/reconciliation/report?month=2026-09");
  expect([missing.statusCode, missing.json().code]).toEqual([404, "reconciliation-report-not-made"]);
  const made = await post("/api/v1/reconciliation/reports", { month: "2026-11" });
  expect(made.statusCode, made.body).toBe(201);
  expect(await get("/api/v1/reconciliation/report?month=2026-11&revision=1")).toEqual(made.json());
  const cut = await get("/api/v1/reconciliation/report?month=2026-11&schoolId=311194802001");
  expect(cut.lines).toMatchObject([{ unitKind: "school", records: 1 }]);
  for (const [query, code] of [
    ["month=11-2026", "argument-invalid"],
    ["month=2026-11&revision=x", "parameter-out-of-range"],
    ["month=2026-11&schoolId=a&communeCode=b", "parameters-conflict"],
    ["thang=2026-11", "parameter-unknown"],
  ] as const)
    expect((await get(`/api/v1/reconciliation/report?${query}`)).code, query).toBe(code);
});

test("asking again starts a run without files", async () => {
  expect((await post("/api/v1/reconciliation/runs")).statusCode).toBe(202);
  await expect.poll(() => runs).toBe(1);
});
