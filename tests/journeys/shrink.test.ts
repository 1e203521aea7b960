import { afterAll, beforeAll, expect, test } from "vitest";
import { decideReview, findFollowUp } from "#src/pipeline/decide-review.ts";
import type { RunResult } from "#src/pipeline/walk.ts";
import { goldenDatasets } from "./fingerprint.ts";
import { newDelivery } from "./lists.ts";
import { openTestHost, type TestHost } from "./test-host.ts";
import { getTinyCity, type TinyCity } from "./tiny-city.ts";

/** One school sends its list of 100 again and again, shorter and shorter. The tests follow each other. */
let city: TinyCity;
let run: TestHost;

beforeAll(async () => {
  city = await getTinyCity();
  run = await openTestHost();
  const first = await send(100);
  expect({ accounted: first.accounted, rowsIn: first.rowsIn }).toEqual({ accounted: true, rowsIn: 100 });
}, 120_000);

afterAll(() => run?.close());

async function send(rows: number): Promise<RunResult> {
  const delivery = newDelivery(city).list(rows);
  try {
    return await run.ingest(delivery.root);
  } finally {
    delivery.remove();
  }
}

const absent = () =>
  run.count("select count(*) from source_row where absent_since is not null and superseded_by is null");
const openReviews = () =>
  run.rows<{ review_id: string; question: { rowsBefore: number; rowsNow: number } }>(
    "select review_id, question from review where kind = 'feedShrunk' and status = 'open'",
  );

/** What stands: golden rows and which source rows are there or absent. */
async function standing(): Promise<readonly string[]> {
  const prints: string[] = [];
  for (const table of [
    ...goldenDatasets.map((dataset) => dataset.table),
    "source_row",
    "change_log",
    "outbox",
  ]) {
    const [row] = await run.rows(
      `select count(*) || ' ' || coalesce(md5(string_agg(h, '' order by h)), '') as print from (select md5(t::text) as h from ${table} t) x`,
    );
    prints.push(`${table} ${row?.print}`);
  }
  return prints;
}

test("10 % fewer rows pass: the missing are marked absent, nobody is deleted", async () => {
  const learners = await run.count("select count(*) from learner");
  const result = await send(90);
  expect({
    accounted: result.accounted,
    unchanged: result.unchanged,
    published: result.published,
    held: result.held,
  }).toEqual({ accounted: true, unchanged: 90, published: 0, held: 0 });
  expect(await absent()).toBe(10);
  expect(await run.count("select count(*) from learner")).toBe(learners);
  expect(await openReviews()).toEqual([]);
});

test("who comes back is no longer absent", async () => {
  const result = await send(100);
  expect({ accounted: result.accounted, published: result.published }).toEqual({
    accounted: true,
    published: 0,
  });
  expect(await absent()).toBe(0);
});

test("30 % fewer rows are held for a person, and nothing moves", async () => {
  const before = await standing();
  const result = await send(70);
  expect({
    accounted: result.accounted,
    rowsIn: result.rowsIn,
    held: result.held,
    published: result.published,
    unchanged: result.unchanged,
  }).toEqual({
    accounted: true,
    rowsIn: 70,
    held: 70,
    published: 0,
    unchanged: 0,
  });
  expect(await standing()).toEqual(before);
  const reviews = await openReviews();
  expect(reviews.map(({ question }) => [question.rowsBefore, question.rowsNow])).toEqual([[100, 70]]);
  expect(
    await run.count("select count(*) from file where status = 'waiting' and reason = 'feed-shrunk'"),
  ).toBe(1);
});

/** Lets the one held list in, as a person at the school's service would. */
async function release(): Promise<{ readonly reviewId: string; readonly result: RunResult }> {
  const [review] = await openReviews();
  if (review === undefined) throw new Error("no review is open");
  const reviewId = review.review_id;
  await decideReview(run.host.pool, reviewId, { action: "release" }, by);
  const request = await findFollowUp(run.host.pool, reviewId);
  if (request === undefined) throw new Error("nothing follows from the release");
  return { reviewId, result: await run.ask(request) };
}

const by = { decidedBy: "test", decidedAt: new Date("2026-10-21T00:00:00Z") };

test("released by a person, the list is taken and the missing are marked absent", async () => {
  const { reviewId, result } = await release();
  expect({
    accounted: result.accounted,
    rowsIn: result.rowsIn,
    held: result.held,
    unchanged: result.unchanged,
  }).toEqual({ accounted: true, rowsIn: 70, held: 0, unchanged: 70 });
  expect(await absent()).toBe(30);
  expect(await openReviews()).toEqual([]);
  await expect(decideReview(run.host.pool, reviewId, { action: "release" }, by)).rejects.toMatchObject({
    code: "review-already-decided",
  });
});

test("a list that became empty is held too", async () => {
  const before = await standing();
  const result = await send(0);
  expect(result.accounted).toBe(true);
  expect(await standing()).toEqual(before);
  expect((await openReviews()).map(({ question }) => [question.rowsBefore, question.rowsNow])).toEqual([
    [70, 0],
  ]);
});

test("released as well, it marks everybody absent and deletes nobody", async () => {
  const learners = await run.count("select count(*) from learner");
  const { result } = await release();
  expect({ accounted: result.accounted, rowsIn: result.rowsIn }).toEqual({ accounted: true, rowsIn: 0 });
  expect(await absent()).toBe(100);
  expect(await run.count("select count(*) from learner")).toBe(learners);
  expect(await run.count("select rows_current from feed")).toBe(0);
});
