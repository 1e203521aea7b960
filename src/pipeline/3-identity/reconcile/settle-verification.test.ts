import { afterEach, beforeEach, expect, test } from "vitest";
import { inTransaction } from "#src/platform/postgres/pool.ts";
import { type GoldenLearner, learnerId, publishLearners } from "./golden.test-support.ts";
import { moveReconciliation } from "./move-reconciliation.ts";
import { settleVerification } from "./settle-verification.ts";
import { openWorld, type TestRegistry, type TestWorld, testRegistry } from "./world.test-support.ts";

const an = "031216000001";
let world: TestWorld;
let registry: TestRegistry;
beforeEach(async () => {
  world = await openWorld();
  registry = testRegistry();
  registry.people.set(an, { fullName: "Nguyễn Văn An", birthDate: "2016-08-30", sex: "1", version: 1 });
});
afterEach(() => world.close());

async function settle(learners: readonly GoldenLearner[], retired: readonly string[] = []) {
  return settleVerification(world.context, await publishLearners(world.context, learners, retired), registry);
}
const query = async (sql: string) => (await world.context.pool.query(sql)).rows;
const standing = () =>
  query(
    "select status, ever_verified_at is not null as ever, verified_at is not null as now from verification order by record_id",
  );
const cases = (where = "closed_run is null") =>
  query(
    `select status, cause, owner, next_step, opened_run, closed_run from reconciliation_case where ${where} order by opened_run, record_id`,
  );

test("each golden record has the standing its own values give it, and a case when somebody must act", async () => {
  await settle([
    { learnerId: learnerId(1), nationalId: an },
    { learnerId: learnerId(2), nationalId: an, fullName: "Nguyễn Văn Anh" },
    { learnerId: learnerId(3), nationalId: an, birthDate: "2016-03-08" },
    { learnerId: learnerId(4), nationalId: an, sex: "2" },
    { learnerId: learnerId(5), nationalId: "031216999999" },
    { learnerId: learnerId(6), nationalId: null },
    { learnerId: learnerId(7), nationalId: null, nationality: "KOR" },
    { learnerId: learnerId(8), nationalId: null, documentNumber: null },
    { learnerId: learnerId(9), nationalId: an, birthDate: null, schoolId: null },
  ]);
  expect((await standing()).map(({ status }) => status)).toEqual([
    "verified",
    "mismatchName",
    "mismatchBirthDate",
    "mismatchSex",
    "idNotFound",
    "noId",
    "foreigner",
    "noId",
    "notSent",
  ]);
  const open = await cases();
  expect(open.map(({ status, cause, owner, next_step }) => [status, cause, owner, next_step])).toEqual([
    ["mismatchName", "notSynchronised", "school", "correctName"],
    ["mismatchBirthDate", "notSynchronised", "school", "correctBirthDate"],
    ["mismatchSex", "wrongSex", "school", "correctSex"],
    ["idNotFound", "unknown", "school", "checkNumber"],
    ["noId", "unknown", "school", "requestNumber"],
    ["foreigner", "foreigner", "school", "recordPassport"],
    ["noId", "noPapers", "commune", "requestException"],
    ["notSent", "unknown", "department", "completeClaim"],
  ]);
});

test("ever verified stays and currently consistent falls when a verified field changes; nothing else is asked", async () => {
  await settle([{ learnerId: learnerId(1), nationalId: an }]);
  world.nextRun();
  await settle([{ learnerId: learnerId(1), nationalId: an, birthDate: "2016-08-31" }]);
  expect(await standing()).toEqual([{ status: "mismatchBirthDate", ever: true, now: false }]);
  world.nextRun();
  const asked = registry.asked.length;
  await settle([{ learnerId: learnerId(1), nationalId: an }]);
  expect(await standing()).toEqual([{ status: "verified", ever: true, now: true }]);
  expect(registry.asked).toHaveLength(asked);
  expect(await cases("true")).toMatchObject([{ status: "mismatchBirthDate", opened_run: 2, closed_run: 3 }]);
});

test("a status falls on a notice of the registry, though no row came; without an answer it waits", async () => {
  await settle([{ learnerId: learnerId(1), nationalId: an }]);
  await world.context.pool.query("update population_check set invalidated_at = now()");
  world.nextRun();
  registry.breaksAfter = 0;
  await settle([]);
  expect(await standing()).toEqual([{ status: "pending", ever: true, now: false }]);
  expect(await cases("true")).toEqual([]);
  registry.breaksAfter = undefined;
  registry.people.set(an, { fullName: "Nguyễn Văn Anh", birthDate: "2016-08-30", sex: "1", version: 2 });
  world.nextRun();
  await settle([]);
  expect(await standing()).toEqual([{ status: "mismatchName", ever: true, now: false }]);
  expect(await cases()).toMatchObject([{ cause: "unknown", opened_run: 3 }]);
});

