import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Column, columnsOf, type Dataset, sealedColumnsOf } from "#src/domains/dictionary/dataset.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import { quote } from "#src/platform/duckdb.ts";
import { type Client, inTransaction } from "#src/platform/postgres/pool.ts";
import { atOnce } from "../at-once.ts";
import { getDatasetOf, type RunContext } from "../context.ts";
import { sealedSql } from "../sealed-columns.ts";
import { copyIn } from "./copy.ts";
import { dayRows } from "./day-rows.ts";
import type { GoldenChanges } from "./golden.ts";
import { entityOf, recordKeySql, recordSql } from "./record.ts";

interface DatasetChanges extends GoldenChanges {
  readonly dataset: Dataset;
}

/**
 * Records are spread by the first hex digit of their id; a slice of digits is one transaction. A city is published in
 * sixteen, a day's changes in two: sixteen times the same dozen statements would cost more than the rows.
 */
const slicesOfCity = [..."0123456789abcdef"];
const slicesOfDay = ["01234567", "89abcdef"];

/**
 * Publishes all changes: golden rows, change log and outbox events of a slice of records in one transaction, with
 * a mark that the slice is done. A killed run repeats only slices without the mark.
 */
export async function publishSlices(
  context: RunContext,
  changed: readonly GoldenChanges[],
  workers = 2,
): Promise<void> {
  const changes = changed.map((change) => ({ ...change, dataset: getDatasetOf(context, change.datasetId) }));
  await buildChangeLog(context, changes);
  const { rows } = await context.pool.query<{ step: string }>(
    "select step from run_step where run_seq = $1 and step like 'publish-slice-%'",
    [context.runSeq],
  );
  const done = new Set(rows.map((row) => row.step));
  // The same for every try of a run: the changes are read back from its folder.
  const total = changes.reduce((sum, change) => sum + change.inserted + change.updated + change.retired, 0);
  const slices = total > dayRows ? slicesOfCity : slicesOfDay;
  const open = slices.filter((slice) => !done.has(`publish-slice-${slice}`));
  let finished = slices.length - open.length;
  // Two at a time: while Postgres takes one slice in, DuckDB writes the next.
  await atOnce(workers, open, async (slice) => {
    await publishSlice(context, changes, slice);
    finished += 1;
    context.progress({
      step: "publish",
      title: { vi: "Công bố hồ sơ", en: "Publishing records" },
      done: finished,
      total: slices.length,
    });
  });
}

/**
 * One entry per record for rows that are new (the row itself is the after-image, its source row the reason), one per
 * row for updates and retirements with the changed fields before and after; and one event per record.
 */
async function buildChangeLog(context: RunContext, changes: readonly DatasetChanges[]): Promise<void> {
  const { lake, runSeq } = context;
  const inserts = changes
    .filter((change) => change.inserted > 0)
    .map((change) => {
      const from = `read_parquet(${quote(join(change.insertDir, "*.parquet"))}) t`;
      // The dataset whose row is the record itself: a new learner is a NEW event, a new enrolment an UPDATE.
      const isHead = change.dataset.id === entityOf(change.dataset);
      return `select ${recordSql(change.dataset, "t")} as record_id, '${entityOf(change.dataset)}' as entity, '${change.dataset.id}' as dataset,
        count(*) as n, min(source_row_id) as source_row_id, ${isHead} as is_new from ${from} group by all`;
    });
  const touched = changes.flatMap((change) => {
    // The record itself goes only when it was found to be another's: receivers are told to cancel it.
    const isHead = change.dataset.id === entityOf(change.dataset);
    return [
      `select record_id, '${entityOf(change.dataset)}' as entity, false as is_gone from read_parquet(${quote(change.updateFile)})`,
      `select record_id, '${entityOf(change.dataset)}' as entity, ${isHead} as is_gone from read_parquet(${quote(change.retireFile)})`,
    ];
  });
  await lake.run(
    `create or replace temp table record_insert (record_id uuid, entity varchar, dataset varchar, n bigint, source_row_id bigint, is_new boolean)`,
  );
  for (const insert of inserts) await lake.run(`insert into record_insert ${insert}`);
  await lake.run(`
    create or replace temp table change_entry as
    select record_id, '*' as dataset, '*' as record_key, cast(${runSeq} as integer) as version, 'insert' as operation,
      cast(null as varchar) as before, '{' || string_agg('"' || dataset || '":' || n, ',' order by dataset) || '}' as after,
      min(source_row_id) as source_row_id
    from record_insert group by record_id
    ${changes
      .map((change) => {
        const key = recordKeySql(change.dataset, "t");
        return `union all select record_id, '${change.dataset.id}', ${key}, version, 'update', before, after, source_row_id from read_parquet(${quote(change.updateFile)}) t
        union all select record_id, '${change.dataset.id}', ${key}, version + 1, 'delete', before, null, null from read_parquet(${quote(change.retireFile)}) t`;
      })
      .join("\n")}`);
  await lake.run(`
    create or replace temp table record_event as
    select record_id, entity, bool_or(is_new) as is_new, bool_or(is_gone) and not bool_or(is_new) as is_gone from (
      select record_id, entity, is_new, false as is_gone from record_insert
      ${touched.map((query) => `union all select record_id, entity, false, is_gone from (${query})`).join("\n")}
    ) group by record_id, entity`);
}

