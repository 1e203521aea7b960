import { afterEach, beforeEach, expect, test } from "vitest";
import { reconcileClaims } from "./reconcile-claims.ts";
import {
  openWorld,
  type TestRegistry,
  type TestWorld,
  tellRows,
  testRegistry,
} from "./world.test-support.ts";

let world: TestWorld;
let registry: TestRegistry;
beforeEach(async () => {
  world = await openWorld();
  registry = testRegistry();
  registry.people.set("031216000001", {
    fullName: "Nguyễn Văn Hoà",
    birthDate: "2016-08-30",
    sex: "1",
    version: 1,
  });
});
afterEach(() => world.close());

const answers = () =>
  world.context.lake.rows<{ full_name: string; status: string | null }>(
    "select c.full_name, a.status from claim_answer a join claim c using (claim_key) order by c.full_name, c.birth_date",
  );
const stored = async () =>
  (
    await world.context.pool.query(
      "select status, attempts, run_seq from population_check order by status, attempts",
    )
  ).rows;

test("one number, many spellings: they make one claim, and it is asked once", async () => {
  await tellRows(world.context, [
    { id: "031216000001", name: "Nguyễn Văn Hoà" },
    { id: "031216000001", name: "NGUYỄN  VĂN HÒA" },
    { id: "031216000001", name: "Nguyễn Văn Hoà".normalize("NFD"), entity: "staffMember" },
  ]);
  const figures = await reconcileClaims(world.context, registry);
  expect(figures).toMatchObject({ asked: 1, verified: 1, derived: 0, unasked: 0 });
  expect(await answers()).toHaveLength(1);
});

test("what differs from a confirmed claim is not asked: its answer follows", async () => {
  await tellRows(world.context, [
    { id: "031216000001", name: "Nguyễn Văn Hoà" },
    { id: "031216000001", name: "Nguyễn Văn Hoà" },
    { id: "031216000001", name: "Nguyễn Văn Hòe" },
    { id: "031216000001", name: "Nguyễn Văn Hoà", born: "2016-09-30" },
    { id: "031216000001", name: "Nguyễn Văn Hoà", sex: "2" },
    { id: "031216000001", name: "Nguyễn Văn Hoà", sex: null },
  ]);
  const figures = await reconcileClaims(world.context, registry);
  expect(figures).toMatchObject({ asked: 1, derived: 4 });
  expect((await answers()).map(({ status }) => status).sort()).toEqual([
    "mismatchBirthDate",
    "mismatchName",
    "mismatchSex",
    "verified",
    "verified",
  ]);
});

test("when most rows are wrong the others are asked too, and the right one is found", async () => {
  await tellRows(world.context, [
    { id: "031216000001", name: "Nguyễn Văn Hòe" },
    { id: "031216000001", name: "Nguyễn Văn Hòe" },
    { id: "031216000001", name: "Nguyễn Văn Hoà" },
  ]);
  const figures = await reconcileClaims(world.context, registry);
  expect(figures).toMatchObject({ asked: 2, verified: 1, mismatched: 1 });
});

test("a number nobody has is asked once for all who use it", async () => {
  await tellRows(world.context, [
    { id: "031216999999", name: "Trần Thị Lan" },
    { id: "031216999999", name: "Trần Thị Lành" },
  ]);
  expect(await reconcileClaims(world.context, registry)).toMatchObject({ asked: 1, notFound: 1, derived: 1 });
});

test("rows without a number, a birth date or a list behind them ask nothing", async () => {
  await tellRows(world.context, [
    { id: null, name: "Nguyễn Văn Hoà" },
    { id: "031216000001", name: "Nguyễn Văn Hoà", born: null },
    { id: "031216000001", name: "Nguyễn Văn Hoà", entity: "guardian" },
  ]);
  expect(await reconcileClaims(world.context, registry)).toMatchObject({ asked: 0 });
});

