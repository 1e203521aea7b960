import type { Db } from "#src/platform/postgres/pool.ts";
import type { Dataset } from "./dataset.ts";
import { expectedTable } from "./ddl.ts";

/** Tables that are not datasets: the migration runner's own book. */
const infrastructureTables: readonly string[] = ["schema_migration"];

interface ActualColumn {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly not_null: boolean;
}

/**
 * Every difference between the tables of the `public` schema and the datasets, both ways, as sentences; empty
 * when they agree. Order of columns doesn't count: a column added later stands last.
 */
export async function findSchemaDifferences(db: Db, datasets: readonly Dataset[]): Promise<string[]> {
  const columns = await readColumns(db);
  const keys = await readPrimaryKeys(db);
  const differences: string[] = [];
  const expectedNames = new Set(datasets.map((target) => target.table));
  for (const name of new Set(columns.map((column) => column.table))) {
    if (!expectedNames.has(name) && !infrastructureTables.includes(name)) {
      differences.push(`table ${name} is in no dataset`);
    }
  }
  for (const target of datasets) {
    const actual = new Map(
      columns.filter((row) => row.table === target.table).map((row) => [row.column, row]),
    );
    differences.push(...compareTable(target, actual, keys.get(target.table) ?? []));
  }
  return differences;
}

function compareTable(
  target: Dataset,
  actual: Map<string, ActualColumn>,
  primaryKey: readonly string[],
): string[] {
  const { table, columns, primaryKey: expectedKey } = expectedTable(target);
  if (actual.size === 0) return [`dataset ${target.id} has no table ${table}`];
  const found: string[] = [];
  for (const column of columns) {
    const row = actual.get(column.name);
    actual.delete(column.name);
    if (row === undefined) found.push(`${table}.${column.name} is missing`);
    else {
      if (row.type !== longName(column.postgresType)) {
        found.push(`${table}.${column.name} is ${row.type}, the dictionary says ${column.postgresType}`);
      }
      if (row.not_null !== column.notNull) {
        found.push(
          `${table}.${column.name}: the dictionary says ${column.notNull ? "not null" : "null allowed"}`,
        );
      }
    }
  }
  for (const name of actual.keys()) found.push(`${table}.${name} is in no field`);
  if (primaryKey.join() !== expectedKey.join()) {
    found.push(
      `${table} has primary key (${primaryKey.join(", ")}), the dictionary says (${expectedKey.join(", ")})`,
    );
  }
  return found;
}

/** Postgres prints some types under their long names. */
function longName(type: string): string {
  return type === "timestamptz" ? "timestamp with time zone" : type;
}

async function readColumns(db: Db): Promise<readonly ActualColumn[]> {
  const { rows } = await db.query<ActualColumn>(
    `select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type,
            a.attnotnull as not_null
       from pg_class c
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      order by c.relname, a.attnum`,
  );
  return rows;
}

async function readPrimaryKeys(db: Db): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await db.query<{ table: string; columns: string[] }>(
    `select c.relname as table, array_agg(a.attname::text order by k.position) as columns
       from pg_index i
       join pg_class c on c.oid = i.indrelid and c.relnamespace = 'public'::regnamespace
       cross join unnest(i.indkey::int2[]) with ordinality as k(attnum, position)
       join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
      where i.indisprimary
      group by c.relname`,
  );
  return new Map(rows.map((row) => [row.table, row.columns]));
}
