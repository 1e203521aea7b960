import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { GoldenChanges } from "../5-publish/golden.ts";
import type { RunContext } from "../context.ts";
import { readAbsentRows, readChangedRecords } from "./changed-records.ts";
import { exportAllGolden } from "./export-golden.ts";
import type { GoldenFiles } from "./lake-tables.ts";
import { findLastScoring } from "./memory.ts";
import { type QualityRules, rulesFingerprint } from "./rules.ts";
import { scoreChanged } from "./score-changed.ts";
import { type QualitySummary, scoreFull } from "./score-full.ts";
import { findLastFingerprint } from "./scored-mark.ts";

/** Above this share of changed records one pass over everything is cheaper than many look-ups. */
const fullShare = 0.2;

type ScoringContext = Pick<RunContext, "pool" | "lake" | "runDir" | "runSeq" | "clock" | "keyring">;

/**
 * The quality step of a run: after publishing, absence marks and feeds. Scores only what the run changed, unless
 * there is no score yet, the rules or the school year are others than last time, or most of the store changed.
 * Both ways end in the same tables, and a repeat after a crash changes nothing.
 */
export async function scoreRun(
  context: ScoringContext,
  rules: QualityRules,
  changes: readonly GoldenChanges[],
  /** Ends when the run's verifications stand: they are counted last, and judging need not wait for them. */
  verified: Promise<unknown> = Promise.resolve(),
): Promise<QualitySummary> {
  const { pool, lake, runSeq, runDir } = context;
  const now = context.clock.now();
  context.keyring.refresh();
  const same = (await findLastFingerprint(pool)) === rulesFingerprint(rules, now);
  // A difference needs something to be added to: a restored backup comes without the memory.
  const remembered = (await findLastScoring(pool)) !== undefined;
  const comparable = await isOfOneKey(context);
  if (same && remembered && comparable && !(await isMostOfTheStore(context, changes))) {
    const changed = [await readAbsentRows(pool, runSeq)];
    for (const change of changes) {
      const dataset = rules.datasets.find((candidate) => candidate.id === change.datasetId);
      if (dataset === undefined) throw new Error(`no dataset ${change.datasetId}`);
      changed.push(await readChangedRecords(lake, dataset, change));
    }
    return scoreChanged({ rules, pool, keyring: context.keyring, runSeq, changed, now, verified });
  }
  await verified;
  const workDir = join(runDir, "quality");
  const goldenFiles = (await isFirstLoad(context, rules, changes))
    ? insertFiles(rules, changes)
    : await exportAllGolden(lake, pool, rules, join(workDir, "golden"));
  return scoreFull({ rules, lake, pool, goldenFiles, workDir, runSeq, now });
}

/**
 * While keys rotate, equal numbers under two keys look different to Postgres; only a scoring that opens them all finds
 * who holds the same (src/access/encryption/rewrite-stored.ts marks the end of it).
 */
async function isOfOneKey({ pool, keyring }: ScoringContext): Promise<boolean> {
  const { version } = keyring.current();
  if (version === 1) return true;
  const { rows } = await pool.query<{ version: number }>(
    "select key_version as version from access.sealing_state",
  );
  return rows[0]?.version === version;
}

/** Scores everything that is published, outside a run's files: after a rule changed, or on demand. */
export async function scoreEverything(context: ScoringContext, rules: QualityRules): Promise<QualitySummary> {
  const { pool, lake, runSeq, runDir } = context;
  const workDir = join(runDir, "quality");
  const goldenFiles = await exportAllGolden(lake, pool, rules, join(workDir, "golden"));
  return scoreFull({ rules, lake, pool, goldenFiles, workDir, runSeq, now: context.clock.now() });
}

async function isMostOfTheStore(
  { pool }: ScoringContext,
  changes: readonly GoldenChanges[],
): Promise<boolean> {
  const changed = changes.reduce((sum, change) => sum + change.inserted + change.updated + change.retired, 0);
  const { rows } = await pool.query<{ records: string }>(
    `select records from quality_score where unit_kind = 'city' and dataset = '*' and dimension = '*' order by run_seq desc limit 1`,
  );
  return changed > fullShare * Number(rows[0]?.records ?? 0);
}

/** True when the run's new rows are all there is, so that its files are the whole store. */
async function isFirstLoad(
  { pool }: ScoringContext,
  rules: QualityRules,
  changes: readonly GoldenChanges[],
): Promise<boolean> {
  if (changes.some((change) => change.updated > 0 || change.retired > 0)) return false;
  for (const dataset of rules.datasets) {
    if (dataset.origin !== "vendor") continue;
    const inserted = changes.find((change) => change.datasetId === dataset.id)?.inserted ?? 0;
    const { rows } = await pool.query<{ n: string }>(`select count(*) as n from ${dataset.table}`);
    if (Number(rows[0]?.n) !== inserted) return false;
  }
  return true;
}

function insertFiles(rules: QualityRules, changes: readonly GoldenChanges[]): GoldenFiles {
  return (table) => {
    const id = rules.datasets.find((dataset) => dataset.table === table)?.id;
    const dir = changes.find((change) => change.datasetId === id)?.insertDir;
    if (dir === undefined || !existsSync(dir)) return [];
    return readdirSync(dir)
      .filter((name) => name.endsWith(".parquet"))
      .map((name) => join(dir, name));
  };
}
