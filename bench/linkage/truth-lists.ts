import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Lake, quote, quoteName } from "#src/platform/duckdb.ts";
import { measurePairs } from "../identity/pairwise.ts";
import { withLake } from "../identity/with-lake.ts";
import { runHp } from "../measure/hp.ts";

export interface ListMeasure {
  readonly list: string;
  readonly rows: number;
  readonly truthPairs: number;
  readonly pairsCompared: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly seconds: number;
  readonly peakMb: number;
}

/**
 * `hp link` on each list of a folder, against the truth in its column `cluster` or in its ids (`rec-17-org`, `rec-17-dup-0`
 * are person 17, as in FEBRL's data sets). Two lists `name-a.csv`, `name-b.csv` are linked with each other.
 */
export async function linkTruthLists(folder: string): Promise<{ readonly lists: readonly ListMeasure[] }> {
  const workDir = mkdtempSync(join(tmpdir(), "hp-linkage-"));
  try {
    const measured: ListMeasure[] = [];
    for (const [list, files] of listsOf(folder)) {
      const one = await measureList(
        list,
        files.map((file) => join(folder, file)),
        workDir,
      );
      measured.push(one);
      console.log(JSON.stringify(one));
    }
    return { lists: measured };
  } finally {
    rmSync(workDir, { recursive: true, force: true });
  }
}

function listsOf(folder: string): ReadonlyMap<string, readonly string[]> {
  const lists = new Map<string, string[]>();
  for (const file of readdirSync(folder).sort()) {
    const name = /^(.*?)(-[ab])?\.csv$/.exec(file)?.[1];
    if (name !== undefined) lists.set(name, [...(lists.get(name) ?? []), file]);
  }
  return lists;
}

async function measureList(list: string, paths: readonly string[], workDir: string): Promise<ListMeasure> {
  const out = join(workDir, `${list}-clusters.csv`);
  const { seconds, peakMb, result } = await runHp(join(workDir, "data"), ["link", ...paths, "--out", out]);
  return withLake(join(workDir, "lake"), async (lake) => {
    const parts: string[] = [];
    for (const path of paths) parts.push(await truthSql(lake, path));
    await lake.run(`
      create or replace temp table placed as
      select 'row' as entity, person_id, cluster as record_id, [] as errors, row_number() over () as row_no
      from (${parts.join(" union all ")}) t
      join read_csv(${quote(out)}, header = true, all_varchar = true) c on c.file = t.file and cast(c.record as bigint) = t.record`);
    const { rows, truthPairs, precision, recall, f1 } = await measurePairs(lake);
    const pairsCompared = Number(result.pairsCompared);
    return { list, rows, truthPairs, pairsCompared, precision, recall, f1, seconds, peakMb };
  });
}

/** Rows of a list with the person each is of (file, record from 1, person_id). */
async function truthSql(lake: Lake, path: string): Promise<string> {
  const read = `read_csv(${quote(path)}, header = true, all_varchar = true)`;
  const columns = await lake.rows<{ column_name: string }>(`describe select * from ${read}`);
  const named = (name: string) => columns.find((column) => column.column_name.trim() === name)?.column_name;
  const cluster = named("cluster");
  const id = named("rec_id");
  if (cluster === undefined && id === undefined)
    throw new Error(`${path} tells no truth: no column cluster or rec_id`);
  const person =
    cluster === undefined
      ? `regexp_extract(${quoteName(id ?? "")}, '^\\s*rec-(\\d+)-', 1)`
      : quoteName(cluster);
  return `select ${quote(path.split("/").at(-1) ?? path)} as file, row_number() over () as record, ${person} as person_id from ${read}`;
}
