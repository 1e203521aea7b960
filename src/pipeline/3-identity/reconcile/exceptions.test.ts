import { afterEach, beforeEach, expect, test } from "vitest";
import { approveException, revokeException } from "./exceptions.ts";
import { learnerId, publishLearners } from "./golden.test-support.ts";
import { readReconciliation } from "./read-figures.ts";
import { getReport, makeReport } from "./report.ts";
import { settleVerification } from "./settle-verification.ts";
import { openWorld, type TestWorld, testRegistry } from "./world.test-support.ts";

let world: TestWorld;
const registry = testRegistry();
const actor = { by: "phong GD", at: new Date("2026-10-21T02:00:00Z") };
beforeEach(async () => {
  world = await openWorld();
  const learners = [
    { learnerId: learnerId(1), nationalId: null },
    { learnerId: learnerId(2), nationalId: null, schoolId: null },
  ];
  await settleVerification(world.context, await publishLearners(world.context, learners), registry);
  world.nextRun();
});
afterEach(() => world.close());

const request = {
  entity: "learner",
  recordId: learnerId(1),
  kind: "orphan",
  reason: "Trẻ ở trung tâm bảo trợ, đang làm khai sinh",
  validFrom: "2026-10-01",
  expiresOn: "2026-12-31",
};
const first = async () => {
  const { rows } = await world.context.pool.query(
    `select v.status, (select count(*)::integer from reconciliation_case c where c.record_id = v.record_id and c.closed_run is null) as open
     from verification v where record_id = $1`,
    [learnerId(1)],
  );
  return rows[0];
};
const settle = () => settleVerification(world.context, [], registry);

test("an approved exception counts at once and through later runs", async () => {
  await approveException(world.context.pool, request, actor);
  expect(await first()).toEqual({ status: "approvedException", open: 0 });
  await settle();
  expect(await first()).toEqual({ status: "approvedException", open: 0 });
});

test("taken back, the record stands as it was found and its case is open again", async () => {
  const id = await approveException(world.context.pool, request, actor);
  await revokeException(world.context.pool, id, "Đã có giấy khai sinh", actor);
  expect(await first()).toEqual({ status: "noId", open: 1 });
  await expect(revokeException(world.context.pool, id, "lại", actor)).rejects.toMatchObject({
    code: "exception-already-revoked",
  });
});

test("when it expires, the next run opens a case", async () => {
  await approveException(world.context.pool, { ...request, expiresOn: "2026-10-21" }, actor);
  await settle();
  expect(await first()).toEqual({ status: "approvedException", open: 0 });
  const later = { ...world.context, clock: { now: () => new Date("2026-10-21T17:30:00Z") } };
  await settleVerification(later, [], registry);
  expect(await first()).toEqual({ status: "noId", open: 1 });
});

test("one that begins later changes nothing yet", async () => {
  await approveException(world.context.pool, { ...request, validFrom: "2026-11-01" }, actor);
  expect(await first()).toEqual({ status: "noId", open: 1 });
});

test.each([
  ["ends before it begins", { validFrom: "2026-12-31", expiresOn: "2026-10-30" }],
  ["is over already", { validFrom: "2026-09-01", expiresOn: "2026-10-20" }],
  ["has no end to speak of", { validFrom: "2026-10-01", expiresOn: "2036-10-01" }],
  ["is no date", { validFrom: "2026-10-01", expiresOn: "mai" }],
])("an exception that %s is refused", async (_, dates) => {
  await expect(approveException(world.context.pool, { ...request, ...dates }, actor)).rejects.toMatchObject({
    code: "exception-dates-invalid",
  });
});

test("nobody can be excepted who has no record", async () => {
  await expect(
    approveException(world.context.pool, { ...request, recordId: learnerId(9) }, actor),
  ).rejects.toMatchObject({ code: "record-not-found" });
});

test("a month's report stays as it was made; made again it is another revision", async () => {
  const { pool } = world.context;
  const made = await makeReport(pool, "2026-10", actor);
  expect(made).toMatchObject({ month: "2026-10", revision: 1, dueOn: "2026-10-24" });
  expect(made.lines[0]).toMatchObject({
    unitKind: "city",
    records: 2,
    casesOpened: 2,
    casesOpen: 2,
    exceptions: 0,
  });
  await approveException(pool, request, actor);
  const again = await makeReport(pool, "2026-10", actor);
  expect(again.revision).toBe(2);
  expect(again.lines[0]).toMatchObject({
    casesOpen: 1,
    casesClosed: 1,
    exceptions: 1,
    nextExpiry: "2026-12-31",
  });
  expect(await getReport(pool, "2026-10", 1)).toEqual(made);
  expect(await getReport(pool, "2026-10")).toEqual(again);
  await expect(getReport(pool, "2026-09")).rejects.toMatchObject({ code: "reconciliation-report-not-made" });
  await expect(makeReport(pool, "2026-13", actor)).rejects.toMatchObject({ code: "argument-invalid" });
});

test("figures add up: every record is in one status", async () => {
  await approveException(world.context.pool, request, actor);
  const figures = await readReconciliation(world.context.pool, "2026-10-21");
  expect(figures.entities.learner).toEqual({
    records: 2,
    byStatus: { approvedException: 1, noId: 1 },
    verified: 0,
    everVerified: 0,
  });
  expect(figures.cases).toMatchObject({ open: 1, overdue: 0 });
  expect(figures.exceptions).toBe(1);
  expect((await readReconciliation(world.context.pool, "2027-10-21")).cases.overdue).toBe(1);
});
