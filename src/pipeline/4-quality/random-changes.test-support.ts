import { type Dataset, fieldColumns } from "#src/domains/dictionary/dataset.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import type { ChangedRecords } from "./changed-tables.ts";
import { recordKeySql } from "./record-key.ts";

/** A small generator (mulberry32): the same seed gives the same changes. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Values that sit on the edges of rules, by kind of field. */
export const edges: Readonly<Record<string, readonly unknown[]>> = {
  text: ["", "031214000001", "  x", "7A", "LOUD", "0912345678"],
  personName: [
    "A",
    "Đỗ Minh Đức".normalize("NFD"),
    "ĐỖ MINH ĐỨC",
    "ðỗ văn a",
    "Nguyễn Thị-Hoa",
    "nguyễn 2",
    "NGUYEN VAN AN",
    "Lê  Thị B",
  ],
  nationalId: ["031214000001", "031214000002", "03", "999999999999"],
  phone: ["0912345678", "0112345678"],
  date: ["1950-01-01", "2014-12-31", "2026-09-05", "2026-11-20", "2027-06-01"],
  code: ["zz", "1", "2", "3", "4", "0", "studying", "left", "promoted", "D", "CD", "T", "H", "7", "12"],
  integer: [0, 1, 5, 46, 60, 1900],
  decimal: [0, 1, 6.45, 9.95],
  boolean: [true, false],
  schoolYear: ["2025-2026", "2026-2027"],
};

type Random = () => number;
const pick = <T>(random: Random, list: readonly T[]): T | undefined =>
  list[Math.floor(random() * list.length)];

/** A change of one record: the columns that changed as they were, all where it is gone, none where it is new. */
export interface OneChange {
  readonly dataset: string;
  readonly key: string;
  readonly before: Readonly<Record<string, unknown>> | undefined;
}

/** Several changes as a run tells them: each record once, with what it was before the first of them. */
export function toldOnce(changes: readonly OneChange[]): readonly ChangedRecords[] {
  const net = new Map<string, Map<string, OneChange>>();
  for (const change of changes) {
    const of = net.get(change.dataset) ?? new Map<string, OneChange>();
    net.set(change.dataset, of);
    const first = of.get(change.key);
    if (first === undefined) of.set(change.key, change);
    else if (first.before !== undefined) {
      of.set(change.key, { ...first, before: { ...change.before, ...first.before } });
    }
  }
  return [...net].map(([dataset, records]) => ({
    dataset,
    records: [...records.values()].map(({ key, before }) => ({
      key,
      before: before === undefined ? undefined : JSON.stringify(before),
    })),
  }));
}

/** One random change in the published tables. Undefined when chance found nothing to do. */
export async function changeOne(
  pool: Pool,
  datasets: readonly Dataset[],
  random: Random,
): Promise<OneChange | undefined> {
  const dataset = pick(
    random,
    datasets.filter((candidate) => candidate.origin === "vendor"),
  );
  if (dataset === undefined) return undefined;
  const { table } = dataset;
  const offset = Math.floor(random() * 10_000);
  const { rows } = await pool.query<{ n: string }>(`select count(*) as n from ${table}`);
  const count = Number(rows[0]?.n);
  if (count === 0) return undefined;
  const keys = dataset.key.map(toSnakeCase).join(", ");
  const found = await pool.query<{ k: string; whole: Record<string, unknown> }>(
    `select ${recordKeySql(dataset, "t")} as k, to_jsonb(t) as whole from ${table} t order by ${keys} limit 1 offset $1`,
    [offset % count],
  );
  const row = found.rows[0];
  if (row === undefined) return undefined;
  const where = `${recordKeySql(dataset, "t")} = $1`;
  const kind = random();
  if (kind < 0.12) {
    await pool.query(`delete from ${table} t where ${where}`, [row.k]);
    return { dataset: dataset.id, key: row.k, before: row.whole };
  }
  if (kind < 0.2) {
    const changed = await pool.query<{ id: string }>(
      `update source_row set absent_since = case when absent_since is null then 1 end
       where source_row_id in (select source_row_id from ${table} t where ${where}) returning source_row_id::text as id`,
      [row.k],
    );
    const [source] = changed.rows;
    return source && { dataset: "sourceRow", key: source.id, before: { absent_since: null } };
  }
  const column = pick(
    random,
    fieldColumns(dataset).filter((candidate) => !dataset.key.includes(candidate.field)),
  );
  if (column === undefined) return undefined;
  const field = dataset.fields[column.field];
  const after = { dataset: dataset.id, key: row.k, before: { [column.name]: row.whole[column.name] } };
  // A value of another row (duplicates, moves between schools), an edge of a rule, or nothing.
  if (random() < 0.5) {
    await pool.query(
      `update ${table} t set ${column.name} = (select o.${column.name} from ${table} o order by ${keys} limit 1 offset $2) where ${where}`,
      [row.k, Math.floor(random() * 10_000) % count],
    );
    return after;
  }
  const value = random() < 0.3 && !column.notNull ? null : pick(random, edges[field?.kind ?? ""] ?? []);
  if (value === undefined) return undefined;
  await pool.query(`update ${table} t set ${column.name} = $2 where ${where}`, [row.k, value]);
  return after;
}

/** Puts a deleted kind of row back now and then, so that the store does not only shrink. */
export async function insertCopy(
  pool: Pool,
  dataset: Dataset,
  from: Record<string, unknown>,
): Promise<OneChange | undefined> {
  // Postgres works generated columns out itself.
  const names = Object.keys(from).filter((name) => !name.endsWith("_index"));
  const { rowCount } = await pool.query(
    `insert into ${dataset.table} (${names.join(", ")}) select ${names.join(", ")}
     from jsonb_populate_recordset(null::${dataset.table}, $1::jsonb) on conflict do nothing`,
    [JSON.stringify([from])],
  );
  const key = dataset.key.map((name) => String(from[toSnakeCase(name)])).join("|");
  return rowCount === 1 ? { dataset: dataset.id, key, before: undefined } : undefined;
}
