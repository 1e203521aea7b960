import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { codeSets, legalRules } from "../catalogue.ts";
import { seedReference } from "./seed.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
});

async function one(sql: string): Promise<unknown> {
  const { rows } = await database.pool.query<{ value: unknown }>(sql);
  return rows[0]?.value;
}

test("seeding twice changes nothing", async () => {
  const counts = await seedReference(database.pool);
  expect(Object.values(counts).every((count) => count === 0)).toBe(true);
});

test("the store holds every declared code and rule", async () => {
  const entries = codeSets.reduce((sum, set) => sum + set.entries.length, 0);
  expect(await one("select count(*)::int as value from code_set_entry")).toBe(entries);
  expect(await one("select count(*)::int as value from legal_rule")).toBe(legalRules.length);
});

test("114 communes stand today: 45 wards, 67 communes, 2 special zones, all in province 31", async () => {
  const { rows } = await database.pool.query(
    `select kind, count(*)::int as count from admin_unit
      where valid_to is null and parent_code = '31' group by kind order by kind`,
  );
  expect(rows).toEqual([
    { kind: "commune", count: 67 },
    { kind: "specialZone", count: 2 },
    { kind: "ward", count: 45 },
  ]);
});

test("one code can name two units in turn, never two at once", async () => {
  const { rows } = await database.pool.query(
    "select full_name, valid_from, valid_to from admin_unit where code = '10507' order by valid_from",
  );
  expect(rows).toEqual([
    { full_name: "Phường Cẩm Thượng", valid_from: "2025-01-01", valid_to: "2025-06-30" },
    { full_name: "Phường Thành Đông", valid_from: "2025-07-01", valid_to: null },
  ]);
  expect(
    await one(
      `select count(*)::int as value from admin_unit a join admin_unit b
          on a.code = b.code and a.valid_from < b.valid_from and coalesce(a.valid_to, 'infinity') >= b.valid_from`,
    ),
  ).toBe(0);
});

test("every old unit leads to a unit that stands, and says when it was split", async () => {
  expect(
    await one(
      `select count(*)::int as value from admin_unit_mapping m
        where not exists (select from admin_unit u where u.code = m.new_code and u.valid_to is null)
           or not exists (select from admin_unit u where u.code = m.old_code and u.valid_to is not null)
           or m.split <> ((select count(*) from admin_unit_mapping o where o.old_code = m.old_code) > 1)`,
    ),
  ).toBe(0);
  expect(await one("select count(distinct old_code)::int as value from admin_unit_mapping where split")).toBe(
    71,
  );
});

test("every unit has a parent that stood at the same time", async () => {
  expect(
    await one(
      `select count(*)::int as value from admin_unit u
        where u.kind not in ('municipality', 'province')
          and not exists (select from admin_unit p where p.code = u.parent_code and p.valid_from <= u.valid_from
                            and coalesce(p.valid_to, 'infinity') >= coalesce(u.valid_to, 'infinity'))`,
    ),
  ).toBe(0);
});

test("dates that the department has set stay; a code that is no longer declared goes", async () => {
  await database.pool.query(
    "update term set start_date = '2026-09-07' where school_year = '2026-2027' and term = 'HK1'",
  );
  await database.pool.query(
    `insert into code_set_entry (code_set, code, code_system, title_vi, title_en, sort_order, effective_from, tag)
     values ('sex', '9', 'x', 'x', 'x', 9, '2026-01-01', 'design')`,
  );
  await database.pool.query("update subject set title_vi = 'Số học' where subject_code = 'TOAN'");
  const counts = await seedReference(database.pool);
  expect(counts).toMatchObject({ term: 0, code_set_entry: 1, subject: 1 });
  expect(
    await one("select start_date as value from term where school_year = '2026-2027' and term = 'HK1'"),
  ).toBe("2026-09-07");
  expect(await one("select title_vi as value from subject where subject_code = 'TOAN'")).toBe("Toán");
});

test("a school year has 35 weeks: 18 and 17", async () => {
  const { rows } = await database.pool.query(
    `select y.teaching_weeks as year, array_agg(t.teaching_weeks order by t.term) as terms
       from school_year y join term t using (school_year) group by y.school_year, y.teaching_weeks`,
  );
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) expect(row).toEqual({ year: 35, terms: [18, 17] });
});
