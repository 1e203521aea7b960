import { tmpdir } from "node:os";
import { afterAll, beforeAll, expect, test } from "vitest";
import { learnerLinkage } from "#src/domains/learner/linkage.ts";
import { type Lake, openLake } from "#src/platform/duckdb.ts";
import { goldenIdMacro } from "../golden-id.ts";
import { featuresOf } from "./features.ts";
import { linkRows } from "./link.ts";
import type { LinkageModel } from "./model.ts";

/**
 * A small world whose truth is known: 1,200 pupils of 12 schools with names as common as real ones. Every sixth stands
 * in a second list with one mistake; every fortieth has a twin, whose name differs by an accent or a word.
 */
const world = `
  create or replace temp table pupil as
  with n as (select range as p, cast(hash(range, 77) >> 2 as bigint) as h from range(1200)),
  named as (
    select p, h,
      ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Vũ', 'Đỗ'][1 + h % 6] || ' '
        || ['Văn', 'Thị', 'Minh', 'Đức', 'Ngọc', 'Gia', 'Thu'][1 + (h // 7) % 7] || ' '
        || ['Anh', 'Linh', 'Huy', 'Đạt', 'Hà', 'Nam', 'Trang', 'Bảo', 'Phúc', 'Quỳnh', 'Thảo', 'Sơn'][1 + (h // 101) % 12] as full_name,
      date '2012-01-01' + cast((h // 1009) % 2000 as integer) as birth_date,
      '0312' || lpad(cast((h // 13) % 100000000 as varchar), 8, '0') as national_id,
      'Bố ' || p as father_name, 'Mẹ ' || p as mother_name, '09' || lpad(cast(p as varchar), 8, '0') as father_phone,
      'T' || p % 12 as school_id, 'L' || p % 36 as class_name, 'Xóm ' || p % 90 as address
    from n
  )
  select * from named
  union all
  select p + 10000, h, case when full_name like '%Anh' then replace(full_name, ' Anh', ' Ánh') else regexp_replace(full_name, '\\S+$', 'Hải') end, birth_date,
    '0313' || reverse(substr(national_id, 5)), father_name, mother_name, father_phone, school_id, class_name, address
  from named where p % 40 = 0`;

/** Both lists: row_id 1 to … the school's own, from 100,000 the second system's. */
const rows = `
  create or replace temp table person_row as
  select p + 1 as row_id, golden_id('1|' || p) as group_id, golden_id('1|' || p) as anchor, full_name, birth_date,
    cast(null as varchar) as sex, national_id, father_name, mother_name, father_phone, cast(null as varchar) as mother_phone,
    cast(null as varchar) as guardian_phone, school_id, class_name, address, 'main|' || school_id as list
  from pupil
  union all
  select p + 100001, golden_id('2|' || p), golden_id('2|' || p),
    case p % 5 when 0 then hp_fold(full_name) when 1 then regexp_replace(full_name, '^(\\S+) (.*)$', '\\2 \\1') else full_name end,
    case when p % 5 = 2 then make_date(year(birth_date), day(birth_date) % 12 + 1, day(birth_date)) else birth_date end, null,
    case when p % 5 = 3 then substr(national_id, 2) when p % 5 = 4 then null else national_id end,
    father_name, mother_name, father_phone, null, null, school_id, class_name, address, 'second|' || school_id
  from pupil where p < 10000 and p % 6 = 0`;

let lake: Lake;
beforeAll(async () => {
  lake = await openLake({ memoryMb: 512, threads: 2, temporaryDir: tmpdir() });
  await lake.run(goldenIdMacro(Buffer.alloc(32, 9)));
  await lake.run(world);
  await lake.run(rows);
});
afterAll(() => lake.close());

/** Linked pairs as pupils: which pupil of the school's list which row of the second one is. */
const linked = async () =>
  (
    await lake.rows<{ pair: string }>(
      `select distinct least(l.row_id, r.row_id) || '-' || greatest(l.row_id, r.row_id) as pair
       from scored_pair p join feature l on l.rowid = p.left_node join feature r on r.rowid = p.right_node
       where weight >= 10 and not is_vetoed order by pair`,
    )
  ).map((row) => row.pair);

let whole: readonly string[];
let model: LinkageModel;

test("whoever stands in both lists is found, no twin and no namesake is taken for another", async () => {
  ({ model } = await linkRows({ lake, spec: learnerLinkage, rows: "person_row", floorWeight: -2 }));
  whole = await linked();
  const truth = (
    await lake.rows<{ pair: string }>(
      "select (p + 1) || '-' || (p + 100001) as pair from pupil where p < 10000 and p % 6 = 0 order by pair",
    )
  ).map((row) => row.pair);
  expect(truth.length).toBe(200);
  expect(whole).toEqual(truth);
});

test("the order of the rows shows in nothing", async () => {
  const again = await linkRows({
    lake,
    spec: learnerLinkage,
    rows: "(select * from person_row order by hash(row_id, 5))",
    floorWeight: -2,
  });
  expect(again.model).toEqual(model);
  expect(await linked()).toEqual(whole);
});

test("rows that come later find in the index what they would have found at once", async () => {
  await linkRows({
    lake,
    spec: learnerLinkage,
    rows: "(select * from person_row where row_id % 2 = 0)",
    floorWeight: -2,
    model,
  });
  const among = await linked();
  await lake.run(
    `create or replace temp table kept as select row_id, anchor, ${Object.keys(featuresOf(learnerLinkage)).join(", ")} from feature`,
  );
  const later = await linkRows({
    lake,
    spec: learnerLinkage,
    rows: "(select * from person_row where row_id % 2 = 1)",
    standing: "kept",
    floorWeight: -2,
    model,
  });
  expect([...among, ...(await linked())].sort()).toEqual([...whole].sort());
  // Of the rows kept only those that could be somebody's were brought over.
  expect(later.rows).toBeGreaterThan(715);
  expect(later.rows).toBeLessThan(1000);
});

test("rows of one group are one already: nothing is compared among them", async () => {
  await linkRows({
    lake,
    spec: learnerLinkage,
    rows: "(select * replace (golden_id('all') as group_id) from person_row)",
    floorWeight: -2,
    model,
  });
  expect(await lake.rows("from candidate")).toEqual([]);
});
