import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { HpError } from "#src/platform/errors.ts";
import { createTestApp, insertRows, learnerRow, noServices, type TestApp } from "../test-app.ts";

/** Runs that were asked for; all of them fail, which is no business of who decided. */
const asked: unknown[] = [];
let at: TestApp;
beforeAll(async () => {
  at = await createTestApp(() => ({
    ...noServices,
    ingest: async (paths, hints) => {
      asked.push({ paths, hints });
      throw new HpError("ingest-failed", { exitCode: 1 });
    },
  }));
});
afterAll(() => at.close());
beforeEach(async () => {
  asked.length = 0;
  await at.pool.query("truncate link, record_alias, identity_review, identity_decision, learner");
});

interface Sample {
  readonly reviewId: string;
  readonly ids: readonly [string, string];
  readonly keys: readonly [string, string];
}

async function samplePair(parts: Readonly<Record<string, unknown>> = {}): Promise<Sample> {
  const [reviewId, left, right, leftKey, rightKey] = Array.from({ length: 5 }, () => randomUUID()) as [
    string,
    string,
    string,
    string,
    string,
  ];
  await insertRows(at.pool, "learner", [
    learnerRow({ learnerId: left, birthDate: "2015-03-31" }),
    learnerRow({ learnerId: right, birthDate: "2015-03-13" }),
  ]);
  await insertRows(
    at.pool,
    "link",
    [
      [left, leftKey],
      [right, rightKey],
    ].map(([recordId, linkKey]) => ({
      entity: "learner",
      linkKey,
      keyKind: "sourceKey",
      recordId,
      rule: "new",
      sourceRowId: "1",
      runSeq: 1,
      verified: false,
    })),
  );
  await insertRows(at.pool, "identityReview", [
    {
      reviewId,
      entity: "learner",
      leftKey,
      rightKey,
      leftRecordId: left,
      rightRecordId: right,
      weight: 4.25,
      probability: 0.95,
      evidence: [
        {
          comparison: "birthDate",
          level: "swapped",
          weight: 2,
          title: { vi: "Ngày tháng đổi chỗ", en: "Day and month swapped" },
        },
      ],
      priority: 10,
      status: "open",
      doubleReview: false,
      openedRun: 1,
      ...parts,
    },
  ]);
  return { reviewId, ids: [left, right], keys: [leftKey, rightKey] };
}

const read = (url: string) => at.app.inject(url);
const post = (url: string, payload: object, headers: Readonly<Record<string, string>> = {}) =>
  at.app.inject({
    method: "POST",
    url: `/api/v1/identity/${url}`,
    payload,
    headers: { "idempotency-key": randomUUID(), ...headers },
  });

describe("a pair", () => {
  test("stands side by side, with what differs and what each comparison weighs", async () => {
    const { reviewId, ids } = await samplePair();
    const body = (await read(`/api/v1/identity/reviews/${reviewId}`)).json();
    expect(body.fields.filter((field: { differs: boolean }) => field.differs)).toMatchObject([
      { name: "birthDate", left: "2015-03-31", right: "2015-03-13" },
    ]);
    expect([body.left.recordId, body.right.recordId]).toEqual(ids);
    expect(body.pair.evidence[0]).toMatchObject({ level: "swapped", weight: 2 });
    expect((await read(`/api/v1/identity/reviews/${randomUUID()}`)).statusCode).toBe(404);
  });

  test("is decided as it was read: once, repeatably, and a run applies it", async () => {
    const { reviewId, ids } = await samplePair();
    const tag = String((await read(`/api/v1/identity/reviews/${reviewId}`)).headers.etag);
    const body = { verdict: "same", reason: "cùng giấy khai sinh" };
    const headers = { "if-match": tag, "idempotency-key": "k" };
    expect(
      (
        await at.app.inject({
          method: "POST",
          url: `/api/v1/identity/reviews/${reviewId}/decision`,
          payload: body,
        })
      ).json().code,
    ).toBe("precondition-required");
    await at.pool.query("update learner set birth_date = '2015-01-01' where learner_id = $1", [ids[0]]);
    const changed = await post(`reviews/${reviewId}/decision`, body, headers);
    expect([changed.statusCode, changed.json().code]).toEqual([412, "precondition-failed"]);
    const now = {
      ...headers,
      "if-match": String((await read(`/api/v1/identity/reviews/${reviewId}`)).headers.etag),
    };
    const first = await post(`reviews/${reviewId}/decision`, body, now);
    expect(first.json(), first.body).toMatchObject({
      decisions: [{ verdict: "same", decidedBy: "Người thử", undoneAt: null }],
    });
    expect((await post(`reviews/${reviewId}/decision`, body, now)).body).toBe(first.body);
    const other = await post(`reviews/${reviewId}/decision`, { ...body, verdict: "different" }, now);
    expect([other.statusCode, other.json().code]).toEqual([422, "idempotency-key-reused"]);
    expect(asked[0]).toEqual({ paths: [], hints: { decisions: true } });
  });

  test.each([
    [{ verdict: "maybe", reason: "x" }, 400],
    [{ verdict: "same", reason: "   " }, 400],
    [{ verdict: "same" }, 400],
    [{ verdict: "same", reason: "x", extra: 1 }, 400],
  ])("%j is no answer", async (body, status) => {
    const { reviewId } = await samplePair();
    expect((await post(`reviews/${reviewId}/decision`, body, { "if-match": "*" })).statusCode).toBe(status);
  });
});

