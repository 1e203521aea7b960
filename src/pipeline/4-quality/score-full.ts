import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Lake, quote } from "#src/platform/duckdb.ts";
import { type Client, inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import { copyIn } from "../5-publish/copy.ts";
import { buildCount, buildPass } from "./build-pass.ts";
import { type GoldenFiles, openTables } from "./lake-tables.ts";
import { rememberScoring } from "./memory.ts";
import { type Judged, judgedDatasets, type QualityRules, rulesFingerprint, scoringDay } from "./rules.ts";
import { markScored } from "./scored-mark.ts";
import { settleIssues } from "./settle-issues.ts";
import { settleScores } from "./settle-scores.ts";
import { noUnit, prepareStage } from "./stage.ts";
import { identityTallySql, ruleRows, tallySql } from "./tally.ts";

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
  await openStage(lake, judged);
  const counts: string[] = [];
  for (const item of judged) {
    await lake.run(
      `insert into quality_found select '${item.dataset.id}', record_key, unnest(string_split(broken, ',')), school_id, source_row_id
       from (${buildPass(item, day)})`,
    );
    counts.push(
      `select '${item.dataset.id}' as dataset, coalesce(school_id, '${noUnit}') as unit_id, records from (${buildCount(item)})`,
    );
  }
  const file = (name: string) => join(workDir, `${name}.csv`);
  const write = (name: string, select: string) =>
    lake.run(`copy (${select}) to ${quote(file(name))} (format csv, header false)`);
  await write("quality_found", "select * from quality_found");
  await write("quality_pair", counts.join(" union all "));
  const issues = `select dataset, coalesce(school_id, '${noUnit}') as unit_id, record_key, check_code from quality_found`;
  await write("quality_tally", tallySql(issues));
  await lake.run("drop table quality_found");
  const settled = await inTransaction(pool, async (client) => {
    await prepareStage(client, judged);
    for (const table of stageFiles) await copyIn(client, table, file(table));
    const issues = await settleIssues(client, runSeq, "quality_issue");
    await addVanishedPairs(client);
    const listed = `select dataset, coalesce(school_id, '${noUnit}') as unit_id, record_key, check_code from quality_issue`;
    await client.query(`insert into quality_tally ${identityTallySql(judged, listed)}`);
    const scoresWritten = await settleScores(client, judged, { runSeq, now });
    const totals = await readTotals(client);
    await rememberScoring(client, { runSeq, day: day.today, issues: totals.standing });
    await markScored(client, runSeq, now, rulesFingerprint(rules, now));
    return { ...issues, ...totals, scoresWritten };
  });
  for (const table of stageFiles) rmSync(file(table));
  return { mode: "full", ...sizes(judged), ...settled, seconds: (performance.now() - startedMs) / 1000 };
}

const stageFiles = ["quality_found", "quality_pair", "quality_tally"] as const;

/** DuckDB's side of the stage: what was found, and the rules with penalties and weights to sum it up by. */
async function openStage(lake: Lake, judged: readonly Judged[]): Promise<void> {
  const values = (rows: readonly (readonly (string | number)[])[]) =>
    rows
      .map((row) => `(${row.map((value) => (typeof value === "string" ? quote(value) : value)).join(", ")})`)
      .join(", ");
  const { rules, dimensions } = ruleRows(judged);
  // Exact decimals: sums of doubles would differ from Postgres' in the last digit.
  await lake.run(`
    create or replace temp table quality_found (dataset varchar, record_key varchar, check_code varchar, school_id varchar, source_row_id bigint);
    create or replace temp table quality_rule (code varchar, dataset varchar, dimension varchar, penalty decimal(5,3));
    create or replace temp table quality_dimension (dataset varchar, dimension varchar, weight integer);
    insert into quality_rule values ${values(rules)};
    insert into quality_dimension values ${values(dimensions)}`);
}

/** Schools that had records of a dataset and have none now still need a row that says so. */
async function addVanishedPairs(client: Client): Promise<void> {
  await client.query(`
    insert into quality_pair select distinct q.dataset, q.unit_id, 0 from quality_score q
    join quality_dataset d on d.dataset = q.dataset where q.unit_kind = 'school'
    on conflict do nothing`);
}

async function readTotals(client: Client): Promise<{ judged: number; standing: number }> {
  const { rows } = await client.query<{ judged: string; standing: string }>(
    "select (select coalesce(sum(records), 0) from quality_pair) as judged, (select count(*) from quality_issue) as standing",
  );
  return { judged: Number(rows[0]?.judged ?? 0), standing: Number(rows[0]?.standing ?? 0) };
}

export function sizes(judged: readonly Judged[]): { datasets: number; rules: number } {
  return { datasets: judged.length, rules: judged.reduce((sum, item) => sum + item.checks.length, 0) };
}
