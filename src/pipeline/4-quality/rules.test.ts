import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checks, datasets, qualityViews } from "#src/domains/catalogue.ts";
import { dimensions } from "#src/domains/dictionary/check.ts";
import { type Lake, openLake } from "#src/platform/duckdb.ts";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { openKeyring } from "#src/platform/sealing/keyring.ts";
import { buildPass } from "./build-pass.ts";
import { exportAllGolden } from "./export-golden.ts";
import { judgeInPostgres } from "./judge-in-postgres.test-support.ts";
import { openTables } from "./lake-tables.ts";
import { insertRows, judgedAt, miniWorld } from "./mini-world.test-support.ts";
import { plantedOnAnotherDay, plants } from "./plants.test-support.ts";
import { endsWithTime, judgedDatasets, type QualityRules, scoringDay } from "./rules.ts";

const rules: QualityRules = { datasets, checks, views: qualityViews };
const planted = Object.keys(plants);
/** The base world's class of one pupil is too small to publish; everything else is in order. */
const allowedInBase = ["classSection.class-too-small-to-publish"];

interface Found extends Record<string, unknown> {
  readonly record_key: string;
  readonly school_id: string | null;
  readonly source_row_id: string | null;
  readonly broken: string;
}

let db: TestDatabase;
let lake: Lake;
let dir: string;
/** Dataset → findings, per engine. */
const found: Record<"duckdb" | "postgres", Record<string, readonly Found[]>> = { duckdb: {}, postgres: {} };

beforeAll(async () => {
  db = await createTestDatabase();
  dir = mkdtempSync(join(tmpdir(), "hp-quality-"));
  const keyring = openKeyring(join(dir, "keys"));
  lake = await openLake({
    memoryMb: 1000,
    threads: 2,
    temporaryDir: dir,
    keyring,
  });
  await db.pool.query("insert into source_system values ('smas', 'SMAS', 1) on conflict do nothing");
  // World 0 is left as it is; world n breaks the rule n - 1 of the list.
  await insertRows(db.pool, datasets, miniWorld(0).rows);
  for (const [index, code] of planted.entries()) {
    const world = miniWorld(index + 1);
    plants[code]?.(world);
    await insertRows(db.pool, datasets, world.rows);
  }
  const files = await exportAllGolden(lake, db.pool, rules, join(dir, "golden"));
  await openTables(lake, db.pool, rules, files, dir);
  const day = scoringDay(judgedAt);
  for (const item of judgedDatasets(rules)) {
    found.duckdb[item.dataset.id] = await lake.rows<Found>(buildPass(item, day));
    found.postgres[item.dataset.id] = await judgeInPostgres<Found>(
      db.pool,
      keyring,
      datasets,
      item,
      (scope) => buildPass(item, day, scope),
    );
  }
});

afterAll(async () => {
  lake.close();
  await db.drop();
  rmSync(dir, { recursive: true });
});

const flat = (engine: "duckdb" | "postgres") =>
  Object.entries(found[engine])
    .flatMap(([dataset, rows]) =>
      rows.map((row) => `${dataset} ${row.record_key} ${row.school_id} ${row.source_row_id} ${row.broken}`),
    )
    .sort();

test("both engines give the same answer on the same rows", () => {
  expect(flat("duckdb")).toEqual(flat("postgres"));
});

test("every rule has a planted row, and nothing is planted for a rule that is gone", () => {
  expect([...planted, ...plantedOnAnotherDay].sort()).toEqual(checks.map((check) => check.code).sort());
});

test("every planted row is found, by the school's worklist", () => {
  const missed = planted.filter((code, index) => {
    const dataset = code.slice(0, code.indexOf("."));
    const world = miniWorld(index + 1);
    plants[code]?.(world);
    const marks = (world.rows[dataset] ?? []).map((row) => String(row.sourceRowId));
    return !(found.postgres[dataset] ?? []).some(
      (row) =>
        row.broken.split(",").includes(code) &&
        (row.source_row_id === null || marks.includes(row.source_row_id)),
    );
  });
  expect(missed).toEqual([]);
});