test("the queue gives every pair once over its pages, most valuable first, of one school if asked", async () => {
  for (const [at, schoolId] of ["a", "b", "a", "a"].entries()) await samplePair({ priority: at, schoolId });
  const seen: number[] = [];
  let url: string | null = "/api/v1/identity/reviews?limit=2&schoolId=a";
  while (url !== null) {
    const body: { data: { priority: number }[]; next: string | null } = (await read(url)).json();
    seen.push(...body.data.map((pair) => pair.priority));
    url = body.next;
  }
  expect(seen).toEqual([3, 2, 0]);
  const strange = await read("/api/v1/identity/reviews?shool=a");
  expect([strange.statusCode, strange.json().code]).toEqual([400, "parameter-unknown"]);
  const cursor = new URL(
    (await read("/api/v1/identity/reviews?limit=1")).json().next,
    "http://x",
  ).searchParams.get("cursor");
  expect((await read(`/api/v1/identity/reviews?schoolId=a&cursor=${cursor}`)).json().code).toBe(
    "cursor-invalid",
  );
});

test("records are merged, split and parted again; what was decided is told with who and why", async () => {
  const { ids, keys } = await samplePair();
  const why = { reason: "đã gọi trường" };
  const merged = await post("merges", { left: ids[0], right: ids[1], ...why });
  expect(merged.json(), merged.body).toMatchObject({ decisions: [{ verdict: "same" }] });
  const [{ decisionId }] = merged.json().decisions;
  for (let i = 0; i < 2; i += 1)
    expect((await post(`decisions/${decisionId}/undo`, why)).json()).toMatchObject({
      decisions: [{ undoneBy: "Người thử" }],
    });
  expect((await read(`/api/v1/identity/records/${ids[0]}`)).json()).toMatchObject({
    keys: [{ linkKey: keys[0] }],
    decisions: [{ decidedBy: "Người thử", undoReason: "đã gọi trường" }],
  });
  // What a run would make of the merge.
  await at.pool.query("update link set record_id = $2, previous_record_id = $1 where record_id = $1", [
    ids[1],
    ids[0],
  ]);
  await at.pool.query("insert into record_alias values ('learner', $1, $2, 'merged', 2, now())", [
    ids[1],
    ids[0],
  ]);
  expect((await post("splits", { recordId: ids[1], keys: [keys[1]], ...why })).json()).toMatchObject({
    decisions: [{ leftKey: keys[1], rightKey: keys[0], verdict: "different" }],
  });
  expect((await post(`former-ids/${ids[1]}/undo`, why)).json()).toMatchObject({
    decisions: [{ verdict: "different" }],
  });
  expect((await post("splits", { recordId: ids[0], keys, ...why })).json().code).toBe("identity-split-unfit");
  expect((await read("/api/v1/identity/reviewers")).json()).toMatchObject({
    reviewedTwice: 0,
    kappa: null,
    reviewers: [{ name: "Người thử" }],
  });
});

describe("a former id", () => {
  test("leads to the record in use, in addresses and in filters", async () => {
    const [former, now] = [randomUUID(), randomUUID()];
    const year = { schoolId: "311194802001", schoolYear: "2026-2027" };
    await insertRows(at.pool, "learner", [learnerRow({ learnerId: now })]);
    await insertRows(at.pool, "enrolment", [{ learnerId: now, ...year }]);
    await at.pool.query("insert into record_alias values ('learner', $1, $2, 'merged', 2, now())", [
      former,
      now,
    ]);
    const one = await read(`/api/v1/learners/${former}?fields=fullName`);
    expect([one.statusCode, one.headers.location]).toEqual([308, `/api/v1/learners/${now}?fields=fullName`]);
    expect(one.json()).toMatchObject({ formerKey: former, keyInUse: now });
    expect((await read(String(one.headers.location))).statusCode).toBe(200);
    const part = await read(`/api/v1/enrolments/${former}/${year.schoolId}/${year.schoolYear}`);
    expect(part.headers.location).toBe(`/api/v1/enrolments/${now}/${year.schoolId}/${year.schoolYear}`);
    for (const filter of [`learnerId=${former}`, `learnerId.in=${randomUUID()},${former}`]) {
      const { data } = (await read(`/api/v1/enrolments?${filter}`)).json();
      expect(data.map((row: { learnerId: string }) => row.learnerId)).toEqual([now]);
    }
    expect((await read(`/api/v1/learners/${randomUUID()}`)).statusCode).toBe(404);
    expect((await read("/api/v1/enrolments?learnerId=x")).statusCode).toBe(400);
  });
});
