import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checks, datasets, qualityViews } from "#src/domains/catalogue.ts";
import { type Lake, openLake } from "#src/platform/duckdb.ts";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { type Keyring, openKeyring } from "#src/platform/sealing/keyring.ts";
import { buildCount, buildPass } from "./build-pass.ts";
import { exportAllGolden } from "./export-golden.ts";
import { judgeInPostgres } from "./judge-in-postgres.test-support.ts";
import { openTables } from "./lake-tables.ts";
import { insertRows, judgedAt, miniWorld, type Row } from "./mini-world.test-support.ts";
import { edges, seeded } from "./random-changes.test-support.ts";
import { type Judged, judgedDatasets, type QualityRules, scoringDay } from "./rules.ts";

const rules: QualityRules = { datasets, checks, views: qualityViews };
const seed = Number(process.env.HP_TEST_SEED ?? 20261122);
let db: TestDatabase;
let lake: Lake;
let dir: string;
let keyring: Keyring;

/** Turns a fifth of all values into edges of rules or nothing; keys stay, so that rows still find each other. */
function disturb(rows: Readonly<Record<string, Row[]>>, random: () => number): void {
  for (const [id, list] of Object.entries(rows)) {
    const dataset = datasets.find((candidate) => candidate.id === id);
    if (dataset === undefined) continue;
    for (const row of list) {
      for (const [name, field] of Object.entries(dataset.fields)) {
        if (dataset.key.includes(name) || random() > 0.2) continue;
        const values = edges[field.kind] ?? [];
        const value = random() < 0.3 && !field.required ? null : values[Math.floor(random() * values.length)];
        if (value !== undefined) row[name] = value;
      }
    }
  }
}

beforeAll(async () => {
  db = await createTestDatabase();
  dir = mkdtempSync(join(tmpdir(), "hp-engines-"));
  keyring = openKeyring(join(dir, "keys"));
  lake = await openLake({
    memoryMb: 500,
    threads: 2,
    temporaryDir: dir,
    keyring,
  });
  const random = seeded(seed);
  for (let index = 0; index < 80; index += 1) {
    const world = miniWorld(index);
    disturb(world.rows, random);
    await insertRows(db.pool, datasets, world.rows);
  }
  const files = await exportAllGolden(lake, db.pool, rules, join(dir, "golden"));
  await openTables(lake, db.pool, rules, files, dir);
});

afterAll(async () => {
  lake.close();
  await db.drop();
  rmSync(dir, { recursive: true });
});

const passOf = (item: Judged, scope?: string) =>
  `select record_key, school_id, cast(source_row_id as varchar) as source_row_id, broken from (${buildPass(item, scoringDay(judgedAt), scope)}) p`;

test(`DuckDB and Postgres find the same on 80 disturbed schools (seed ${seed})`, async () => {
  const broken = new Set<string>();
  for (const item of judgedDatasets(rules)) {
    const here = await lake.rows<Row>(passOf(item));
    const there = await judgeInPostgres<Row>(db.pool, keyring, datasets, item, (scope) =>
      passOf(item, scope),
    );
    const sorted = (rows: readonly Row[]) => rows.map((row) => JSON.stringify(row)).sort();
    expect({ dataset: item.dataset.id, rows: sorted(here) }).toEqual({
      dataset: item.dataset.id,
      rows: sorted(there),
    });
    for (const row of here) for (const code of String(row.broken).split(",")) broken.add(code);
  }
  expect(broken.size).toBeGreaterThan(checks.length / 2);
});

test("both engines count the same records for every school", async () => {
  for (const item of judgedDatasets(rules)) {
    const sql = `select coalesce(school_id, '-') as school, cast(records as varchar) as records from (${buildCount(item)}) c order by 1`;
    expect(await lake.rows(sql)).toEqual((await db.pool.query(sql)).rows);
  }
});
