import type { Db } from "#src/platform/postgres/pool.ts";

/** Columns of a table's usable btree indexes, in index order; whole-table ones on plain columns only. */
export type Indexes = ReadonlyMap<string, readonly (readonly string[])[]>;

/**
 * Reads which columns the database can walk in order. A list may be sorted by these and no others: a sort
 * without an index reads the whole city for each page.
 */
export async function readIndexes(db: Db): Promise<Indexes> {
  const { rows } = await db.query<{ table: string; columns: string[] }>(`
    select c.relname::text as table, array_agg(a.attname::text order by k.at) as columns
    from pg_index i
    join pg_class c on c.oid = i.indrelid
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = current_schema()
    join pg_class ic on ic.oid = i.indexrelid
    join pg_am am on am.oid = ic.relam and am.amname = 'btree'
    cross join lateral unnest(i.indkey::int2[]) with ordinality as k(attnum, at)
    join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
    where i.indisvalid and i.indpred is null and i.indexprs is null and k.at <= i.indnkeyatts
    group by c.relname, i.indexrelid
    order by c.relname, min(ic.relname::text)`);
  const indexes = new Map<string, (readonly string[])[]>();
  for (const row of rows) {
    const known = indexes.get(row.table);
    if (known === undefined) indexes.set(row.table, [row.columns]);
    else known.push(row.columns);
  }
  return indexes;
}