test("settling again after a kill changes nothing", async () => {
  const learners = [
    { learnerId: learnerId(1), nationalId: an },
    { learnerId: learnerId(2), nationalId: null },
  ];
  const changes = await publishLearners(world.context, learners);
  const picture = () =>
    query("select entity, record_id, status, claim_key, run_seq from verification order by 2").then(
      async (rows) => [
        rows,
        await query("select case_id, status, opened_run, closed_run from reconciliation_case order by 1"),
      ],
    );
  await settleVerification(world.context, changes, registry);
  const before = await picture();
  await settleVerification(world.context, changes, registry);
  expect(await picture()).toEqual(before);
  expect(registry.asked).toHaveLength(1);
});

test("a store that was filled before there was reconciliation is settled whole", async () => {
  await publishLearners(world.context, [
    { learnerId: learnerId(1), nationalId: an },
    { learnerId: learnerId(2), nationalId: null },
  ]);
  world.nextRun();
  await settle([]);
  expect((await standing()).map(({ status }) => status)).toEqual(["verified", "noId"]);
});

test("with no registry everything that could be sent waits, and only records that can't be sent are cases", async () => {
  await settleVerification(
    world.context,
    await publishLearners(world.context, [
      { learnerId: learnerId(1), nationalId: an },
      { learnerId: learnerId(2), nationalId: null },
    ]),
    undefined,
  );
  expect((await standing()).map(({ status }) => status)).toEqual(["notSent", "noId"]);
  expect(await cases()).toMatchObject([{ status: "noId" }]);
  world.nextRun();
  await settle([]);
  expect((await standing()).map(({ status }) => status)).toEqual(["verified", "noId"]);
});

test("a record that is taken over leaves its history to the one that has it now", async () => {
  await settle([
    { learnerId: learnerId(1), nationalId: an },
    { learnerId: learnerId(2), nationalId: null },
  ]);
  world.nextRun();
  await inTransaction(world.context.pool, async (client) => {
    await client.query(
      "create temp table moved_record (entity text, from_record uuid, to_record uuid, reason text) on commit drop",
    );
    await client.query("insert into moved_record values ('learner', $1, $2, 'merged')", [
      learnerId(1),
      learnerId(2),
    ]);
    await moveReconciliation(client);
  });
  await settle([{ learnerId: learnerId(2), nationalId: an }], [learnerId(1)]);
  expect(await standing()).toEqual([{ status: "verified", ever: true, now: true }]);
  expect(await cases()).toEqual([]);
  world.nextRun();
  await settle([{ learnerId: learnerId(2), nationalId: null }]);
  expect(await standing()).toEqual([{ status: "noId", ever: true, now: false }]);
});

test("a case of two records with one number gets an owner and ends when the record is confirmed", async () => {
  await settle([
    { learnerId: learnerId(1), nationalId: an },
    { learnerId: learnerId(2), nationalId: null, schoolId: "311194802002" },
  ]);
  world.nextRun();
  await world.context.pool.query(
    `insert into reconciliation_case (case_id, entity, record_id, other_record_id, status, school_id, source_row_id, evidence, opened_run)
     values ('00000000-0000-8000-8000-0000000000ff', 'learner', $1, $2, 'duplicateId', '311194802002', 1, '{}', 2)`,
    [learnerId(2), learnerId(1)],
  );
  await settle([]);
  expect((await standing()).map(({ status }) => status)).toEqual(["verified", "duplicateId"]);
  expect(await cases()).toMatchObject([
    { status: "duplicateId", owner: "department", next_step: "decideDuplicate" },
  ]);
  registry.people.set("031216000002", {
    fullName: "Nguyễn Văn An",
    birthDate: "2016-08-30",
    sex: "1",
    version: 1,
  });
  world.nextRun();
  await settle([{ learnerId: learnerId(2), nationalId: "031216000002", schoolId: "311194802002" }]);
  expect((await standing()).map(({ status }) => status)).toEqual(["verified", "verified"]);
  expect(await cases()).toEqual([]);
});

test("the same fault twice is two cases, and a record that came back from another gets its own", async () => {
  await settle([{ learnerId: learnerId(1), nationalId: null }]);
  for (const nationalId of [an, null, an, null]) {
    world.nextRun();
    await settle([{ learnerId: learnerId(1), nationalId }]);
  }
  expect(await cases("true")).toMatchObject([
    { opened_run: 1, closed_run: 2 },
    { opened_run: 3, closed_run: 4 },
    { opened_run: 5, closed_run: null },
  ]);
  await world.context.pool.query("update reconciliation_case set record_id = $1", [learnerId(2)]);
  world.nextRun();
  await settle([{ learnerId: learnerId(1), nationalId: null }]);
  expect(await cases(`record_id = '${learnerId(1)}'`)).toMatchObject([{ opened_run: 6, closed_run: null }]);
});
