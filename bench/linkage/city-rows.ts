import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Occurrence } from "#src/domains/dictionary/matching.ts";
import { learnerLinkage } from "#src/domains/learner/linkage.ts";
import { learnerMatching } from "#src/domains/learner/matching.ts";
import { cluster, type Edge } from "#src/pipeline/3-identity/cluster.ts";
import { linkWeight } from "#src/pipeline/3-identity/likeness.ts";
import { linkRows } from "#src/pipeline/3-identity/linkage/link.ts";
import { copiedCsv, copyOut } from "#src/pipeline/5-publish/copy.ts";
import { readConfig } from "#src/platform/config.ts";
import { type Lake, openLake, quote } from "#src/platform/duckdb.ts";
import { openDatabase } from "#src/platform/postgres/open.ts";
import { measurePairs } from "../identity/pairwise.ts";
import { loadFound, loadTruth, placeRows } from "../identity/placed-rows.ts";
import { ingest, makeCity, openScratch } from "../identity/scratch.ts";
import { withLake } from "../identity/with-lake.ts";
import { watchMemory } from "../measure/memory.ts";

const intake = "learnerRow";
/** What the linkage itself may use; the bar for the whole process is 6 GB. */
const lakeMemoryMb = 4096;

export interface CityRows {
  readonly scale: number;
  readonly seed: number;
  readonly city?: string;
  readonly data?: string;
}

/**
 * Linkage alone: every learner row of a city for itself, as if no code and no registry joined any of them, held against
 * all others with the learners' own comparisons, learnt from nothing. Timed from the standardised rows to the clusters.
 */
export async function linkCityRows({ scale, seed, ...given }: CityRows): Promise<object> {
  const scratch = openScratch(undefined);
  const progress = () => undefined;
  try {
    const city = given.city ?? join(scratch.dir, "city");
    const data = given.data ?? join(scratch.dir, "data");
    await makeCity({ scale, seed, out: city }, progress);
    if (!existsSync(join(data, "postgres"))) await ingest(data, [join(city, "inbox")], progress);
    const workDir = join(scratch.dir, "work");
    mkdirSync(workDir, { recursive: true });
    const rowsFile = join(workDir, "rows.parquet");
    const rejected = join(workDir, "rejected.csv");
    await copyRejected(data, rejected);
    await withLake(workDir, (lake) =>
      lake.run(`copy (${rowsSql(data, rejected)}) to ${quote(rowsFile)} (format parquet)`),
    );
    const clustersFile = join(workDir, "clusters.parquet");
    const figures = await linkAlone(rowsFile, clustersFile, workDir);
    const measured = await withLake(workDir, async (lake) => {
      await loadTruth(lake, [city], workDir);
      await loadFound(lake, data, "found", workDir);
      await placeRows(lake, "found");
      await lake.run(`
        create or replace temp table placed as
        select p.* replace (cast(c.cluster as varchar) as record_id)
        from (select * from placed where intake = ${quote(intake)}) p
        join read_parquet(${quote(clustersFile)}) c on c.row_id = p.source_row_id`);
      return measurePairs(lake, "learner");
    });
    const { rows, precision, recall, f1, wrongPairs, missedPairs, truthPairs } = measured;
    return {
      scale,
      seed,
      ...figures,
      precision,
      recall,
      f1,
      truthPairs,
      wrongPairs,
      missedPairs,
      measuredRows: rows,
    };
  } finally {
    scratch.remove();
  }
}

/** National ids that could not be read, as they were written (source_row_id, raw). */
async function copyRejected(data: string, file: string): Promise<void> {
  const database = await openDatabase(readConfig({ HP_DATA: data }));
  try {
    const client = await database.pool.connect();
    try {
      await copyOut(
        client,
        `select source_row_id, min(raw) from row_rejection where intake = '${intake}' and column_name = 'nationalId' group by 1`,
        file,
      );
    } finally {
      client.release();
    }
  } finally {
    await database.close();
  }
}

/** Learner rows as the linkage takes them, each its own group. */
function rowsSql(data: string, rejected: string): string {
  const [occurrence] = learnerMatching.occurrences;
  if (occurrence?.intake !== intake) throw new Error(`the first place where learners occur is no ${intake}`);
  const dir = join(data, "lake/linked", intake);
  const files = readdirSync(dir).map((name) => quote(join(dir, name)));
  const columns = Object.entries(columnsOf(occurrence)).map(([name, sql]) => `${sql} as ${name}`);
  return `
    select r.source_row_id as row_id, r.source_row_id as group_id, cast(null as varchar) as anchor, ${columns.join(", ")}
    from read_parquet([${files.join(", ")}], union_by_name = true) r
    left join read_csv(${quote(rejected)}, ${copiedCsv}, columns = {source_row_id: 'BIGINT', raw: 'VARCHAR'}) x using (source_row_id)`;
}

function columnsOf({
  fullName,
  birthDate,
  sex,
  nationalId,
  context,
}: Occurrence): Readonly<Record<string, string>> {
  return {
    full_name: fullName,
    birth_date: birthDate,
    sex,
    national_id: `coalesce(${nationalId}, x.raw)`,
    ...context,
  };
}

async function linkAlone(rowsFile: string, clustersFile: string, workDir: string) {
  const memory = watchMemory(() => [process.pid], 500);
  const startedMs = performance.now();
  const lake = await openLake({ memoryMb: lakeMemoryMb, threads: 2, temporaryDir: workDir });
  try {
    const rows = `read_parquet(${quote(rowsFile)})`;
    const { model, blocks, ...counts } = await linkRows({
      lake,
      spec: learnerLinkage,
      rows,
      floorWeight: linkWeight,
    });
    await writeClusters(lake, clustersFile);
    const seconds = Math.round((performance.now() - startedMs) / 10) / 100;
    return { ...counts, seconds, peakMb: memory.stop(), lambda: model.lambda, blocks };
  } finally {
    lake.close();
    memory.stop();
  }
}

async function writeClusters(lake: Lake, file: string): Promise<void> {
  const edges = await lake.rows<Edge>(
    `select cast(l.row_id as varchar) as "left", cast(r.row_id as varchar) as "right", weight
     from scored_pair p join feature l on l.rowid = p.left_node join feature r on r.rowid = p.right_node where not is_vetoed`,
  );
  const found = cluster(edges, { must: [], cannot: [], exclusive: new Map() });
  await lake.run("create or replace temp table joined_row (row_id bigint, cluster bigint)");
  const values = [...found].map(([row, of]) => `(${row}, ${of})`);
  for (let at = 0; at < values.length; at += 50_000)
    await lake.run(`insert into joined_row values ${values.slice(at, at + 50_000).join(", ")}`);
  await lake.run(`
    copy (select f.row_id, coalesce(j.cluster, f.row_id) as cluster from feature f left join joined_row j using (row_id))
    to ${quote(file)} (format parquet)`);
}
