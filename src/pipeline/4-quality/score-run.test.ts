import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checks, datasets, qualityViews } from "#src/domains/catalogue.ts";
import type { Dataset } from "#src/domains/dictionary/dataset.ts";
import { fixedClock } from "#src/platform/clock.ts";
import { type Lake, openLake, quote } from "#src/platform/duckdb.ts";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { openKeyring } from "#src/platform/sealing/keyring.ts";
import type { GoldenChanges } from "../5-publish/golden.ts";
import { exportAllGolden } from "./export-golden.ts";
import { insertRows, judgedAt, miniWorld } from "./mini-world.test-support.ts";
import type { QualityRules } from "./rules.ts";
import { scoreEverything, scoreRun } from "./score-run.ts";

const rules: QualityRules = { datasets, checks, views: qualityViews };
const vendor = datasets.filter((dataset) => dataset.origin === "vendor");
let db: TestDatabase;
let lake: Lake;
let dir: string;

const context = (runSeq: number) => ({
  pool: db.pool,
  lake,
  runSeq,
  runDir: join(dir, `run-${runSeq}`),
  keyring: openKeyring(join(dir, "keys")),
  clock: fixedClock(judgedAt.toISOString()),
});
const nothing = (dataset: Dataset): GoldenChanges => ({
  datasetId: dataset.id,
  insertDir: join(dir, "none"),
  updateFile: join(dir, "none.parquet"),
  retireFile: join(dir, "none.parquet"),
  inserted: 0,
  updated: 0,
  retired: 0,
});

beforeAll(async () => {
  db = await createTestDatabase();
  dir = mkdtempSync(join(tmpdir(), "hp-score-run-"));
  lake = await openLake({
    memoryMb: 500,
    threads: 2,
    temporaryDir: dir,
    keyring: openKeyring(join(dir, "keys")),
  });
  await db.pool.query("insert into source_system values ('smas', 'SMAS', 1) on conflict do nothing");
  for (let index = 0; index < 12; index += 1) await insertRows(db.pool, datasets, miniWorld(index).rows);
});

afterAll(async () => {
  lake.close();
  await db.drop();
  rmSync(dir, { recursive: true });
});

test("the first run scores its own files in full; scoring the store itself changes nothing", async () => {
  const files = await exportAllGolden(lake, db.pool, rules, join(dir, "golden"));
  const changes: GoldenChanges[] = [];
  for (const dataset of vendor) {
    const insertDir = join(dir, "first", dataset.table, "insert");
    mkdirSync(insertDir, { recursive: true });
    const [file = ""] = files(dataset.table);
    await lake.run(
      `copy (select * from read_parquet(${quote(file)})) to ${quote(join(insertDir, "0-0.parquet"))} (format parquet)`,
    );
    const { rows } = await db.pool.query<{ n: string }>(`select count(*) as n from ${dataset.table}`);
    changes.push({ ...nothing(dataset), insertDir, inserted: Number(rows[0]?.n) });
  }
  const summary = await scoreRun(context(1), rules, changes);
  expect(summary).toMatchObject({ mode: "full", rules: checks.length });
  expect(summary.judged).toBeGreaterThan(12 * 30);
  expect(await scoreEverything(context(1), rules)).toMatchObject({ opened: 0, closed: 0, scoresWritten: 0 });
});

test("a later run scores what it changed: an update that moves a learner, a retired row, and nothing else", async () => {
  const [from, to] = [0, 1].map((index) => String(miniWorld(index).get("school").schoolId));
  const learnerId = miniWorld(0).uuid(1);
  const roomKey = String(miniWorld(2).get("school").schoolId);
  await db.pool.query("update learner set school_id = $1 where learner_id = $2", [to, learnerId]);
  await db.pool.query("delete from room where school_id = $1", [roomKey]);
  const updateFile = join(dir, "learner-update.parquet");
  const retireFile = join(dir, "room-retire.parquet");
  await lake.run(
    `copy (select cast('${learnerId}' as uuid) as learner_id, '{"school_id":"${from}"}' as before) to ${quote(updateFile)} (format parquet)`,
  );
  await lake.run(
    `copy (select '${roomKey}' as school_id, '101' as room_code, '{"school_id":"${roomKey}"}' as before) to ${quote(retireFile)} (format parquet)`,
  );
  const changes = vendor.map((dataset) =>
    dataset.id === "learner"
      ? { ...nothing(dataset), updateFile, updated: 1 }
      : dataset.id === "room"
        ? { ...nothing(dataset), retireFile, retired: 1 }
        : nothing(dataset),
  );
  const summary = await scoreRun(context(2), rules, changes);
  expect(summary.mode).toBe("changed");
  expect(summary.scoresWritten).toBeGreaterThan(0);
  expect(await scoreRun(context(2), rules, changes)).toMatchObject({
    opened: 0,
    closed: 0,
    scoresWritten: 0,
  });
  expect(await scoreEverything(context(3), rules)).toMatchObject({ opened: 0, closed: 0, scoresWritten: 0 });
});

test("a run that changed nothing keeps every score; another rule set makes the next run score in full", async () => {
  expect(await scoreRun(context(4), rules, vendor.map(nothing))).toMatchObject({
    mode: "changed",
    opened: 0,
    closed: 0,
    scoresWritten: 0,
  });
  const fewer = {
    ...rules,
    checks: checks.filter((check) => check.code !== "classSection.class-too-small-to-publish"),
  };
  const summary = await scoreRun(context(5), fewer, vendor.map(nothing));
  expect(summary.mode).toBe("full");
  expect(summary.closed).toBe(24);
});
