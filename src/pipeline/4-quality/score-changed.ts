import type { Dataset } from "#src/domains/dictionary/dataset.ts";
import { type Client, inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import { buildCount, buildPass, ownerColumn } from "./build-pass.ts";
import { keyColumns, parseRecordKey, recordKeySql } from "./record-key.ts";
import {
  type Judged,
  judgedDatasets,
  type QualityRules,
  rulesFingerprint,
  type ScoringDay,
  scoringDay,
} from "./rules.ts";
import { type QualitySummary, sizes } from "./score-full.ts";
import { markScored } from "./scored-mark.ts";
import { settleIssues } from "./settle-issues.ts";
import { settleScores } from "./settle-scores.ts";
import { noUnit, prepareStage, whole } from "./stage.ts";
import { tallySql } from "./tally.ts";

/** Records of a dataset that a run wrote, changed or removed. */
export interface ChangedRecords {
  readonly dataset: string;
  /** Key values joined by `|`, as in the change log. */
  readonly recordKeys: readonly string[];
  /** True when any of them came, went or passed to another school: only then are records counted again. */
  readonly moved: boolean;
  /**
   * Schools that owned any of those that moved, before they did, `-` for none: a school that lost a record must be
   * counted again, and nothing else remembers that it had it.
   */
  readonly schoolIdsBefore: readonly string[];
}

export interface ChangedScoring {
  readonly rules: QualityRules;
  readonly pool: Pool;
  readonly runSeq: number;
  readonly changed: readonly ChangedRecords[];
  readonly now: Date;
}

/**
 * Judges, in Postgres, the records that changed and those whose verdict depends on them (each view names these), and
 * brings worklist and scores up to date. The result is the one a full scoring would give; the cost follows the
 * change. One transaction; repeating it changes nothing.
 */
export async function scoreChanged(scoring: ChangedScoring): Promise<QualitySummary> {
  const startedMs = performance.now();
  const { rules, pool, runSeq, now } = scoring;
  const judged = judgedDatasets(rules);
  const day = scoringDay(now);
  const settled = await inTransaction(pool, async (client) => {
    await prepareStage(client, judged);
    const changed = await loadChanged(client, rules.datasets, scoring.changed);
    const scoped: Judged[] = [];
    let count = 0;
    for (const item of judged) {
      const records = item.view.always ? "all" : await loadScope(client, item, changed);
      if (records === 0) continue;
      scoped.push(item);
      count += await judge(client, item, day);
    }
    await client.query("analyze quality_touched");
    const issues = await settleIssues(client, runSeq, "touched");
    const recounted = recountedDatasets(scoped, scoring.changed);
    const schools = await affectedSchools(client, scoped, scoring.changed, recounted);
    await countPairs(client, scoped, schools, recounted);
    await client.query(
      `insert into quality_tally ${tallySql(`
        select i.dataset, i.school_id as unit_id, i.record_key, i.check_code from quality_issue i
        where i.school_id = any($1) and i.dataset = any($2)
        union all
        select i.dataset, '${noUnit}', i.record_key, i.check_code from quality_issue i
        where i.school_id is null and '${noUnit}' = any($1) and i.dataset = any($2)`)}`,
      [schools, scoped.map(({ dataset }) => dataset.id)],
    );
    // A school may have passed to another commune, and nothing says from which: then all are summed anew.
    const regrouped = scoring.changed.some((group) => group.dataset === "school");
    const communes = regrouped ? undefined : await communesOf(client, schools);
    const isMoved = regrouped || schools.length > 0;
    const scoresWritten = isMoved
      ? await settleScores(client, judged, { runSeq, now }, { schools, communes })
      : 0;
    const { rows } = await client.query<{ n: string }>("select count(*) as n from quality_issue");
    await markScored(client, runSeq, now, rulesFingerprint(rules, now));
    return { ...issues, judged: count, standing: Number(rows[0]?.n ?? 0), scoresWritten };
  });
  return { mode: "changed", ...sizes(judged), ...settled, seconds: (performance.now() - startedMs) / 1000 };
}

/** Tables `changed_<table>` of key columns; returns the datasets that have one. */
async function loadChanged(
  client: Client,
  datasets: readonly Dataset[],
  changed: readonly ChangedRecords[],
): Promise<ReadonlySet<string>> {
  const loaded = new Set<string>();
  for (const { dataset: id, recordKeys } of changed) {
    const dataset = datasets.find((candidate) => candidate.id === id);
    if (dataset === undefined) throw new Error(`no dataset ${id}`);
    if (recordKeys.length === 0) continue;
    if (!loaded.has(id)) await createKeyTable(client, dataset, `changed_${dataset.table}`);
    await insertKeys(client, dataset, `changed_${dataset.table}`, recordKeys);
    loaded.add(id);
  }
  return loaded;
}

async function createKeyTable(client: Client, dataset: Dataset, name: string): Promise<void> {
  const columns = keyColumns(dataset);
  await client.query(
    `create temp table ${name} (${columns.map((column) => `${column.name} ${column.type}`).join(", ")},
       primary key (${columns.map((column) => column.name).join(", ")})) on commit drop`,
  );
}

async function insertKeys(
  client: Client,
  dataset: Dataset,
  table: string,
  recordKeys: readonly string[],
): Promise<void> {
  const columns = keyColumns(dataset);
  const parsed = recordKeys.map((key) => parseRecordKey(dataset, key));
  const arrays = columns.map((_, index) => parsed.map((values) => values[index]));
  await client.query(
    `insert into ${table} select * from unnest(${columns.map((column, index) => `$${index + 1}::${column.type}[]`).join(", ")})
     on conflict do nothing`,
    arrays,
  );
}

/** Table `scope_<table>`: keys of the records to judge. Returns how many. */
async function loadScope(
  client: Client,
  { dataset, view, checks }: Judged,
  changed: ReadonlySet<string>,
): Promise<number> {
  const scope = `scope_${dataset.table}`;
  await createKeyTable(client, dataset, scope);
  const add = (select: string) => client.query(`insert into ${scope} ${select} on conflict do nothing`);
  if (changed.has(dataset.id)) await add(`select * from changed_${dataset.table}`);
  for (const [other, select] of Object.entries(view.affectedBy)) {
    if (changed.has(other)) await add(select.replaceAll("$changed", `changed_${snake(other)}`));
  }
  // Time passes and partners change without a trace by key: what is open under such rules is looked at again.
  const open = checks.filter((check) => /\btoday\b/.test(check.fails) || view.rechecked.includes(check.code));
  if (open.length > 0) {
    const { rows } = await client.query<{ record_key: string }>(
      "select distinct record_key from quality_issue where dataset = $1 and check_code = any($2)",
      [dataset.id, open.map((check) => check.code)],
    );
    await insertKeys(
      client,
      dataset,
      scope,
      rows.map((row) => row.record_key),
    );
  }
  await client.query(`analyze ${scope}`);
  const { rows } = await client.query<{ n: string }>(`select count(*) as n from ${scope}`);
  return Number(rows[0]?.n ?? 0);
}

const snake = (id: string) => id.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();

/** Runs the pass over the scope; notes what it judged and what it found. Returns the records judged. */
async function judge(client: Client, item: Judged, day: ScoringDay): Promise<number> {
  const { dataset, view } = item;
  const scope = view.always ? undefined : `scope_${dataset.table}`;
  if (scope !== undefined) {
    // A table of its own with statistics: from a join of two tables by several columns the planner expects one row,
    // and loops over thousands.
    const on = keyColumns(dataset).map(({ name }) => `t.${name} = s.${name}`);
    await client.query(`
      create temp table scored_${dataset.table} on commit drop as
        select t.* from ${dataset.table} t join ${scope} s on ${on.join(" and ")};
      analyze scored_${dataset.table}`);
  }
  await client.query(
    `insert into quality_found
     select '${dataset.id}', record_key, unnest(string_to_array(broken, ',')), school_id, source_row_id
     from (${buildPass(item, day, scope === undefined ? undefined : `scored_${dataset.table}`)}) p`,
  );
  if (scope === undefined) {
    await client.query(
      "insert into quality_touched select distinct dataset, record_key from quality_issue where dataset = $1",
      [dataset.id],
    );
    const { rows } = await client.query<{ n: string }>(`select count(*) as n from ${dataset.table}`);
    return Number(rows[0]?.n ?? 0);
  }
  const touched = await client.query(
    `insert into quality_touched select '${dataset.id}', ${recordKeySql(dataset, "s")} from ${scope} s`,
  );
  return touched.rowCount ?? 0;
}

/** Datasets whose records must be counted again: those with records that moved, and those that follow them. */
function recountedDatasets(
  scoped: readonly Judged[],
  changed: readonly ChangedRecords[],
): ReadonlySet<string> {
  const moved = new Set(changed.filter((group) => group.moved).map((group) => group.dataset));
  const follows = ({ dataset, view }: Judged) =>
    view.always ||
    moved.has(dataset.id) ||
    (view.owner !== undefined && Object.keys(view.affectedBy).some((other) => moved.has(other)));
  return new Set(scoped.filter(follows).map(({ dataset }) => dataset.id));
}

/**
 * Schools whose scores may move: those whose worklist moved (already in `quality_school`), those that lost records,
 * those that own records of recounted datasets, and those of people whose verification may have changed.
 */
async function affectedSchools(
  client: Client,
  scoped: readonly Judged[],
  changed: readonly ChangedRecords[],
  recounted: ReadonlySet<string>,
): Promise<readonly string[]> {
  const add = (select: string, values: readonly unknown[] = []) =>
    client.query(`insert into quality_school ${select} on conflict do nothing`, [...values]);
  await add("select distinct unnest($1::text[])", [changed.flatMap((group) => group.schoolIdsBefore)]);
  for (const item of scoped) {
    const isPerson =
      item.view.identityRules.length > 0 && changed.some((group) => group.dataset === item.dataset.id);
    if (recounted.has(item.dataset.id) || isPerson) await add(ownersSql(item));
  }
  const { rows } = await client.query<{ unit_id: string }>(
    "select unit_id from quality_school order by unit_id",
  );
  return rows.map((row) => row.unit_id);
}

/** Owners of the judged records. Where the key tells the owner, records that are gone have one too. */
function ownersSql(item: Judged): string {
  const { dataset, view } = item;
  const scope = `scope_${dataset.table}`;
  const on = keyColumns(dataset)
    .map((column) => `s.${column.name} = r.${column.name}`)
    .join(" and ");
  const isInKey =
    view.owner !== undefined ||
    dataset.schoolField === undefined ||
    dataset.key.includes(dataset.schoolField);
  const rows = view.always
    ? `${dataset.table} r`
    : isInKey
      ? `${scope} r`
      : `${dataset.table} r join ${scope} s on ${on}`;
  const relations = Object.entries(view.owner?.relations ?? {}).map(
    ([name, sql]) =>
      `${name} as (${sql.replaceAll(
        /\$scope\(([^)]*)\)/g,
        view.always
          ? "true"
          : `($1) in (select ${keyColumns(dataset)
              .map((column) => column.name)
              .join(", ")} from ${scope})`,
      )})`,
  );
  const ctes = relations.length === 0 ? "" : `with ${relations.join(", ")}`;
  return `${ctes} select distinct coalesce(${ownerColumn(item)}, '${noUnit}') from ${rows} ${view.owner?.join ?? ""}`;
}

/** Records of every judged dataset in every affected school: counted again, or as they last stood. */
async function countPairs(
  client: Client,
  scoped: readonly Judged[],
  schools: readonly string[],
  recounted: ReadonlySet<string>,
): Promise<void> {
  for (const item of scoped.filter(({ dataset }) => recounted.has(dataset.id))) {
    const owner = ownerColumn(item);
    // Two selects where an index on the school helps; one pass where the owner has to be joined anyway.
    const wheres =
      item.view.owner === undefined
        ? [`${owner} = any($1)`, `${owner} is null and '${noUnit}' = any($1)`]
        : [`coalesce(${owner}, '${noUnit}') = any($1)`];
    for (const where of wheres) {
      await client.query(
        `insert into quality_pair select '${item.dataset.id}', coalesce(school_id, '${noUnit}'), records from (${buildCount(item, where)}) c`,
        [schools],
      );
    }
  }
  // A recounted dataset that has no record left in a school is there with none.
  await client.query(
    `insert into quality_pair
     select distinct on (q.dataset, q.unit_id) q.dataset, q.unit_id, case when q.dataset = any($2) then 0 else q.records end
     from quality_score q
     where q.unit_kind = 'school' and q.unit_id = any($1) and q.dataset = any($3) and q.dimension = '${whole}'
     order by q.dataset, q.unit_id, q.run_seq desc
     on conflict do nothing`,
    [schools, [...recounted], scoped.map(({ dataset }) => dataset.id)],
  );
}

async function communesOf(client: Client, schools: readonly string[]): Promise<readonly string[]> {
  const { rows } = await client.query<{ commune: string }>(
    `select distinct coalesce(s.commune_code, '${noUnit}') as commune
     from unnest($1::text[]) as u(unit_id) left join school s on s.school_id = u.unit_id`,
    [schools],
  );
  return rows.map((row) => row.commune);
}