async function publishSlice(
  context: RunContext,
  changes: readonly DatasetChanges[],
  slice: string,
): Promise<void> {
  const startedAt = context.clock.now();
  let rows = 0;
  // A key that was added while the run works is written with from the next slice on.
  context.keyring.refresh();
  await inTransaction(context.pool, async (client) => {
    for (const change of changes) rows += await publishDataset(context, client, change, slice);
    await publishLog(context, client, slice);
    await client.query("insert into run_step values ($1, $2, $3, $4, $5, '{}')", [
      context.runSeq,
      `publish-slice-${slice}`,
      startedAt,
      context.clock.now(),
      rows,
    ]);
    // Whom each row is about stands in the change log, under the run's number.
    await context.record?.(client, {
      action: "run.publish",
      object: `run/${context.runSeq}`,
      detail: { rows, slice },
    });
  });
}

async function publishDataset(
  context: RunContext,
  client: Client,
  change: DatasetChanges,
  slice: string,
): Promise<number> {
  const { dataset } = change;
  const columns = columnsOf(dataset);
  const names = columns.map((column) => column.name);
  const keys = dataset.key.map(toSnakeCase);
  const values = csvValues(dataset);
  let rows = 0;
  const insertFiles = readdirSync(change.insertDir).filter((name) =>
    slice.includes(name.slice(0, name.indexOf("-"))),
  );
  if (insertFiles.length > 0) {
    const from = `read_parquet([${insertFiles.map((name) => quote(join(change.insertDir, name))).join(", ")}])`;
    // Sorted by key: the primary key grows at its right edge instead of splitting pages all over.
    const query = `select ${values} from ${from} t order by ${keys.join(", ")}`;
    rows += await copyQuery(
      context,
      client,
      `${dataset.table} (${names.join(", ")})`,
      query,
      `${dataset.table}-${slice}`,
    );
  }
  if (change.updated > 0) {
    await client.query(`create temp table incoming (like ${dataset.table}) on commit drop`);
    const query = `select ${values} from read_parquet(${quote(change.updateFile)}) t where contains('${slice}', slice)`;
    rows += await copyQuery(
      context,
      client,
      `incoming (${names.join(", ")})`,
      query,
      `${dataset.table}-${slice}-update`,
    );
    const set = names.filter((name) => !keys.includes(name)).map((name) => `${name} = i.${name}`);
    await client.query(
      `update ${dataset.table} t set ${set.join(", ")} from incoming i where ${keys.map((key) => `t.${key} = i.${key}`).join(" and ")}`,
    );
    await client.query("drop table incoming");
  }
  if (change.retired > 0) {
    await client.query(
      `create temp table leaving as select ${keys.join(", ")} from ${dataset.table} limit 0`,
    );
    const query = `select ${keys.join(", ")} from read_parquet(${quote(change.retireFile)}) where contains('${slice}', slice)`;
    rows += await copyQuery(
      context,
      client,
      `leaving (${keys.join(", ")})`,
      query,
      `${dataset.table}-${slice}-retire`,
    );
    await client.query(
      `delete from ${dataset.table} t using leaving l where ${keys.map((key) => `t.${key} = l.${key}`).join(" and ")}`,
    );
    await client.query("drop table leaving");
  }
  return rows;
}

async function publishLog(context: RunContext, client: Client, slice: string): Promise<void> {
  const now = quote(context.clock.now().toISOString());
  const inSlice = `contains('${slice}', substr(cast(record_id as varchar), 1, 1))`;
  await copyQuery(
    context,
    client,
    "change_log (record_id, dataset, record_key, version, operation, before, after, source_row_id, actor, run_seq, changed_at)",
    `select record_id, dataset, record_key, version, operation, before, after, source_row_id, 'pipeline', ${context.runSeq}, ${now}
     from change_entry where ${inSlice} order by record_id`,
    `change-log-${slice}`,
  );
  await client.query(
    "create temp table event (record_id uuid, entity text, is_new boolean, is_gone boolean) on commit drop",
  );
  await copyQuery(
    context,
    client,
    "event (record_id, entity, is_new, is_gone)",
    `select record_id, entity, is_new, is_gone from record_event where ${inSlice} order by record_id`,
    `event-${slice}`,
  );
  // Versions of a record's events have no gaps and never repeat: receivers ignore what they have (handbook §3).
  await client.query(
    `insert into outbox (id_ban_ghi, dataset, phien_ban, su_kien, thoi_gian_cap_nhat, run_seq)
     select e.record_id, e.entity, 1 + coalesce((select max(o.phien_ban) from outbox o where o.id_ban_ghi = e.record_id and o.dataset = e.entity), 0),
       case when e.is_new then 'NEW' when e.is_gone then 'CANCEL' else 'UPDATE' end, $1, $2 from event e`,
    [context.clock.now(), context.runSeq],
  );
}

async function copyQuery(
  context: RunContext,
  client: Client,
  target: string,
  query: string,
  name: string,
): Promise<number> {
  const file = join(context.runDir, `${name}.csv`);
  await context.lake.run(`copy (${query}) to ${quote(file)} (format csv, header false)`);
  const result = await copyIn(client, target, file);
  rmSync(file);
  return result;
}

/** A row `t` as Postgres stores it: encrypted columns sealed. */
function csvValues(dataset: Dataset): string {
  const sealed = new Map(sealedColumnsOf(dataset).map((column) => [column.name, column]));
  return columnsOf(dataset)
    .map((column) => {
      const hidden = sealed.get(column.name);
      return hidden === undefined ? csvValue(column) : sealedSql(dataset, hidden, "t");
    })
    .join(", ");
}

/** Arrays in Postgres' own notation; everything else DuckDB prints as Postgres reads it. */
function csvValue(column: Column): string {
  if (column.postgresType !== "text[]") return column.name;
  return `case when ${column.name} is not null then '{' || array_to_string(list_transform(${column.name}, e -> '"' || replace(e, '"', '\\"') || '"'), ',') || '}' end`;
}
