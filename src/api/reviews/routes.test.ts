import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { HpError } from "#src/platform/errors.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import type { Services } from "../services.ts";
import { createTestApp, insertRows, noServices, steward, type TestApp } from "../test-app.ts";

/** The part of the service that every implementation must have: one statement decides, once. */
const decidingServices = (pool: Pool): Services => ({
  ...noServices,
  decideReview: async ({ reviewId, decision, note, decidedBy, idempotencyKey }) => {
    const stored = { ...decision, ...(note === undefined ? {} : { note }), idempotencyKey };
    const { rowCount } = await pool.query(
      `update review set status = $2, decision = $3, decided_by = $4, decided_at = now()
       where review_id = $1 and decided_at is null`,
      [reviewId, decision.action === "reject" ? "rejected" : "approved", JSON.stringify(stored), decidedBy],
    );
    if (rowCount === 0) throw new HpError("review-already-decided", { reviewId });
  },
});

let at: TestApp;
let reviewId: string;
beforeAll(async () => {
  at = await createTestApp(decidingServices);
});
afterAll(() => at.close());
beforeEach(async () => {
  reviewId = randomUUID();
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
});

const read = () => at.app.inject(`/api/v1/reviews/${reviewId}`);
const etag = async () => String((await read()).headers.etag);

async function decide(body: object, headers: Record<string, string> = {}) {
  return at.app.inject({
    method: "POST",
    url: `/api/v1/reviews/${reviewId}/decision`,
    payload: body,
    headers: { "idempotency-key": "k1", "if-match": await etag(), ...headers },
  });
}

describe("deciding a review", () => {
  test("stores who decided what and answers with the review as it now stands", async () => {
    const response = await decide({ action: "release", note: "Đã gọi trường" });
    expect(response.statusCode, response.body).toBe(200);
    expect(response.json()).toMatchObject({
      status: "approved",
      decidedBy: steward.principal?.displayName,
      decision: { action: "release" },
    });
    expect(response.headers.etag).toBe(await etag());
  });

  test("the same request again changes nothing and answers the same", async () => {
    const before = await etag();
    const first = await decide({ action: "release" }, { "if-match": before });
    const again = await decide({ action: "release" }, { "if-match": before });
    expect([again.statusCode, again.body]).toEqual([200, first.body]);
  });

  test("the same key for another decision is refused, another key too", async () => {
    await decide({ action: "release" });
    const reused = await decide({ action: "reject" });
    expect([reused.statusCode, reused.json().code]).toEqual([422, "idempotency-key-reused"]);
    const other = await decide({ action: "reject" }, { "idempotency-key": "k2" });
    expect([other.statusCode, other.json().code]).toEqual([409, "review-already-decided"]);
  });

  test("of two who decide at once one wins", async () => {
    const tag = await etag();
    const answers = await Promise.all(
      ["a", "b"].map((key) => decide({ action: "release" }, { "idempotency-key": key, "if-match": tag })),
    );
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 409]);
  });

  test("what changed since it was read is not decided", async () => {
    const tag = await etag();
    await at.pool.query("update review set question = '{\"now\": 12}' where review_id = $1", [reviewId]);
    const response = await decide({ action: "release" }, { "if-match": tag });
    expect([response.statusCode, response.json().code]).toEqual([412, "precondition-failed"]);
    expect((await read()).json().decidedAt).toBeNull();
  });

  test.each(["idempotency-key", "if-match"])("without %s nothing is decided", async (header) => {
    const headers: Record<string, string> = { "idempotency-key": "k", "if-match": await etag() };
    delete headers[header];
    const url = `/api/v1/reviews/${reviewId}/decision`;
    const response = await at.app.inject({ method: "POST", url, payload: { action: "release" }, headers });
    expect([response.statusCode, response.json().code]).toEqual([428, "precondition-required"]);
    expect(response.json().detail).toContain(header);
  });

  test.each([
    [{ action: "chooseEncoding", encoding: "tcvn3" }, 422, "review-decision-unfit"],
    [{ action: "nothing" }, 400, "body-invalid"],
    [{ action: "release", extra: 1 }, 400, "body-invalid"],
    [{}, 400, "body-invalid"],
  ])("%j is refused", async (body, status, code) => {
    const response = await decide(body);
    expect([response.statusCode, response.json().code], response.body).toEqual([status, code]);
  });

  test("a review that does not exist is 404", async () => {
    reviewId = randomUUID();
    expect((await decide({ action: "release" }, { "if-match": "*" })).statusCode).toBe(404);
  });
});
