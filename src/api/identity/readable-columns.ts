import type { Db } from "#src/platform/postgres/pool.ts";

/**
 * Columns of a table that this transaction's role may read: an officer sees no health data, and asking for a whole row
 * would be refused for all of it. @param table a declared dataset's, never text from outside
 */
export async function readableColumns(db: Db, table: string): Promise<readonly string[]> {
  const { rows } = await db.query<{ name: string }>(
    `select attname as name from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and has_column_privilege(attrelid, attnum, 'select')
     order by attnum`,
    [`public.${table}`],
  );
  return rows.map(({ name }) => name);
}

/** A select list that gives the readable columns of `t` as one JSON `row`. */
export async function readableRow(db: Db, table: string): Promise<string> {
  const columns = await readableColumns(db, table);
  // A subselect names each column once; to_jsonb of it needs no right to the others.
  return `(select to_jsonb(c) from (select ${columns.map((name) => `t."${name}"`).join(", ")}) c) as row`;
}
