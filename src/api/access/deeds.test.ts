import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { countPass } from "#src/insight/metrics/count-pass.ts";
import { decideReview } from "#src/pipeline/decide-review.ts";
import { localDay, systemClock } from "#src/platform/clock.ts";
import { insertSamplePair, samplePair } from "../pages/sample-pair.ts";
import { createTestApp, insertRows, noServices, steward, type TestApp } from "../test-app.ts";

const asCommune = { "x-test-commune": "C1" };
let at: TestApp;
let ids: readonly string[];
const reviewId = randomUUID();
const verifiedId = randomUUID();
const caseId = randomUUID();
beforeAll(async () => {
  at = await createTestApp(
    (pool) => ({
      ...noServices,
      ingest: async () => ({ ...noRows }),
      decideReview: ({ reviewId: id, decision, decidedBy, record }) =>
        decideReview(pool, id, decision, { decidedBy, decidedAt: new Date(), record }),
    }),
    // Deeds that are a commune's own: the same person acts there.
    async (request) => (request.headers["x-test-commune"] === undefined ? steward : inCommune),
  );
  await insertSamplePair(at.pool);
  await insertRows(at.pool, "review", [
    {
      reviewId,
      kind: "feedShrunk",
      status: "open",
      question: {},
      runSeq: 1,
      openedAt: "2026-10-20T02:41:00Z",
    },
  ]);
  await at.pool.query(
    "insert into verification values ('learner', $1, 'noId', 'noId', null, null, null, null, 'S1', 1, now())",
    [verifiedId],
  );
  await insertRows(at.pool, "learner", [{ learnerId: verifiedId, fullName: "Trần Văn Sửa", schoolId: "S1" }]);
  const { rows } = await at.pool.query<{ ids: string[] }>(
    "select array_agg(record_id order by record_id) as ids from link",
  );
  ids = rows[0]?.ids ?? [];
});
afterAll(() => at.close());

const inCommune: typeof steward = {
  ...steward,
  principal: {
    ...steward.principal,
    grant: { ...steward.principal.grant, role: "communeOfficer", unit: { kind: "commune", id: "C1" } },
  },
  scope: { ...steward.scope, role: "communeOfficer", schools: ["S1"] },
};

const noRows = {
  runId: 1,
  files: 0,
  rowsIn: 0,
  published: 0,
  unchanged: 0,
  merged: 0,
  held: 0,
  accounted: true,
};

