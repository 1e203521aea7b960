import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RoleId } from "#src/access/roles/roles.ts";
import { createTestApp, insertRows, learnerRow, noServices, steward, type TestApp } from "../test-app.ts";

let at: TestApp;
const ids = [randomUUID(), randomUUID(), randomUUID()].sort() as [string, string, string];
const fileSeq = 1;
const sourceRowId = String((BigInt(fileSeq) << 31n) | (1n << 23n) | 7n);

beforeAll(async () => {
  at = await createTestApp(
    () => noServices,
    async ({ headers }) => {
      const [role = "", school = ""] = String(headers["x-test-as"] ?? "registrar@S1").split("@");
      return {
        principal: { ...steward.principal, grant: { ...steward.principal.grant, role: role as RoleId } },
        scope: { ...steward.scope, role: role as RoleId, schools: [school] },
        isOpenForSensitive: true,
      };
    },
  );
  await insertRows(at.pool, "school", [
    { schoolId: "S1", schoolName: "Trường S1", levels: ["02"] },
    { schoolId: "S2", schoolName: "Trường S2", levels: ["02"] },
  ]);
  await insertRows(
    at.pool,
    "learner",
    ids.map((learnerId, n) =>
      learnerRow({ learnerId, schoolId: "S1", fullName: `NGUYỄN VĂN ${n}`, sourceRowId, ethnicity: "01" }),
    ),
  );
  const issue = (recordKey: string, checkCode: string, schoolId = "S1") => ({
    dataset: "learner",
    recordKey,
    checkCode,
    schoolId,
    sourceRowId,
    openedRun: 1,
  });
  await insertRows(at.pool, "qualityIssue", [
    ...ids.map((id) => issue(id, "learner.id-missing")),
    issue(ids[0], "learner.birth-date-missing"),
    issue(ids[1], "learner.id-duplicate"),
    issue(randomUUID(), "learner.id-missing", "S2"),
  ]);
  const score = (dataset: string, dimension: string, value: number, runSeq = 1) => ({
    unitKind: "school",
    unitId: "S1",
    dataset,
    dimension,
    runSeq,
    records: "10",
    failing: "3",
    score: value,
    scoredAt: `2026-10-2${runSeq}T00:00:00Z`,
  });
  await insertRows(at.pool, "qualityScore", [
    score("*", "*", 80),
    score("*", "*", 85, 2),
    score("*", "complete", 70),
    score("learner", "*", 85),
  ]);
  await at.pool.query(
    `insert into file (file_id, file_seq, file_name, source_system, school_id, bytes, status, rows_in, tables, run_seq, received_at)
     values ('x', $1, 'S1/hs.xlsx', 'smas', 'S1', 1, 'published', 3, '[]', 1, now())`,
    [fileSeq],
  );
  await at.pool.query("insert into source_system values ('smas', 'SMAS', 2) on conflict do nothing");
});
afterAll(() => at.close());

const get = (url: string, as = "registrar@S1") => at.app.inject({ url, headers: { "x-test-as": as } });

test("broken rules come with their remedy, the fields to mend and what mending them alone would add", async () => {
  const { data } = (await get("/api/v1/worklist/S1")).json();
  const byCode = new Map(data.map((row: { checkCode: string }) => [row.checkCode, row]));
  const missing = byCode.get("learner.id-missing") as Record<string, unknown>;
  expect(missing).toMatchObject({ records: 3, remedy: "mend", dimension: "complete" });
  expect(missing.fields).toMatchObject([{ name: "nationalId", isMendable: true, kind: "nationalId" }]);
  expect(byCode.get("learner.id-duplicate")).toMatchObject({ records: 1, remedy: "review" });
  // Both rules of “đủ” are broken in one record: there neither gains by itself what the other still takes.
  expect(missing.gain).toBeGreaterThan(0);
  expect(data[0].checkCode).toBe("learner.id-missing");
  // A vice principal sees the list and mends nothing.
  const seen = (await get("/api/v1/worklist/S1", "vicePrincipal@S1")).json().data;
  expect(seen.find((row: { checkCode: string }) => row.checkCode === "learner.id-missing").remedy).toBe(
    "resend",
  );
});