test("nothing is asked twice without need: the second run reuses every answer", async () => {
  const rows = [
    { id: "031216000001", name: "Nguyễn Văn Hoà" },
    { id: "031216000001", name: "Nguyễn Văn Hòe" },
    { id: "031216999999", name: "Trần Thị Lan" },
  ];
  await tellRows(world.context, rows);
  await reconcileClaims(world.context, registry);
  const asked = registry.asked.length;
  world.nextRun();
  await tellRows(world.context, rows);
  expect(await reconcileClaims(world.context, registry)).toMatchObject({ asked: 0, reused: 3, derived: 0 });
  expect(registry.asked).toHaveLength(asked);
});

test("a notice of change makes the answer be asked again, once; when it first agreed stays", async () => {
  await tellRows(world.context, [{ id: "031216000001", name: "Nguyễn Văn Hoà" }]);
  await reconcileClaims(world.context, registry);
  registry.change("031216000001", { birthDate: "2016-08-31" });
  world.nextRun();
  expect(await reconcileClaims(world.context, registry)).toMatchObject({
    notices: 1,
    asked: 1,
    mismatched: 1,
  });
  world.nextRun();
  expect(await reconcileClaims(world.context, registry)).toMatchObject({ notices: 0, asked: 0, reused: 1 });
  const { rows } = await world.context.pool.query(
    "select status, attempts, first_verified_at is not null as ever, invalidated_at from population_check",
  );
  expect(rows).toEqual([{ status: "mismatchBirthDate", attempts: 2, ever: true, invalidated_at: null }]);
});

test("what the registry keeps for later is asked in the next run", async () => {
  registry.later.add("031216000001");
  await tellRows(world.context, [{ id: "031216000001", name: "Nguyễn Văn Hoà" }]);
  expect(await reconcileClaims(world.context, registry)).toMatchObject({ asked: 1, pending: 1 });
  registry.later.clear();
  world.nextRun();
  expect(await reconcileClaims(world.context, registry)).toMatchObject({ asked: 1, verified: 1 });
  expect(await stored()).toEqual([{ status: "verified", attempts: 2, run_seq: 2 }]);
});

test("a registry that closes half-way: answers are kept, the rest is asked by the next run and nothing twice", async () => {
  const rows = Array.from({ length: 30 }, (_, at) => {
    const id = `0312160001${String(at).padStart(2, "0")}`;
    registry.people.set(id, { fullName: "Phạm An", birthDate: "2016-08-30", sex: "1", version: 1 });
    return { id, name: "Phạm An" };
  });
  await tellRows(world.context, rows);
  registry.breaksAfter = 4;
  const first = await reconcileClaims(world.context, registry);
  expect(first).toMatchObject({ asked: 12, verified: 12, unasked: 18, stopped: "maintenance" });
  registry.breaksAfter = undefined;
  world.nextRun();
  expect(await reconcileClaims(world.context, registry)).toMatchObject({ asked: 18, reused: 12, unasked: 0 });
  expect(new Set(registry.asked.map(({ claimKey }) => claimKey)).size).toBe(registry.asked.length);
});

test("without a registry known answers still count, and nothing is invented", async () => {
  await tellRows(world.context, [{ id: "031216000001", name: "Nguyễn Văn Hoà" }]);
  expect(await reconcileClaims(world.context, undefined)).toMatchObject({ asked: 0, unasked: 1 });
  await reconcileClaims(world.context, registry);
  expect(await reconcileClaims(world.context, undefined)).toMatchObject({ reused: 1, unasked: 0 });
});

test("no answer table holds a name, a number or a date of birth", async () => {
  await tellRows(world.context, [{ id: "031216000001", name: "Nguyễn Văn Hoà" }]);
  await reconcileClaims(world.context, registry);
  const { rows } = await world.context.pool.query("select * from population_check");
  expect(JSON.stringify(rows)).not.toMatch(/031216000001|Hoà|2016-08-30/);
});