interface Event {
  readonly account: string;
  readonly action: string;
  readonly object: string | null;
  readonly result: string;
  readonly subjects: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

async function eventsOf(requestId: unknown): Promise<readonly Event[]> {
  const { rows } = await at.pool.query<Event>(
    `select account_id as account, action, object, result, coalesce(subjects, '{}') as subjects, detail
     from access.audit_event where request_id = $1 order by lane, seq`,
    [requestId],
  );
  return rows;
}

type Reply = Awaited<ReturnType<TestApp["app"]["inject"]>>;
const send = (
  method: "POST" | "PATCH",
  url: string,
  payload?: object | string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> =>
  at.app.inject({
    method,
    url,
    ...(payload === undefined ? {} : { payload }),
    headers: { "idempotency-key": randomUUID(), ...headers },
  });
/** The one change a request made, beside the looks it took. */
const changeOf = async (reply: Reply): Promise<Event | undefined> => {
  expect(reply.statusCode, reply.body).toBeLessThan(400);
  const events = (await eventsOf(reply.headers["x-request-id"])).filter(
    ({ action }) => !/\.(read|list|search)$/.test(action),
  );
  expect(events).toHaveLength(1);
  expect(events[0]).toMatchObject({ result: "ok", account: steward.principal?.accountId });
  return events[0];
};
const etagOf = async (url: string): Promise<string> => String((await at.app.inject(url)).headers.etag);

const why = { reason: "đã gọi trường" };
const pair = `/api/v1/identity/reviews/${samplePair}`;
let decisionId = "";
let exceptionId = "";
let uploadId = "";
let batchId = "";
const text = "mã;tên\n1;An\n";
const sha256 = createHash("sha256").update(text).digest("hex");

/** Every route that changes something, in an order in which each can. */
const cases: readonly (readonly [route: string, act: () => Promise<void>])[] = [
  [
    "POST /api/v1/identity/reviews/:reviewId/decision",
    async () => {
      const reply = await send(
        "POST",
        `${pair}/decision`,
        { verdict: "same", ...why },
        { "if-match": await etagOf(pair) },
      );
      decisionId = reply.json().decisions[0].decisionId;
      const event = await changeOf(reply);
      expect(event).toMatchObject({
        action: "identity.decide",
        object: "learner",
        detail: { verdict: "same" },
      });
      expect([...(event?.subjects ?? [])].sort()).toEqual(ids);
    },
  ],
  [
    "POST /api/v1/identity/decisions/:decisionId/undo",
    async () => {
      const event = await changeOf(await send("POST", `/api/v1/identity/decisions/${decisionId}/undo`, why));
      expect(event).toMatchObject({ action: "identity.undo" });
      expect([...(event?.subjects ?? [])].sort()).toEqual(ids);
    },
  ],
  [
    "POST /api/v1/identity/merges",
    async () => {
      const event = await changeOf(
        await send("POST", "/api/v1/identity/merges", { left: ids[0], right: ids[1], ...why }),
      );
      expect(event).toMatchObject({ action: "identity.decide", detail: { verdict: "same", pairs: 1 } });
      // What a run would make of it.
      await at.pool.query("update link set record_id = $2, previous_record_id = $1 where record_id = $1", [
        ids[1],
        ids[0],
      ]);
      await at.pool.query("insert into record_alias values ('learner', $1, $2, 'merged', 2, now())", [
        ids[1],
        ids[0],
      ]);
    },
  ],
  [
    "POST /api/v1/identity/former-ids/:recordId/undo",
    async () => {
      const event = await changeOf(await send("POST", `/api/v1/identity/former-ids/${ids[1]}/undo`, why));
      expect(event).toMatchObject({
        action: "identity.decide",
        detail: { verdict: "different" },
        subjects: [ids[0]],
      });
    },
  ],
  [
    "POST /api/v1/identity/splits",
    async () => {
      const { rows } = await at.pool.query<{ key: string }>(
        "select link_key as key from link order by 1 limit 1",
      );
      const body = { recordId: ids[0], keys: rows.map(({ key }) => key), ...why };
      expect(await changeOf(await send("POST", "/api/v1/identity/splits", body))).toMatchObject({
        subjects: [ids[0]],
      });
    },
  ],
  [
    "POST /api/v1/reviews/:reviewId/decision",
    async () => {
      const url = `/api/v1/reviews/${reviewId}`;
      const reply = await send(
        "POST",
        `${url}/decision`,
        { action: "release" },
        { "if-match": await etagOf(url) },
      );
      expect(await changeOf(reply)).toMatchObject({ action: "review.decide", object: `review/${reviewId}` });
    },
  ],
  [
    "POST /api/v1/reconciliation/exceptions",
    async () => {
      const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
      const body = {
        entity: "learner",
        recordId: verifiedId,
        kind: "orphan",
        ...why,
        validFrom: day(-1),
        expiresOn: day(9),
      };
      const reply = await send("POST", "/api/v1/reconciliation/exceptions", body);
      exceptionId = reply.json().exceptionId;
      expect(await changeOf(reply)).toMatchObject({
        action: "reconciliation.approveException",
        subjects: [verifiedId],
        detail: { exceptionId, kind: "orphan" },
      });
    },
  ],
  [
    "POST /api/v1/reconciliation/exceptions/:exceptionId/revocation",
    async () => {
      const reply = await send("POST", `/api/v1/reconciliation/exceptions/${exceptionId}/revocation`, why);
      expect(await changeOf(reply)).toMatchObject({
        action: "reconciliation.revokeException",
        subjects: [verifiedId],
      });
    },
  ],
  [
    "POST /api/v1/reconciliation/cases/:caseId/exception-request",
    async () => {
      const expiresOn = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10);
      const found = { status: "noId", evidence: {}, openedRun: 1 };
      const whose = { entity: "learner", recordId: verifiedId, schoolId: "S1", sourceRowId: "1" };
      await insertRows(at.pool, "reconciliationCase", [{ caseId, ...whose, ...found }]);
      const body = { kind: "orphan", expiresOn, ...why };
      const reply = await send("POST", `/api/v1/reconciliation/cases/${caseId}/exception-request`, body);
      expect(await changeOf(reply)).toMatchObject({
        action: "reconciliation.askException",
        subjects: [verifiedId],
      });
    },
  ],
  [
    "POST /api/v1/reconciliation/cases/:caseId/exception-request/refusal",
    async () => {
      const address = `/api/v1/reconciliation/cases/${caseId}/exception-request/refusal`;
      expect(await changeOf(await send("POST", address, why))).toMatchObject({
        action: "reconciliation.refuseException",
        subjects: [verifiedId],
      });
    },
  ],
  [
    "POST /api/v1/reconciliation/reports",
    async () => {
      const reply = await send("POST", "/api/v1/reconciliation/reports", { month: "2026-11" });
      expect(await changeOf(reply)).toMatchObject({ object: "reconciliationReport/2026-11/1" });
    },
  ],
  [
    "POST /api/v1/reconciliation/runs",
    async () => {
      expect(await changeOf(await send("POST", "/api/v1/reconciliation/runs"))).toMatchObject({
        action: "reconciliation.run",
      });
    },
  ],
  [
    "POST /api/v1/metrics/consolidations",
    async () => {
      await insertRows(at.pool, "school", [
        { schoolId: "S1", schoolName: "Trường một", levels: ["02"], communeCode: "C1" },
      ]);
      await countPass(at.pool, systemClock, true);
      const month = localDay(new Date()).slice(0, 7);
      const reply = await send("POST", "/api/v1/metrics/consolidations", { month }, asCommune);
      expect(await changeOf(reply)).toMatchObject({
        action: "consolidation.send",
        object: `consolidation/${month}/C1/1`,
      });
    },
  ],
  [
    "POST /api/v1/metrics/reminders",
    async () => {
      const reply = await send("POST", "/api/v1/metrics/reminders", { schoolId: "S1" }, asCommune);
      expect(await changeOf(reply)).toMatchObject({ action: "reminder.send", object: "school/S1" });
    },
  ],
  [
    "POST /api/v1/corrections",
    async () => {
      const cells = [
        { dataset: "learner", recordKey: verifiedId, field: "phone", value: "0912345678", version: 1 },
      ];
      const reply = await send("POST", "/api/v1/corrections", { cells });
      batchId = reply.json().batchId;
      expect(await changeOf(reply)).toMatchObject({
        action: "correction.open",
        object: `correctionBatch/${batchId}`,
        subjects: [verifiedId],
        detail: { cells: 1, accepted: 1 },
      });
    },
  ],
  [
    "POST /api/v1/corrections/undo",
    async () => {
      const reply = await send("POST", "/api/v1/corrections/undo", { batchId });
      expect(await changeOf(reply)).toMatchObject({ action: "correction.undo", subjects: [verifiedId] });
    },
  ],
  [
    "POST /api/v1/uploads",
    async () => {
      const body = { fileName: "a.csv", bytes: Buffer.byteLength(text), sha256 };
      const reply = await send("POST", "/api/v1/uploads", body);
      uploadId = reply.json().uploadId;
      expect(await changeOf(reply)).toMatchObject({ action: "upload.create", detail: { sha256 } });
    },
  ],
  [
    "PATCH /api/v1/uploads/:uploadId",
    async () => {
      const reply = await send("PATCH", `/api/v1/uploads/${uploadId}`, text, {
        "content-type": "application/offset+octet-stream",
        "upload-offset": "0",
      });
      expect(await changeOf(reply)).toMatchObject({
        action: "upload.complete",
        object: `upload/${uploadId}`,
      });
    },
  ],
];

/** Changes of who signs in are recorded by `src/access/accounts` itself, consent and requests by `src/access/privacy`; notices in `src/api/status`. */
const byAccounts =
  /^\w+ \/(tai-khoan|sign-|oidc|session|account|api\/v1\/(sessions?|accounts?|grants?|clients|me|correction-requests|tickets|service-notices)\b)/;

describe("every change through the API is one event, with whom it is about", () => {
  test.each(cases)("%s", async (_, act) => act());

  test("a route that is added says here what it leaves behind", () => {
    const known = new Set(cases.map(([route]) => route));
    const routes = at.routes
      .filter(({ method }) => !["GET", "HEAD", "OPTIONS"].includes(method))
      .map(({ method, url }) => `${method} ${url}`);
    expect(routes.filter((route) => !known.has(route) && !byAccounts.test(route))).toEqual([]);
  });
});

test("a change that is asked for twice is one event", async () => {
  const key = { "idempotency-key": "twice" };
  const day = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  const body = {
    entity: "learner",
    recordId: verifiedId,
    kind: "newcomer",
    ...why,
    validFrom: day,
    expiresOn: day,
  };
  const first = await send("POST", "/api/v1/reconciliation/exceptions", body, key);
  const again = await send("POST", "/api/v1/reconciliation/exceptions", body, key);
  expect([first.statusCode, again.statusCode]).toEqual([201, 201]);
  const of = async (reply: Reply) => (await eventsOf(reply.headers["x-request-id"])).length;
  expect([await of(first), await of(again)]).toEqual([1, 0]);
});

test("a change that failed is recorded as such, without what was in it", async () => {
  const reply = await send("POST", "/api/v1/identity/merges", {
    left: ids[0],
    right: "Nguyễn Văn An",
    ...why,
  });
  const [event] = await eventsOf(reply.json().requestId);
  expect(event).toMatchObject({
    action: "identity.decide",
    result: "failed",
    detail: { code: "body-invalid" },
  });
  expect(JSON.stringify(event)).not.toContain("Nguyễn");
  const gone = await send("POST", `/api/v1/identity/decisions/${randomUUID()}/undo`, why);
  expect(await eventsOf(gone.json().requestId)).toMatchObject([
    { action: "identity.decide", result: "refused" },
  ]);
});