test("every rule lets some row pass", async () => {
  const strict: string[] = [];
  for (const item of judgedDatasets(rules)) {
    const { rows } = await db.pool.query<{ n: string }>(`select count(*) as n from ${item.dataset.table}`);
    for (const check of item.checks) {
      const failing = (found.postgres[item.dataset.id] ?? []).filter((row) =>
        row.broken.split(",").includes(check.code),
      );
      if (failing.length >= Number(rows[0]?.n)) strict.push(check.code);
    }
  }
  expect(strict).toEqual([]);
});

test("no rule fails in the world without a defect", () => {
  const school = miniWorld(0).get("school").schoolId;
  const broken = Object.entries(found.postgres).flatMap(([dataset, rows]) =>
    dataset === "adminUnit" || dataset === "codeSetEntry"
      ? []
      : rows.filter((row) => row.school_id === school).flatMap((row) => row.broken.split(",")),
  );
  expect([...new Set(broken)].filter((code) => !allowedInBase.includes(code))).toEqual([]);
});

test("the catalogue of rules: codes, fields, sentences, sources", () => {
  expect(new Set(checks.map((check) => check.code)).size).toBe(checks.length);
  for (const dimension of dimensions)
    expect(checks.some((check) => check.dimension === dimension)).toBe(true);
  for (const check of checks) {
    expect(check.sentence.vi).toMatch(/[.?]$/);
    expect(check.sentence.en).toMatch(/[.?]$/);
    expect(check.fields.length).toBeGreaterThan(0);
    expect(check.legalBasis ?? "none").not.toBe("");
  }
});

test("docs/quality.md counts the rules as they are", () => {
  const count = (list: readonly { readonly dimension: string }[]) =>
    [
      ...dimensions.map((dimension) => list.filter((check) => check.dimension === dimension).length),
      list.length,
    ].map(String);
  const expected = [
    ...judgedDatasets(rules).map((item) => [item.dataset.id, ...count(item.checks)]),
    ["**all**", ...count(checks)],
  ];
  const page = readFileSync(new URL("../../../docs/quality.md", import.meta.url), "utf8");
  const [, table = ""] = /<!-- counts -->\n([\s\S]*?)<!-- \/counts -->/.exec(page) ?? [];
  const lines = table.split("\n").filter((line) => line.startsWith("|"));
  // The first two lines are titles and rule; how wide the columns are is nobody's business.
  const written = lines.slice(2).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  expect(written).toEqual(expected);
});

test("a rule that comes into force later fails from that day on", async () => {
  const learners = judgedDatasets(rules).find((item) => item.dataset.id === "learner");
  if (learners === undefined) throw new Error("learner has no rules");
  const codes = async (instant: string) =>
    (await lake.rows<Found>(buildPass(learners, scoringDay(new Date(instant))))).flatMap((row) =>
      row.broken.split(","),
    );
  expect(await codes("2026-12-31T00:00:00Z")).not.toContain("learner.lifelong-id-missing");
  expect(await codes("2027-01-01T00:00:00Z")).toContain("learner.lifelong-id-missing");
});

test("what lies in the future may come true with time; what lies behind stays so", () => {
  const dated = checks.filter((check) => /\btoday\b/.test(check.fails));
  const ending = dated.filter(endsWithTime).map((check) => check.code);
  expect(ending).toContain("enrolment.entry-date-future");
  expect(ending).toContain("learner.birth-date-future");
  expect(dated.filter((check) => !endsWithTime(check)).map((check) => check.code)).toEqual(
    expect.arrayContaining([
      "enrolment.still-attending-after-exit",
      "employment.left-but-working",
      "learner.lifelong-id-missing",
    ]),
  );
});
