import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertRows } from "#src/api/test-app.ts";
import { fixedClock } from "#src/platform/clock.ts";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { markSchoolChanged } from "./changed-schools.ts";
import { countPass, findState } from "./count-pass.ts";

const seed = Number(process.env.HP_TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
const clock = fixedClock("2026-11-23T03:00:00Z");
const year = "2026-2027";
const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const schools = [
  { schoolId: "S1", communeCode: "C1", levels: ["02"], ownership: "1" },
  { schoolId: "S2", communeCode: "C1", levels: ["03"], ownership: "1" },
  { schoolId: "S3", communeCode: "C2", levels: ["05"], ownership: "1" },
];

let db: TestDatabase;
beforeAll(async () => {
  console.log(`count-pass.test: seed ${seed}`);
  db = await createTestDatabase();
  await insertRows(
    db.pool,
    "school",
    schools.map((school) => ({ ...school, schoolName: school.schoolId })),
  );
  await insertRows(db.pool, "run", [
    {
      runSeq: 1,
      status: "done",
      startedAt: "2026-11-01T00:00:00Z",
      files: 0,
      rowsIn: 0,
      published: 0,
      unchanged: 0,
      merged: 0,
      held: 0,
    },
  ]);
  // 50 pupils in a primary class of 35: over, and red.
  for (let n = 0; n < 60; n += 1) await enrol(n, n < 50 ? "S1" : n < 58 ? "S2" : "S3", n < 50 ? "4A" : "7B");
  await insertRows(db.pool, "classSection", [
    { schoolId: "S1", schoolYear: year, className: "4A", gradeLevel: "4", sessionsPerDay: 2 },
    { schoolId: "S2", schoolYear: year, className: "7B", gradeLevel: "7" },
  ]);
  await insertRows(db.pool, "residence", [
    ...[0, 1, 2].map((n) => ({ learnerId: id(n), residenceKind: "current", communeCode: "C1" })),
    { learnerId: id(3), residenceKind: "current", communeCode: "C2" },
    { learnerId: id(4), residenceKind: "permanent", communeCode: "C2" },
  ]);
  await insertRows(db.pool, "staffMember", [{ staffId: id(900), fullName: "Trần Văn Giáo", schoolId: "S1" }]);
  await insertRows(db.pool, "employment", [{ staffId: id(900), schoolId: "S1", staffGroup: "GV" }]);
});
afterAll(() => db.drop());

async function enrol(n: number, schoolId: string, className: string): Promise<void> {
  await insertRows(db.pool, "learner", [
    { learnerId: id(n), fullName: "Nguyễn Thị Mẫu", schoolId, birthDate: "2016-03-31" },
  ]);
  await insertRows(db.pool, "enrolment", [
    { learnerId: id(n), schoolId, schoolYear: year, className, gradeLevel: className.slice(0, 1) },
  ]);
}

const measuresOf = async (kind: string, unit: string): Promise<Readonly<Record<string, number>>> =>
  (
    await db.pool.query<{ measures: Record<string, number> }>(
      "select measures from insight.unit_figures where unit_kind = $1 and unit_id = $2",
      [kind, unit],
    )
  ).rows[0]?.measures ?? {};
const all = async (): Promise<unknown> =>
  (
    await db.pool.query(
      `select unit_kind, unit_id, commune_code, measures, open_measures from insight.unit_figures order by 1, 2`,
    )
  ).rows;

test("schools are counted, communes and the city are their sums", async () => {
  expect(await countPass(db.pool, clock)).toMatchObject({ schools: "all" });
  expect(await measuresOf("school", "S1")).toMatchObject({
    learners: 50,
    "learners.02": 50,
    classes: 1,
    "classes.over": 1,
    "classes.red": 1,
    staff: 1,
    teachers: 1,
    // 1.5 + (50 - 35) / 17
    "staffing.need": 2.38,
    "staffing.short": 1.38,
    "living.sameCommune": 3,
    "living.elsewhere": 1,
    // A permanent residence is no place where somebody lives now.
    "living.unknown": 46,
  });
  expect(await measuresOf("commune", "C1")).toMatchObject({ learners: 58, schools: 2, "living.here": 3 });
  expect(await measuresOf("commune", "C2")).toMatchObject({
    learners: 2,
    "learners.05": 2,
    "living.here": 1,
    "living.here.enrolledElsewhere": 1,
  });
  expect(await measuresOf("city", "*")).toMatchObject({ learners: 60, schools: 3, classes: 2 });
  // Two learners are too few to be published.
  const open = await db.pool.query<{ open: Record<string, number> }>(
    "select open_measures as open from insight.unit_figures where unit_id = 'S3'",
  );
  expect(open.rows[0]?.open).toEqual({ schools: 1, "schools.05": 1 });
});

test("a school without a norm for one of its classes has neither need nor surplus", async () => {
  expect(await measuresOf("school", "S3")).not.toHaveProperty("staffing.need");
  await db.pool.query("update class_section set sessions_per_day = null where school_id = 'S1'");
  await markSchoolChanged(db.pool, id(1), "S1");
  await countPass(db.pool, clock);
  const measures = await measuresOf("school", "S1");
  expect(measures).toMatchObject({ "staffing.noNorm": 1 });
  expect(measures).not.toHaveProperty("staffing.need");
  await db.pool.query("update class_section set sessions_per_day = 2 where school_id = 'S1'");
  await markSchoolChanged(db.pool, id(2), "S1");
});

test("nothing is counted while nothing happened, and the version stands still", async () => {
  await countPass(db.pool, clock);
  const before = await findState(db.pool);
  expect(await countPass(db.pool, clock)).toBeUndefined();
  expect((await findState(db.pool))?.version).toBe(before?.version);
});

test("whatever changes in whatever order: counting what changed is counting all", async () => {
  let next = 1000;
  let run = 1;
  const changed = async (schoolIds: readonly string[], learnerId?: string): Promise<void> => {
    if (learnerId === undefined) {
      for (const schoolId of schoolIds) {
        next += 1;
        await markSchoolChanged(db.pool, id(next), schoolId);
      }
      return;
    }
    run += 1;
    await db.pool.query("insert into outbox values ($1, 'learner', $2, 'UPDATE', now(), $2)", [
      learnerId,
      run,
    ]);
    for (const schoolId of schoolIds)
      await db.pool.query(
        `insert into change_log (record_id, dataset, record_key, version, operation, before, actor, run_seq, changed_at)
         values ($1::uuid, 'learner', $1::uuid::text, $2, 'update', jsonb_build_object('school_id', $3::text), 'pipeline', $2, now()) on conflict do nothing`,
        [learnerId, run, schoolId],
      );
    await insertRows(db.pool, "run", [
      {
        runSeq: run,
        status: "done",
        startedAt: "2026-11-02T00:00:00Z",
        files: 0,
        rowsIn: 0,
        published: 0,
        unchanged: 0,
        merged: 0,
        held: 0,
      },
    ]);
  };
  const school = fc.constantFrom("S1", "S2", "S3");
  const step = fc.oneof(
    fc.record({ do: fc.constant("enrol" as const), school }),
    fc.record({ do: fc.constant("move" as const), school, learner: fc.integer({ min: 0, max: 59 }) }),
    fc.record({ do: fc.constant("leave" as const), learner: fc.integer({ min: 0, max: 59 }) }),
    fc.record({ do: fc.constant("room" as const), school }),
    fc.record({ do: fc.constant("case" as const), school }),
    fc.record({ do: fc.constant("regroup" as const), school, commune: fc.constantFrom("C1", "C2") }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
      for (const one of steps) {
        next += 1;
        if (one.do === "enrol") {
          await enrol(next, one.school, "4A");
          await changed([], id(next));
        } else if (one.do === "move") {
          const { rows } = await db.pool.query<{ school_id: string }>(
            "select school_id from learner where learner_id = $1",
            [id(one.learner)],
          );
          await db.pool.query("update learner set school_id = $2 where learner_id = $1", [
            id(one.learner),
            one.school,
          ]);
          await changed([rows[0]?.school_id ?? ""], id(one.learner));
        } else if (one.do === "leave") {
          await db.pool.query("update enrolment set exit_date = '2026-11-20' where learner_id = $1", [
            id(one.learner),
          ]);
          await changed([], id(one.learner));
        } else if (one.do === "room") {
          await insertRows(db.pool, "room", [
            { schoolId: one.school, roomCode: `P${next}`, roomKind: "classroom" },
          ]);
          await changed([one.school]);
        } else if (one.do === "case") {
          await insertRows(db.pool, "reconciliationCase", [
            {
              caseId: id(next),
              entity: "learner",
              recordId: id(0),
              status: "noId",
              schoolId: one.school,
              sourceRowId: "1",
              evidence: {},
              openedRun: 1,
              dueOn: "2026-11-01",
            },
          ]);
          await changed([one.school]);
        } else {
          await db.pool.query("update school set commune_code = $2 where school_id = $1", [
            one.school,
            one.commune,
          ]);
          await changed([one.school]);
        }
      }
      await countPass(db.pool, clock);
      const counted = await all();
      expect(await countPass(db.pool, clock, true)).toMatchObject({ moved: 0 });
      expect(counted).toEqual(await all());
    }),
    { seed, numRuns: 25 },
  );
}, 120_000);

test("a second counter finds the first at work and leaves it", async () => {
  const client = await db.pool.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext('hoa-phuong.figures'))");
    expect(await countPass(db.pool, clock, true)).toBeUndefined();
  } finally {
    await client.query("select pg_advisory_unlock_all()");
    client.release();
  }
});

test("a school that no register knows is not counted twice when it changed", async () => {
  await enrol(500, "S-unknown", "1A");
  await countPass(db.pool, clock, true);
  const city = async () =>
    (await db.pool.query("select measures from insight.unit_figures where unit_kind = 'city'")).rows;
  const before = await city();
  await markSchoolChanged(db.pool, id(9_001), "S-unknown");
  await countPass(db.pool, clock);
  expect(await city()).toEqual(before);
});
