import { type Dataset, sealedColumnsOf } from "#src/domains/dictionary/dataset.ts";
import { type Client, inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import { buildPass } from "./build-pass.ts";
import {
  type ChangedRecords,
  changedRelation,
  changedTable,
  createKeyTable,
  insertKeys,
  loadChanged,
} from "./changed-tables.ts";
import { countAgain, countDifference } from "./count-records.ts";
import type { LastScoring } from "./memory.ts";
import { createScored } from "./opened-rows.ts";
import { keyColumns, recordKeySql } from "./record-key.ts";
import { endsWithTime, type Judged, type ScoringDay } from "./rules.ts";
import { createStage } from "./stage.ts";

export interface ChangedJudging {
  readonly pool: Pool;
  readonly keyring: Keyring;
  readonly judged: readonly Judged[];
  readonly datasets: readonly Dataset[];
  readonly changed: readonly ChangedRecords[];
  readonly day: ScoringDay;
  readonly runSeq: number;
  readonly last: LastScoring;
}

/**
 * Judges what a change can touch: fills `quality_found`, `quality_was` and `quality_pair` of `client`. Judging only
 * reads, and is most of the work, so a second connection takes every other dataset and hands over what it found.
 * Returns the records judged.
 */
export async function judgeChanged(client: Client, judging: ChangedJudging): Promise<number> {
  const queue = [...judging.judged];
  const own = judgeQueue(client, judging, queue);
  const other = inTransaction(judging.pool, async (second) => {
    await createStage(second);
    return { count: await judgeQueue(second, judging, queue), rows: await takeOut(second) };
  });
  // Both end before either's failure is told: a transaction must not be rolled back under a running query.
  const ended = await Promise.allSettled([own, other]);
  for (const end of ended) if (end.status === "rejected") throw end.reason;
  const { count, rows } = await other;
  for (const [table, columns] of handedOver) {
    await client.query(
      `insert into ${table} select * from unnest(${columns.map((type, index) => `$${index + 1}::${type}[]`).join(", ")})`,
      columns.map((_, index) => (rows.get(table) ?? []).map((row) => row[index])),
    );
  }
  return (await own) + count;
}

/** Tables that judging fills, with their columns' types. */
const handedOver = [
  ["quality_found", ["text", "text", "text", "text", "bigint"]],
  ["quality_was", ["text", "text", "text", "text", "bigint"]],
  ["quality_pair", ["text", "text", "bigint"]],
] as const;

async function takeOut(client: Client): Promise<ReadonlyMap<string, readonly (readonly unknown[])[]>> {
  const taken = new Map<string, readonly (readonly unknown[])[]>();
  for (const [table] of handedOver) {
    const { rows } = await client.query<unknown[]>({ text: `select * from ${table}`, rowMode: "array" });
    taken.set(table, rows);
  }
  return taken;
}

/** Judges datasets of the queue until it is empty. Returns the records judged. */
async function judgeQueue(
  client: Client,
  { datasets, day, runSeq, last, ...judging }: ChangedJudging,
  queue: Judged[],
): Promise<number> {
  const owners = judging.judged.flatMap(({ view }) => view.owner?.before.of ?? []);
  const changed = await loadChanged(client, datasets, judging.changed, owners);
  const { keyring } = judging;
  const task: Task = { client, keyring, datasets, day, changed, isNewDay: last.day !== day.today };
  let count = 0;
  for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
    if (item.view.always) {
      count += await judgeAll(task, item);
      await countAgain(client, item);
      continue;
    }
    const records = await loadScope(task, item);
    if (records === 0) continue;
    count += records;
    await judgeScope(task, item);
    // Records that a run brought or took are added once, even where its scoring is repeated after a crash.
    if (last.runSeq !== runSeq) await countDifference(client, item, changed);
  }
  return count;
}

interface Task {
  readonly client: Client;
  readonly keyring: Keyring;
  readonly datasets: readonly Dataset[];
  readonly day: ScoringDay;
  /** Datasets of which something changed. */
  readonly changed: ReadonlySet<string>;
  /** False on the day of the last scoring: rules that read `today` say what they said then. */
  readonly isNewDay: boolean;
}

