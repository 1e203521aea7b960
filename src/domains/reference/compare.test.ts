import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Lake, openLake } from "#src/platform/duckdb.ts";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import type { Intake } from "../dictionary/intake.ts";
import { toSnakeCase } from "../dictionary/text.ts";
import { compareWithReference } from "./compare.ts";
import { adminUnitMappingRow, adminUnitRow } from "./intake.ts";
import { AdminUnit, AdminUnitMapping } from "./schema.ts";

const dir = mkdtempSync(join(tmpdir(), "hp-compare-"));
let database: TestDatabase;
let lake: Lake;
beforeAll(async () => {
  database = await createTestDatabase();
  lake = await openLake({ memoryMb: 256, threads: 1, temporaryDir: dir });
});
afterAll(async () => {
  lake.close();
  await database.drop();
  rmSync(dir, { recursive: true });
});

/** Standardised rows of an intake out of our own table, to be spoilt by a test. */
async function rowsOf(intake: Intake, from: string): Promise<void> {
  const columns = Object.entries(intake.columns).map(
    ([name, field]) => `${toSnakeCase(name)} ${field.duckdbType}`,
  );
  await lake.run(`create or replace temp table incoming (source_row_id bigint, ${columns.join(", ")})`);
  const { rows } = await database.pool.query<{ line: string }>(
    `select row_to_json(r)::text as line from (${from}) r`,
  );
  for (const [index, { line }] of rows.entries()) {
    const names = Object.keys(JSON.parse(line) as object);
    const values = names.map((name) => `'${line.replaceAll("'", "''")}'::json->>'${name}'`);
    await lake.run(
      `insert into incoming (source_row_id, ${names.join(", ")}) select ${index + 1}, ${values.join(", ")}`,
    );
  }
}

const currentUnits = `select code as ward_code, full_name, kind as unit_type, area_km2, longitude as centroid_lon,
  latitude as centroid_lat, former_province from admin_unit where valid_to is null and parent_code = '31' order by code`;

const compareUnits = () => {
  if (adminUnitRow.compares === undefined) throw new Error("adminUnitRow compares nothing");
  return compareWithReference(lake, database.pool, AdminUnit, adminUnitRow.compares, "incoming", dir);
};

test("our own table agrees with itself", async () => {
  await rowsOf(adminUnitRow, currentUnits);
  expect(await compareUnits()).toEqual({
    dataset: "adminUnit",
    compared: 114,
    notCompared: 0,
    same: 114,
    different: [],
    onlyOurs: [],
    onlyTheirs: [],
    onlyTheirsRows: [],
  });
});

test("a wrong area, a missing unit, an unknown one and other provinces are told apart; an empty cell is no difference", async () => {
  await rowsOf(adminUnitRow, currentUnits);
  await lake.run(`
    update incoming set area_km2 = 99.99 where ward_code = '10507';
    update incoming set former_province = null where ward_code = '10525';
    update incoming set ward_code = '99999' where ward_code = '11948';
    insert into incoming (source_row_id, ward_code, full_name, province_code) values (900, '00004', 'Phường Ba Đình', '01')`);
  const result = await compareUnits();
  expect(result).toMatchObject({
    compared: 114,
    notCompared: 1,
    same: 112,
    onlyOurs: ["11948"],
    onlyTheirs: ["99999"],
  });
  expect(result.different).toEqual([
    { key: "10507", field: "areaKm2", ours: "12.22", theirs: "99.99", sourceRowId: "1" },
  ]);
});

test("the mapping is compared by the pair of codes; a district without communes stands for itself", async () => {
  if (adminUnitMappingRow.compares === undefined) throw new Error("adminUnitMappingRow compares nothing");
  await rowsOf(
    adminUnitMappingRow,
    `select new_code, nullif(old_code, '318') as old_code, old_name, old_district_code, old_province_code from admin_unit_mapping`,
  );
  const result = await compareWithReference(
    lake,
    database.pool,
    AdminUnitMapping,
    adminUnitMappingRow.compares,
    "incoming",
    dir,
  );
  expect(result).toMatchObject({ compared: 451, same: 451, different: [], onlyOurs: [], onlyTheirs: [] });
  const stored = await database.pool.query<{ n: number }>(
    "select count(*)::int as n from admin_unit where code = '10507'",
  );
  expect(stored.rows[0]?.n).toBe(2);
});
