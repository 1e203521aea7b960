import type { Db } from "#src/platform/postgres/pool.ts";

/** A column of the database in which values were found that must not stand there. */
export interface Leak {
  readonly column: string;
  readonly values: number;
}

/**
 * Looks for values in every column of every table of a database, as somebody would who has a dump and no key: text, JSON,
 * lists and bytes alike, the values as words of their own. Numbers also as they look after a lost zero at the front.
 */
export async function scanDump(db: Db, values: ReadonlySet<string>): Promise<readonly Leak[]> {
  const { rows: columns } = await db.query<{ table: string; column: string; type: string }>(
    `select format('%I.%I', n.nspname, c.relname) as table, quote_ident(a.attname) as column, a.atttypid::regtype::text as type
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relkind in ('r', 'p', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
     order by 1, 2`,
  );
  const leaks: Leak[] = [];
  for (const { table, column, type } of columns) {
    const text = type === "bytea" ? `encode(${column}, 'escape')` : `${column}::text`;
    const { rows } = await db.query<{ word: string }>(
      `select distinct m[1] as word from (select regexp_matches(${text}, '[[:alnum:]_~À-ỹ.:;/-]+(?: [[:alnum:]À-ỹ]+)*', 'g') as m from ${table} where ${column} is not null) x`,
    );
    const found = new Set<string>();
    for (const { word } of rows) for (const value of valuesIn(word, values)) found.add(value);
    if (found.size > 0) leaks.push({ column: `${table}.${column}`, values: found.size });
  }
  return leaks;
}

function valuesIn(word: string, values: ReadonlySet<string>): readonly string[] {
  const numbers = (word.match(/\d{11,12}/g) ?? []).flatMap((digits) => [digits, `0${digits}`]);
  return [word, ...numbers].filter((one) => values.has(one));
}
