import { type Client, inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import type { ChangedRecords } from "./changed-tables.ts";
import { judgeChanged } from "./judge-changed.ts";
import { findLastScoring, rememberScoring } from "./memory.ts";
import { type Judged, judgedDatasets, type QualityRules, rulesFingerprint, scoringDay } from "./rules.ts";
import { type QualitySummary, sizes } from "./score-full.ts";
import { markScored } from "./scored-mark.ts";
import { settleIssues } from "./settle-issues.ts";
import { moveScores } from "./settle-scores.ts";
import { noUnit, prepareStage } from "./stage.ts";
import { identityTallySql, tallySql } from "./tally.ts";

export interface ChangedScoring {
  readonly rules: QualityRules;
  readonly pool: Pool;
  readonly keyring: Keyring;
  readonly runSeq: number;
  /** Each dataset at most once. */
  readonly changed: readonly ChangedRecords[];
  readonly now: Date;
  /** Awaited before people verified are counted. */
  readonly verified?: Promise<unknown>;
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
    const count = await judgeChanged(client, {
      pool,
      keyring: scoring.keyring,
      judged,
      datasets: rules.datasets,
      changed: scoring.changed,
      day,
      runSeq,
      last,
    });
    const changed = new Set(
      scoring.changed.filter(({ records }) => records.length > 0).map(({ dataset }) => dataset),
    );
    const issues = await settleIssues(client, runSeq, "quality_was");
    await tallyDifference(client, judged);
    await scoring.verified;
    const regrouped = await regroupedCommunes(client, changed);
    const scoresWritten = await moveScores(
      client,
      judged,
      { runSeq, now },
      { told: changed, afterRun: last.runSeq, regrouped },
    );
    const standing = last.issues + issues.opened - issues.closed;
    await rememberScoring(client, { runSeq, day: day.today, issues: standing });
    await markScored(client, runSeq, now, rulesFingerprint(rules, now));
    return { ...issues, judged: count, standing, scoresWritten };
  });
  return { mode: "changed", ...sizes(judged), ...settled, seconds: (performance.now() - startedMs) / 1000 };
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
