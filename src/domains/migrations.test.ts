import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#src/platform/postgres/test-database.ts";
import { datasets } from "./catalogue.ts";
import { findSchemaDifferences } from "./dictionary/schema-difference.ts";
import { toSnakeCase } from "./dictionary/text.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
});

test("the migrated tables are the dictionary's: columns, types, nullability, keys, both ways", async () => {
  expect(await findSchemaDifferences(database.pool, datasets)).toEqual([]);
});

test("a difference in either direction is found and named", async () => {
  const client = await database.pool.connect();
  try {
    await client.query("begin");
    await client.query("alter table school drop column website");
    await client.query("alter table school add column motto text");
    await client.query("alter table campus alter column latitude type text");
    await client.query("alter table room alter column capacity set not null");
    await client.query("alter table term drop constraint term_pkey, add primary key (term, school_year)");
    await client.query("create table forgotten (id integer)");
    expect(await findSchemaDifferences(client, datasets)).toEqual(
      expect.arrayContaining([
        "table forgotten is in no dataset",
        "school.website is missing",
        "school.motto is in no field",
        "campus.latitude is text, the dictionary says numeric(9,6)",
        "room.capacity: the dictionary says null allowed",
        "term has primary key (term, school_year), the dictionary says (school_year, term)",
      ]),
    );
  } finally {
    await client.query("rollback");
    client.release();
  }
});

/** Architecture §9: what Citus refuses must not come into the schema unnoticed. */
const distributed = new Map(
  datasets.flatMap((target) =>
    target.distributedBy === "reference" ? [] : [[target.table, toSnakeCase(target.distributedBy)] as const],
  ),
);

test("every unique index of a distributed table contains the column its rows are spread by", async () => {
  const { rows } = await database.pool.query<{ table: string; index: string; columns: string[] }>(
    `select c.relname as table, x.relname as index,
            array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum = any (i.indkey::int2[])) as columns
       from pg_index i
       join pg_class c on c.oid = i.indrelid and c.relnamespace = 'public'::regnamespace
       join pg_class x on x.oid = i.indexrelid
      where i.indisunique`,
  );
  const broken = rows.filter((row) => {
    const column = distributed.get(row.table);
    return column !== undefined && !row.columns.includes(column);
  });
  expect(broken).toEqual([]);
  expect(rows.filter((row) => distributed.has(row.table)).length).toBeGreaterThanOrEqual(distributed.size);
});

test("no table has a trigger or a rule", async () => {
  const { rows } = await database.pool.query(
    `select c.relname as table, t.tgname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where not t.tgisinternal and c.relnamespace = 'public'::regnamespace
     union all
     select tablename, rulename from pg_rules where schemaname = 'public'`,
  );
  expect(rows).toEqual([]);
});

test("foreign keys join reference tables only", async () => {
  const { rows } = await database.pool.query<{ from: string; to: string }>(
    `select a.relname as from, b.relname as to from pg_constraint k
       join pg_class a on a.oid = k.conrelid join pg_class b on b.oid = k.confrelid
      where k.contype = 'f' and a.relnamespace = 'public'::regnamespace`,
  );
  expect(rows.filter((row) => distributed.has(row.from) || distributed.has(row.to))).toEqual([]);
});

test("no default of a distributed table calls a clock, a sequence or chance", async () => {
  const { rows } = await database.pool.query<{ table: string; column: string }>(
    `select c.relname as table, a.attname as column
       from pg_attrdef d
       join pg_class c on c.oid = d.adrelid and c.relnamespace = 'public'::regnamespace
       join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
      where pg_get_expr(d.adbin, d.adrelid) ~ '(now|timestamp|random|nextval|uuid)\\(|CURRENT_'`,
  );
  expect(rows.filter((row) => distributed.has(row.table))).toEqual([]);
});
