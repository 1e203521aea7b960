import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checks, datasets, qualityViews } from "#src/domains/catalogue.ts";
import { openLake } from "#src/platform/duckdb.ts";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { openKeyring } from "#src/platform/sealing/keyring.ts";
import { eightPrinciples, sixCriteria } from "./dimension-sets.ts";
import { exportAllGolden } from "./export-golden.ts";
import { insertRows, judgedAt, miniWorld } from "./mini-world.test-support.ts";
import { plants } from "./plants.test-support.ts";
import {
  city,
  qualityReport,
  scoreHistory,
  type WorklistCursor,
  type WorklistItem,
  worklistPage,
} from "./report.ts";
import type { QualityRules } from "./rules.ts";
import { scoreFull } from "./score-full.ts";

const rules: QualityRules = { datasets, checks, views: qualityViews };
let db: TestDatabase;

beforeAll(async () => {
  db = await createTestDatabase();
  await db.pool.query("insert into source_system values ('smas', 'SMAS', 1) on conflict do nothing");
  for (const [index, code] of [
    "learner.id-missing",
    "learner.school-unknown",
    "examResult.no-paper",
    "enrolment.two-schools",
  ].entries()) {
    const world = miniWorld(index);
    plants[code]?.(world);
    await insertRows(db.pool, datasets, world.rows);
  }
  const dir = mkdtempSync(join(tmpdir(), "hp-report-"));
  const lake = await openLake({
    memoryMb: 500,
    threads: 2,
    temporaryDir: dir,
    keyring: openKeyring(join(dir, "keys")),
  });
  const goldenFiles = await exportAllGolden(lake, db.pool, rules, join(dir, "golden"));
  await scoreFull({ rules, lake, pool: db.pool, goldenFiles, workDir: dir, runSeq: 7, now: judgedAt });
  lake.close();
  rmSync(dir, { recursive: true });
});

afterAll(() => db.drop());

test("a school's report: score, criteria, datasets, identity, rules with their sentences", async () => {
  const unit = { kind: "school", id: String(miniWorld(0).get("school").schoolId) } as const;
  const report = await qualityReport(db.pool, checks, { unit, dimensionSet: eightPrinciples });
  expect(report.runSeq).toBe(7);
  expect(report.score).toBeGreaterThan(90);
  expect(report.score).toBeLessThan(100);
  expect(report.criteria.map((criterion) => criterion.id)).toEqual([
    "accurate",
    "complete",
    "clean",
    "live",
    "consistent",
    "connected",
    "open",
    "safe",
  ]);
  expect(report.datasets.find((dataset) => dataset.dataset === "learner")).toMatchObject({
    records: 2,
    failing: 1,
  });
  expect(report.identity).toEqual([
    { dataset: "learner", records: 2, everVerified: 0, currentlyConsistent: 1 },
    { dataset: "staffMember", records: 2, everVerified: 0, currentlyConsistent: 2 },
  ]);
  expect(report.topRules.find((rule) => rule.code === "learner.id-missing")).toMatchObject({
    records: 1,
    severity: "error",
  });
});

test("six criteria are a view of the eight principles: dùng chung gathers connected, open and safe", async () => {
  const eight = await qualityReport(db.pool, checks, { unit: city, dimensionSet: eightPrinciples });
  const six = await qualityReport(db.pool, checks, { unit: city, dimensionSet: sixCriteria });
  const score = (id: string) => eight.criteria.find((criterion) => criterion.id === id)?.score ?? Number.NaN;
  const shared = six.criteria.find((criterion) => criterion.id === "shared");
  expect(shared?.title.vi).toBe("Dùng chung");
  expect(shared?.score).toBeCloseTo(
    (score("connected") * 10 + score("open") * 5 + score("safe") * 5) / 20,
    6,
  );
  expect(six.score).toBe(eight.score);
});

test("the worklist of the city lists every issue once, page by page, records of no school too", async () => {
  const items: WorklistItem[] = [];
  let after: WorklistCursor | undefined;
  do {
    const page = await worklistPage(db.pool, {
      unit: city,
      limit: 3,
      ...(after === undefined ? {} : { after }),
    });
    items.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  const { rows } = await db.pool.query<{ n: string; none: string }>(
    "select count(*) as n, count(*) filter (where school_id is null) as none from quality_issue",
  );
  expect(items.length).toBe(Number(rows[0]?.n));
  expect(new Set(items.map((item) => `${item.checkCode} ${item.recordKey}`)).size).toBe(items.length);
  expect(items.filter((item) => item.schoolId === null).length).toBe(Number(rows[0]?.none));
  expect(Number(rows[0]?.none)).toBeGreaterThan(0);
});

test("a worklist can be asked for one rule", async () => {
  const page = await worklistPage(db.pool, { unit: city, checkCode: "enrolment.two-schools", limit: 10 });
  expect(page.items.length).toBe(2);
  expect(page.items.every((item) => item.openedRun === 7)).toBe(true);
});

test("the history of a unit's score starts with the run that scored it", async () => {
  const history = await scoreHistory(db.pool, city);
  expect(history.map((row) => row.runSeq)).toEqual([7]);
});
