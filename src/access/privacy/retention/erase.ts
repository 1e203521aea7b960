import { columnsOf, type Dataset } from "#src/domains/dictionary/dataset.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import type { Client } from "#src/platform/postgres/pool.ts";
import type { Act } from "../act.ts";
import { type Erasure, newErasure, recordHash, writeErasures } from "./ledger.ts";

/** What goes: these fields of these rows, or the rows. */
export interface Erasing {
  readonly dataset: Dataset;
  readonly fields: readonly string[];
  readonly erases: "fields" | "rows";
  /** Keys of the rows, parts in the dictionary's order. */
  readonly keys: readonly (readonly string[])[];
  readonly reason: string;
}

interface GoneRow {
  readonly key: readonly string[];
  readonly version: number | null;
}

/**
 * Empties fields or deletes rows, in the caller's transaction: the rows themselves, what the change log remembers of
 * them, and an event for receivers. The change log gets an entry that says that, by whom and why, never what. Source
 * files and the lake keep the line until their own time; {@link replayErasures} holds against them.
 *
 * @param key key "erasure" of the keys folder; absent while replaying, when the ledger has the line already
 * @returns the ledger's new lines; append them to the file after the commit
 */
export async function erase(
  client: Client,
  erasing: Erasing,
  act: Act,
  key?: Buffer,
): Promise<{ readonly rows: number; readonly erasures: readonly Erasure[] }> {
  if (erasing.keys.length === 0) return { rows: 0, erasures: [] };
  const gone =
    erasing.erases === "rows" ? await deleteRows(client, erasing) : await emptyFields(client, erasing, act);
  if (gone.length === 0) return { rows: 0, erasures: [] };
  if (erasing.dataset.origin === "vendor") {
    await forgetChanges(client, erasing, gone);
    await writeChanges(client, erasing, gone, act);
    // The next run scores everything anew instead of going on from counts that are no longer true.
    await client.query("delete from quality.last_scoring");
  }
  if (key === undefined) return { rows: gone.length, erasures: [] };
  const names = await everyNameOf(client, erasing.dataset, gone);
  const erasures = names.map((recordKey) =>
    newErasure({
      dataset: erasing.dataset.id,
      fields: erasing.erases === "rows" ? [] : erasing.fields,
      recordHash: recordHash(key, erasing.dataset.id, recordKey),
      reason: erasing.reason,
      erasedBy: act.by,
      erasedAt: act.at.toISOString(),
    }),
  );
  await writeErasures(client, erasures);
  return { rows: gone.length, erasures };
}

/** `(a, b) in (select * from unnest($1::uuid[], $2::text[]))`, and the arrays. */
function byKeys(
  { dataset, keys }: Erasing,
  first: number,
): { readonly sql: string; readonly values: string[][] } {
  const types = dataset.key.map(
    (name) => columnsOf(dataset).find(({ field }) => field === name)?.postgresType ?? "text",
  );
  const columns = dataset.key.map((name) => `t.${toSnakeCase(name)}`).join(", ");
  return {
    sql: `(${columns}) in (select * from unnest(${types.map((type, at) => `$${first + at}::${type}[]`).join(", ")}))`,
    values: dataset.key.map((_, at) => keys.map((key) => key[at] ?? "")),
  };
}

const keyArray = (dataset: Dataset): string =>
  `array[${dataset.key.map((name) => `t.${toSnakeCase(name)}::text`).join(", ")}] as key`;

async function deleteRows(client: Client, erasing: Erasing): Promise<readonly GoneRow[]> {
  const { dataset } = erasing;
  const { sql, values } = byKeys(erasing, 1);
  const version = dataset.origin === "vendor" ? "t.version + 1" : "null::integer";
  const { rows } = await client.query<GoneRow>(
    `delete from ${dataset.table} t where ${sql} returning ${keyArray(dataset)}, ${version} as version`,
    values,
  );
  await client.query("delete from quality_issue where dataset = $1 and record_key = any ($2::text[])", [
    dataset.id,
    rows.map(({ key }) => key.join("|")),
  ]);
  return rows;
}

async function emptyFields(client: Client, erasing: Erasing, act: Act): Promise<readonly GoneRow[]> {
  const { dataset, fields } = erasing;
  const columns = fields.map(toSnakeCase);
  const isPublished = dataset.origin === "vendor";
  const { sql, values } = byKeys(erasing, isPublished ? 3 : 1);
  const set = [
    ...columns.map((column) => `${column} = null`),
    ...(isPublished
      ? [
          "version = t.version + 1",
          "changed_at = $1",
          "field_source = nullif(t.field_source - $2::text[], '{}'::jsonb)",
        ]
      : []),
  ];
  const { rows } = await client.query<GoneRow>(
    `update ${dataset.table} t set ${set.join(", ")}
      where ${sql} and (${columns.map((column) => `t.${column} is not null`).join(" or ")})
      returning ${keyArray(dataset)}, ${isPublished ? "t.version" : "null::integer"} as version`,
    [...(isPublished ? [act.at, columns] : []), ...values],
  );
  return rows;
}

