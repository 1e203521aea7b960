import type { Dataset } from "#src/domains/dictionary/dataset.ts";
import { type Client, inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
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
import { findLastScoring, rememberScoring } from "./memory.ts";
import { keyColumns, recordKeySql } from "./record-key.ts";
import {
  endsWithTime,
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
import { moveScores } from "./settle-scores.ts";
import { noUnit, prepareStage } from "./stage.ts";
import { identityTallySql, tallySql } from "./tally.ts";

export interface ChangedScoring {
  readonly rules: QualityRules;
  readonly pool: Pool;
  readonly runSeq: number;
  /** Each dataset at most once. */
  readonly changed: readonly ChangedRecords[];
  readonly now: Date;
}

/**
 * Judges, in Postgres, the records that changed and those whose verdict depends on them (each view names these), and
 * moves worklist and scores by the difference to what was remembered. The result is the one a full scoring would
 * give; the cost follows the change. One transaction; repeating it changes nothing.
 */
export async function scoreChanged(scoring: ChangedScoring): Promise<QualitySummary> {
  const startedMs = performance.now();
  const { rules, pool, runSeq, now } = scoring;
  const judged = judgedDatasets(rules);
  const day = scoringDay(now);
  const settled = await inTransaction(pool, async (client) => {
    await prepareStage(client, judged);
    const last = await findLastScoring(client);
    if (last === undefined) throw new Error("nothing was scored in full yet");
    const owners = judged.flatMap(({ view }) => view.owner?.before.of ?? []);
    const changed = await loadChanged(client, rules.datasets, scoring.changed, owners);
    const task: Task = { client, datasets: rules.datasets, day, changed, isNewDay: last.day !== day.today };
    let count = 0;
    for (const item of judged) {
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
    const issues = await settleIssues(client, runSeq, "quality_was");
    await tallyDifference(client, judged);
    const regrouped = await regroupedCommunes(client, changed);
    const scoresWritten = await moveScores(client, judged, { runSeq, now }, { told: changed, regrouped });
    const standing = last.issues + issues.opened - issues.closed;
    await rememberScoring(client, { runSeq, day: day.today, issues: standing });
    await markScored(client, runSeq, now, rulesFingerprint(rules, now));
    return { ...issues, judged: count, standing, scoresWritten };
  });
  return { mode: "changed", ...sizes(judged), ...settled, seconds: (performance.now() - startedMs) / 1000 };
}

interface Task {
  readonly client: Client;
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
async function judgeScope({ client, day }: Task, item: Judged): Promise<void> {
  const { dataset } = item;
  const [scope, scored] = [`scope_${dataset.table}`, `scored_${dataset.table}`];
  // A table of its own with statistics: from a join of two tables by several columns the planner expects one row,
  // and loops over thousands.
  const on = keyColumns(dataset).map(({ name }) => `t.${name} = s.${name}`);
  await client.query(`
    create temp table ${scored} on commit drop as
      select t.* from ${scope} s join ${dataset.table} t on ${on.join(" and ")};
    analyze ${scored}`);
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

/** Failing records and lost points: what the judged records lose now, less what they lost before. */
async function tallyDifference(client: Client, judged: readonly Judged[]): Promise<void> {
  for (const [table, sign] of [
    ["quality_found", ""],
    ["quality_was", "-"],
  ] as const) {
    const issues = `select dataset, coalesce(school_id, '${noUnit}') as unit_id, record_key, check_code from ${table}`;
    for (const tally of [tallySql(issues), identityTallySql(judged, issues)]) {
      await client.query(
        `insert into quality_tally select dataset, unit_id, dimension, ${sign}failing, ${sign}lost
         from (${tally}) t(dataset, unit_id, dimension, failing, lost)`,
      );
    }
  }
}

/** Communes that won or lost a school. */
async function regroupedCommunes(client: Client, changed: ReadonlySet<string>): Promise<readonly string[]> {
  if (!changed.has("school")) return [];
  const { rows } = await client.query<{ commune: string }>(`
    select distinct coalesce(commune, '${noUnit}') as commune from (
      select c.before ->> 'commune_code' as commune from changed_school c where c.before is null or c.before ? 'commune_code'
      union select s.commune_code from changed_school c join school s on s.school_id = c.school_id
        where c.before is null or c.before ? 'commune_code'
    ) moved`);
  return rows.map((row) => row.commune);
}
