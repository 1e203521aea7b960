import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checks, datasets, qualityViews } from "#src/domains/catalogue.ts";
import { openLake } from "#src/platform/duckdb.ts";
import { createTestDatabase } from "#src/platform/postgres/test-database.ts";
import { buildCount, buildPass } from "./build-pass.ts";
import { openTables } from "./lake-tables.ts";
import { judgedDatasets, scoringDay } from "./rules.ts";

test("smoke", async () => {
  const rules = { datasets, checks, views: qualityViews };
  const db = await createTestDatabase();
  const dir = mkdtempSync(join(tmpdir(), "q-"));
  const lake = await openLake({ memoryMb: 500, threads: 2, temporaryDir: dir });
  await openTables(lake, db.pool, rules, () => [], dir);
  const day = scoringDay(new Date("2026-11-22T00:00:00Z"));
  const errors: string[] = [];
  for (const item of judgedDatasets(rules)) {
    for (const [name, run] of [
      ["duckdb", (sql: string) => lake.rows(sql)],
      ["postgres", (sql: string) => db.pool.query(sql)],
    ] as const) {
      for (const sql of [buildPass(item, day), buildCount(item)]) {
        try {
          await run(sql);
        } catch (error) {
          errors.push(`${name} ${item.dataset.id}: ${String(error).slice(0, 400)}`);
        }
      }
    }
  }
  lake.close();
  await db.drop();
  expect(errors).toEqual([]);
});