/** The record a row hangs on; only people's rows are erased, and theirs name it. */
function recordOf(dataset: Dataset, key: readonly string[]): string {
  return key[dataset.key.indexOf(dataset.distributedBy)] ?? "";
}

/** The change log and what people mended remember values: those that were erased go there too. */
async function forgetChanges(client: Client, erasing: Erasing, gone: readonly GoneRow[]): Promise<void> {
  const { dataset, fields } = erasing;
  await client.query(
    "delete from correction where dataset = $1 and record_key = any ($2::text[]) and ($3 or field = any ($4::text[]))",
    [dataset.id, gone.map(({ key }) => key.join("|")), erasing.erases === "rows", fields],
  );
  const forgotten =
    erasing.erases === "rows"
      ? "before = null, after = null"
      : "before = c.before - $4::text[], after = c.after - $4::text[]";
  await client.query(
    `update change_log c set ${forgotten} from unnest($2::uuid[], $3::text[]) as g (record_id, record_key)
      where c.record_id = g.record_id and c.dataset = $1 and c.record_key = g.record_key`,
    [
      dataset.id,
      gone.map(({ key }) => recordOf(dataset, key)),
      gone.map(({ key }) => key.join("|")),
      ...(erasing.erases === "rows" ? [] : [fields.map(toSnakeCase)]),
    ],
  );
}

async function writeChanges(
  client: Client,
  erasing: Erasing,
  gone: readonly GoneRow[],
  act: Act,
): Promise<void> {
  const { dataset } = erasing;
  const isRows = erasing.erases === "rows";
  const empty = JSON.stringify(Object.fromEntries(erasing.fields.map((field) => [toSnakeCase(field), null])));
  await client.query(
    `insert into change_log (record_id, dataset, record_key, version, operation, before, after, actor, run_seq, changed_at)
     select g.record_id, $1, g.record_key, g.version, $2, $3::jsonb, $3::jsonb, $4, coalesce((select max(run_seq) from run), 0), $5
       from unnest($6::uuid[], $7::text[], $8::integer[]) as g (record_id, record_key, version)`,
    [
      dataset.id,
      isRows ? "delete" : "update",
      isRows ? null : empty,
      erasing.reason,
      act.at,
      gone.map(({ key }) => recordOf(dataset, key)),
      gone.map(({ key }) => key.join("|")),
      gone.map(({ version }) => version),
    ],
  );
  // One event a record; versions of a record's events have no gaps (src/pipeline/5-publish/load.ts).
  const entity = dataset.fields[dataset.distributedBy]?.refersTo ?? dataset.id;
  await client.query(
    `insert into outbox (id_ban_ghi, dataset, phien_ban, su_kien, thoi_gian_cap_nhat, run_seq)
     select e.record_id, $1, 1 + coalesce(max(o.phien_ban), 0), 'UPDATE', $2, coalesce((select max(run_seq) from run), 0)
       from (select distinct unnest($3::uuid[]) as record_id) e
       left join outbox o on o.id_ban_ghi = e.record_id and o.dataset = $1 group by e.record_id`,
    [entity, act.at, gone.map(({ key }) => recordOf(dataset, key))],
  );
}

/** Keys of the rows, and what they were under the former ids of their record: an older backup knows those. */
async function everyNameOf(
  client: Client,
  dataset: Dataset,
  gone: readonly GoneRow[],
): Promise<readonly string[]> {
  const at = dataset.key.indexOf(dataset.distributedBy);
  const entity = dataset.fields[dataset.distributedBy]?.refersTo;
  const names = gone.map(({ key }) => key.join("|"));
  if (at < 0 || entity === undefined || dataset.origin !== "vendor") return names;
  const { rows } = await client.query<{ former: string; in_use: string }>(
    `select record_id as former, into_record_id as in_use from record_alias
      where entity = $1 and into_record_id = any ($2::uuid[])`,
    [entity, gone.map(({ key }) => key[at])],
  );
  return [
    ...names,
    ...rows.flatMap(({ former, in_use }) =>
      gone.filter(({ key }) => key[at] === in_use).map(({ key }) => key.with(at, former).join("|")),
    ),
  ];
}