test("the gain is what the score formula would give", async () => {
  const { data } = (await get("/api/v1/worklist/S1")).json();
  const { gains } = (await get("/api/v1/school-scores/S1")).json();
  const gain = data.find((row: { checkCode: string }) => row.checkCode === "learner.id-missing").gain;
  expect(gains.find((row: { checkCode: string }) => row.checkCode === "learner.id-missing").gain).toBe(gain);
  // By hand: two records lose 0.6 of “đủ” by it alone, the third loses as much by another rule; 10 records of a dataset
  // whose judged dimensions weigh 95, the only dataset with records.
  expect(gain).toBeCloseTo((100 * 2 * 0.6 * 15) / (10 * 95), 2);
});

test("records come by pages with values, names, places and versions; another school's never", async () => {
  const first = (await get("/api/v1/worklist/S1/learner.id-missing/records?limit=2")).json();
  expect(first.data).toMatchObject([
    {
      recordKey: ids[0],
      name: "NGUYỄN VĂN 0",
      version: 1,
      values: { nationalId: null },
      source: { file: "hs.xlsx", sheetNo: 1, rowNo: 7 },
    },
    { recordKey: ids[1] },
  ]);
  const second = (await get(first.next)).json();
  expect(second.data.map(({ recordKey }: { recordKey: string }) => recordKey)).toEqual([ids[2]]);
  expect(second.next).toBeNull();
  expect((await get("/api/v1/worklist/S2")).statusCode).toBe(404);
  expect((await get("/api/v1/worklist/S1/learner.nothing/records")).statusCode).toBe(404);
  expect((await get("/api/v1/worklist/S1/learner.id-missing/records?limit=0")).statusCode).toBe(400);
});

test("the score has eight principles and its trend, for the school's own people", async () => {
  const score = (await get("/api/v1/school-scores/S1")).json();
  expect(score).toMatchObject({ score: 85, records: 10, failing: 3 });
  expect(score.trend.map(({ score: value }: { score: number }) => value)).toEqual([80, 85]);
  expect(score.principles).toHaveLength(8);
  expect(score.principles.find(({ id }: { id: string }) => id === "complete")).toMatchObject({ score: 70 });
  expect((await get("/api/v1/school-scores/S1", "registrar@S2")).statusCode).toBe(404);
});

test("a record's story names the source of each field and hides what the role does not see", async () => {
  await at.pool.query(
    `insert into change_log (record_id, dataset, record_key, version, operation, before, after, source_row_id, actor, run_seq, changed_at)
     values ($1::uuid, 'learner', $1::uuid::text, 1, 'update', '{"national_id":"031215000111","ethnicity":"02","full_name":"A"}', '{"national_id":"031215000123","ethnicity":"01","full_name":"B"}', $2, 'pipeline', 1, now())`,
    [ids[0], sourceRowId],
  );
  await at.pool.query(
    `insert into correction (correction_id, batch_id, dataset, record_key, field, school_id, after, reason, state, corrected_by, corrected_by_name, corrected_at, run_seq)
     values (gen_random_uuid(), gen_random_uuid(), 'learner', $1, 'fullName', 'S1', '"B"', 'theo giấy khai sinh', 'applied', 'x', 'Văn thư Lan', now(), 1)`,
    [ids[0]],
  );
  const story = (await get(`/api/v1/record-stories/learner/${ids[0]}`)).json();
  expect(story.name).toBe("NGUYỄN VĂN 0");
  const name = story.fields.find(({ name: field }: { name: string }) => field === "fullName");
  expect(name).toMatchObject({
    source: { file: "hs.xlsx", rowNo: 7, system: { title: "SMAS" } },
    isMendable: true,
  });
  const [change] = story.changes;
  expect(change.hidden).toBe(0);
  expect(change.values).toContainEqual(
    expect.objectContaining({
      field: "fullName",
      before: "A",
      after: "B",
      by: "Văn thư Lan",
      reason: "theo giấy khai sinh",
    }),
  );
  // Of a number only its end.
  expect(JSON.stringify(story.changes)).not.toContain("031215000123");
  const vice = (await get(`/api/v1/record-stories/learner/${ids[0]}`, "vicePrincipal@S1")).json();
  expect(vice.changes[0].hidden).toBe(1);
  expect(vice.fields.some(({ name: field }: { name: string }) => field === "ethnicity")).toBe(false);
  expect((await get(`/api/v1/record-stories/learner/${ids[0]}`, "registrar@S2")).statusCode).toBe(404);
  expect((await get("/api/v1/record-stories/learner/nobody")).statusCode).toBe(404);
});