/** Table `scope_<table>`: keys of the records to judge. Returns how many; without any there is no table. */
async function loadScope(task: Task, { dataset, view, checks }: Judged): Promise<number> {
  const { client, datasets, changed } = task;
  const selects = changed.has(dataset.id)
    ? [`select ${keyColumns(dataset).map(({ name }) => name)} from ${changedTable(dataset)}`]
    : [];
  for (const [id, select] of Object.entries(view.affectedBy)) {
    const other = datasets.find((candidate) => candidate.id === id);
    if (other === undefined || !changed.has(id)) continue;
    selects.push(
      select.replaceAll(/\$changed(?:\(([^)]*)\))?/g, (_, columns?: string) =>
        changedRelation(other, columns),
      ),
    );
  }
  const open = await openAgain(task, { dataset, view, checks });
  if (selects.length === 0 && open.length === 0) return 0;
  const scope = `scope_${dataset.table}`;
  await createKeyTable(client, dataset, scope);
  let count = 0;
  for (const select of selects)
    count += (await client.query(`insert into ${scope} ${select} on conflict do nothing`)).rowCount ?? 0;
  if (open.length > 0) count += await insertKeys(client, dataset, scope, open);
  await client.query(`analyze ${scope}`);
  return count;
}

/** Time passes and source rows come back without a trace by key: what is open under such rules is looked at again. */
async function openAgain(
  { client, isNewDay }: Task,
  { dataset, view, checks }: Judged,
): Promise<readonly string[]> {
  const codes = checks.filter(
    (check) => (isNewDay && endsWithTime(check)) || view.rechecked.includes(check.code),
  );
  if (codes.length === 0) return [];
  const { rows } = await client.query<{ record_key: string }>(
    "select distinct record_key from quality_issue where dataset = $1 and check_code = any($2)",
    [dataset.id, codes.map((check) => check.code)],
  );
  return rows.map((row) => row.record_key);
}

/** Runs the pass over the scope; notes what it found and what stood before. */
async function judgeScope({ client, keyring, datasets, day }: Task, item: Judged): Promise<void> {
  const { dataset } = item;
  const [scope, scored] = [`scope_${dataset.table}`, `scored_${dataset.table}`];
  // A table of its own with statistics: from a join of two tables by several columns the planner expects one row,
  // and loops over thousands.
  const on = keyColumns(dataset).map(({ name }) => `t.${name} = s.${name}`);
  await createScored(
    client,
    keyring,
    datasets,
    item,
    `${scope} s join ${dataset.table} t on ${on.join(" and ")}`,
  );
  await client.query(`
    insert into quality_was
    select i.dataset, i.record_key, i.check_code, i.school_id, i.source_row_id
    from (select ${recordKeySql(dataset, "s")} as record_key from ${scope} s) s
      join quality_issue i on i.dataset = '${dataset.id}' and i.record_key = s.record_key`);
  await judge(client, item, day, scored);
}

/** A dataset that is small or bound to the clock is judged as a whole. Returns the records judged. */
async function judgeAll({ client, day }: Task, item: Judged): Promise<number> {
  const { id, table } = item.dataset;
  if (sealedColumnsOf(item.dataset).length > 0) throw new Error(`${id} has encrypted columns: not always`);
  await client.query(
    `insert into quality_was
     select dataset, record_key, check_code, school_id, source_row_id from quality_issue where dataset = $1`,
    [id],
  );
  await judge(client, item, day, undefined);
  const { rows } = await client.query<{ n: string }>(`select count(*) as n from ${table}`);
  return Number(rows[0]?.n ?? 0);
}

async function judge(
  client: Client,
  item: Judged,
  day: ScoringDay,
  scored: string | undefined,
): Promise<void> {
  await client.query(
    `insert into quality_found
     select '${item.dataset.id}', record_key, unnest(string_to_array(broken, ',')), school_id, source_row_id
     from (${buildPass(item, day, scored)}) p`,
  );
}
