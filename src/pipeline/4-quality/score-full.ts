import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Lake, quote } from "#src/platform/duckdb.ts";
import { type Client, inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import { copyIn } from "../5-publish/copy.ts";
import { buildCount, buildPass } from "./build-pass.ts";
import { type GoldenFiles, openTables } from "./lake-tables.ts";
import { type Judged, judgedDatasets, type QualityRules, rulesFingerprint, scoringDay } from "./rules.ts";
import { markScored } from "./scored-mark.ts";
import { settleIssues } from "./settle-issues.ts";
import { settleScores } from "./settle-scores.ts";
import { noUnit, prepareStage } from "./stage.ts";

/** What a scoring did. */
export interface QualitySummary {
  readonly mode: "full" | "changed";
  readonly datasets: number;
  readonly rules: number;
  /** Records judged. */
  readonly judged: number;
  readonly opened: number;
  readonly closed: number;
  /** Issues that stand now, all of them listed. */
  readonly standing: number;
  readonly scoresWritten: number;
  readonly seconds: number;
}

export interface FullScoring {
  readonly rules: QualityRules;
  readonly lake: Lake;
  readonly pool: Pool;
  /** Golden rows of the whole store. */
  readonly goldenFiles: GoldenFiles;
  /** For files of this scoring; what it leaves may be deleted. */
  readonly workDir: string;
  readonly runSeq: number;
  readonly now: Date;
}

/** Golden files as a run leaves them: `<dir>/<table>/*.parquet`, or `<dir>/<table>/insert/*.parquet` of a first load. */
export function goldenFilesIn(dir: string): GoldenFiles {
  return (table) => {
    const insertDir = join(dir, table, "insert");
    const from = isFolder(insertDir) ? insertDir : join(dir, table);
    if (!isFolder(from)) return [];
    return readdirSync(from)
      .filter((name) => name.endsWith(".parquet"))
      .map((name) => join(from, name));
  };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/**
 * Judges all records in DuckDB, one pass a dataset, and brings worklist and scores in Postgres up to date in one
 * transaction. Repeating it changes nothing.
 */
export async function scoreFull(scoring: FullScoring): Promise<QualitySummary> {
  const startedMs = performance.now();
  const { rules, lake, pool, workDir, runSeq, now } = scoring;
  const judged = judgedDatasets(rules);
  const day = scoringDay(now);
  mkdirSync(workDir, { recursive: true });
  await openTables(lake, pool, rules, scoring.goldenFiles, workDir);
  const found: string[] = [];
  const counts: string[] = [];
  for (const item of judged) {
    const file = join(workDir, `found-${item.dataset.table}.csv`);
    await lake.run(
      `copy (select '${item.dataset.id}', record_key, unnest(string_split(broken, ',')), school_id, source_row_id
         from (${buildPass(item, day)})) to ${quote(file)} (format csv, header false)`,
    );
    found.push(file);
    counts.push(
      `select '${item.dataset.id}' as dataset, coalesce(school_id, '${noUnit}') as unit_id, records from (${buildCount(item)})`,
    );
  }
  const countFile = join(workDir, "records.csv");
  await lake.run(`copy (${counts.join(" union all ")}) to ${quote(countFile)} (format csv, header false)`);
  const settled = await inTransaction(pool, async (client) => {
    await prepareStage(client, judged);
    for (const file of found) await copyIn(client, "quality_found", file);
    await copyIn(client, "quality_pair", countFile);
    const issues = await settleIssues(client, runSeq, "all");
    await addVanishedPairs(client);
    const scoresWritten = await settleScores(
      client,
      judged,
      { runSeq, now },
      { schools: undefined, communes: undefined },
    );
    const totals = await readTotals(client);
    await markScored(client, runSeq, now, rulesFingerprint(rules, now));
    return { ...issues, ...totals, scoresWritten };
  });
  for (const file of [...found, countFile]) rmSync(file);
  return { mode: "full", ...sizes(judged), ...settled, seconds: (performance.now() - startedMs) / 1000 };
}

/** Schools that had records of a dataset and have none now still need a row that says so. */
async function addVanishedPairs(client: Client): Promise<void> {
  await client.query(`
    insert into quality_pair select distinct q.dataset, q.unit_id, 0 from quality_score q
    join quality_dataset d on d.dataset = q.dataset where q.unit_kind = 'school'
    on conflict do nothing`);
}

export async function readTotals(client: Client): Promise<{ judged: number; standing: number }> {
  const { rows } = await client.query<{ judged: string; standing: string }>(
    "select (select coalesce(sum(records), 0) from quality_pair) as judged, (select count(*) from quality_issue) as standing",
  );
  return { judged: Number(rows[0]?.judged ?? 0), standing: Number(rows[0]?.standing ?? 0) };
}

export function sizes(judged: readonly Judged[]): { datasets: number; rules: number } {
  return { datasets: judged.length, rules: judged.reduce((sum, item) => sum + item.checks.length, 0) };
}
