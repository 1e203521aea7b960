import { mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { correctionIntakeId, correctionTrust } from "#src/domains/dictionary/correction.ts";
import { type Dataset, fieldColumns, sealedColumnsOf } from "#src/domains/dictionary/dataset.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import { type Lake, quote } from "#src/platform/duckdb.ts";
import type { Identified } from "../3-identity/identify.ts";
import type { MovedRows } from "../3-identity/move-rows.ts";
import type { RunContext } from "../context.ts";
import { sealedJsonSql, sealedSql } from "../sealed-columns.ts";
import { buriedJoinSql, buriedVersionSql, loadBuried } from "./buried.ts";
import { candidateSql, type DatasetSource, publishable, sourcesOf } from "./candidates.ts";
import { isEmpty, loadExisting } from "./existing.ts";
import { recordSql } from "./record.ts";
import { contestedKeysSql, survivorsSql } from "./survive.ts";
import { touchedName } from "./touched-rows.ts";

/** A dataset's changes of one run, cut into slices that publish on their own. */
export interface GoldenChanges {
  readonly datasetId: string;
  /** `<slice>-<n>.parquet` files with exactly the table's columns: rows that are new. */
  readonly insertDir: string;
  /** Table columns of the new state plus record_id, slice, before, after (JSON of the changed fields). */
  readonly updateFile: string;
  /** Key columns plus record_id, slice, before. */
  readonly retireFile: string;
  readonly inserted: number;
  readonly updated: number;
  readonly retired: number;
}

/** People and schools are never deleted by a file: their record ends when it is found to be another's, not by absence. */
const permanent = new Set(["learner", "guardian", "staffMember", "school"]);

/** What golden rows are worked out from. */
interface Rows {
  /** This run's rows. */
  readonly identified: readonly Identified[];
  readonly moved: readonly MovedRows[];
  /** Intakes with rows of earlier runs; those that this run can touch lie in tables ({@link touchedName}). */
  readonly touched: ReadonlySet<string>;
}

/**
 * Works out what a dataset's golden rows are now and how they differ from what is published.
 *
 * A golden row is a function of all standing source rows of its key, so candidates are this run's rows plus, for keys
 * it touches, the standing rows of earlier runs. Returns nothing when the run brings nothing for the dataset.
 */
export async function buildGolden(
  context: RunContext,
  dataset: Dataset,
  { identified, moved, touched }: Rows,
): Promise<GoldenChanges | undefined> {
  const sources = sourcesOf(context, dataset, identified, moved);
  const fresh = sources.flatMap((source) =>
    source.files.length === 0
      ? []
      : [candidateSql(dataset, source.target, publishable(source.files), source.verified)],
  );
  if (fresh.length === 0) return undefined;
  const { lake } = context;
  // Tables of its own: another dataset is worked out at the same time.
  const [candidate, old, existing, contestedKeys] = [
    "candidate",
    "old_candidate",
    "existing",
    "contested",
  ].map((name) => `${name}_${dataset.table}`) as [string, string, string, string];
  const dir = join(context.runDir, "golden", dataset.table);
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  const candidateFile = join(context.runDir, `candidates-${dataset.table}.parquet`);
  const firstKey = toSnakeCase(dataset.key[0] ?? "");
  await lake.run(`copy (${fresh.join("\nunion all by name\n")}) to ${quote(candidateFile)} (format parquet)`);
  const fed = sources
    .filter(({ intakeId }) => touched.has(intakeId))
    .map((source) => ({ ...source, rows: touchedName(source.intakeId) }));
  const isGone = "source_row_id in (select source_row_id from superseded_now)";
  const goneRows = fed.map(({ target, rows, verified }) =>
    candidateSql(dataset, target, `(select * from ${rows} where ${isGone})`, verified),
  );
  await lake.run(
    `create or replace temp table ${old} as ${[`(select * from read_parquet(${quote(candidateFile)}) limit 0)`, ...goneRows].join("\nunion all by name\n")}`,
  );
  const parts = fed.map(({ target, rows, verified }) =>
    candidateSql(
      dataset,
      target,
      `(select * from ${rows} where not (${isGone}) and (${target.values[dataset.key[0] ?? ""] ?? "null"}) in (
          select ${firstKey} from read_parquet(${quote(candidateFile)}) union select ${firstKey} from ${old}))`,
      verified,
    ),
  );
  const candidates = fed.length === 0 ? `read_parquet(${quote(candidateFile)})` : candidate;
  if (fed.length > 0)
    await lake.run(
      `create or replace temp table ${candidate} as ${[`select * from read_parquet(${quote(candidateFile)})`, ...parts].join("\nunion all by name\n")}`,
    );
  const weighed = supported(dataset, sources, touched, candidates);
  const contested = await countRows(
    lake,
    `create or replace temp table ${contestedKeys} as ${contestedKeysSql(dataset, weighed)}`,
  );
  const chosen = survivorsSql(dataset, weighed, contested > 0 ? contestedKeys : undefined);
  const survivors = join(context.runDir, `survivors-${dataset.table}.parquet`);
  const isFirst = fed.length === 0 && (await isEmpty(context, dataset));
  // A first load has nothing to compare with: what survives is written once, straight to where it is published from.
  if (!isFirst) await lake.run(`copy (${chosen}) to ${quote(survivors)} (format parquet)`);
  const relation = isFirst ? `(${chosen})` : `read_parquet(${quote(survivors)})`;
  await loadExisting(
    context,
    dataset,
    existing,
    isFirst ? undefined : `select ${firstKey} from ${relation} union select ${firstKey} from ${old}`,
  );
  const changes = await writeChanges(context, dataset, { survivors: relation, existing, old }, dir, isFirst);
  await lake.run(
    [candidate, old, existing, contestedKeys].map((table) => `drop table if exists ${table}`).join("; "),
  );
  rmSync(candidateFile);
  rmSync(survivors, { force: true });
  return changes;
}

/**
 * What people mend says how a row is, never that there is one: a class that its school no longer lists goes, however
 * often its room was mended. Costs nothing where nobody mended anything.
 */
function supported(
  dataset: Dataset,
  sources: readonly DatasetSource[],
  touched: ReadonlySet<string>,
  candidates: string,
): string {
  const isMended = sources.some(
    ({ intakeId, files }) => isCorrection(intakeId) && (files.length > 0 || touched.has(intakeId)),
  );
  if (!isMended) return candidates;
  const keys = dataset.key.map(toSnakeCase).join(", ");
  return `(select * from ${candidates} qualify bool_or(trust > ${correctionTrust}) over (partition by ${keys}))`;
}

const isCorrection = (intakeId: string): boolean => intakeId.endsWith(correctionIntakeId(""));

async function writeChanges(
  context: RunContext,
  dataset: Dataset,
  {
    survivors,
    existing,
    old,
  }: { readonly survivors: string; readonly existing: string; readonly old: string },
  dir: string,
  isFirst: boolean,
): Promise<GoldenChanges> {
  const { lake } = context;
  const insertDir = join(dir, "insert");
  mkdirSync(insertDir);
  const updateFile = join(dir, "update.parquet");
  const retireFile = join(dir, "retire.parquet");
  const keys = dataset.key.map(toSnakeCase);
  const columns = fieldColumns(dataset).map((column) => column.name);
  const fields = columns.filter((name) => !keys.includes(name));
  const on = keys.map((key) => `g.${key} = e.${key}`).join(" and ");
  const now = quote(context.clock.now().toISOString());
  const stamp = `cast(${context.runSeq} as integer) as run_seq, cast(${now} as timestamptz) as changed_at`;
  const record = recordSql(dataset, "g");
  const slice = `substr(cast(${record} as varchar), 1, 1)`;
  const partitioned = join(dir, "parts");
  const buried = `buried_${dataset.table}`;
  if (!isFirst)
    await loadBuried(
      context,
      dataset,
      buried,
      `(select g.* from ${survivors} g anti join ${existing} e on ${on})`,
    );
  const inserted = await countRows(
    lake,
    `copy (
      select ${columns.map((name) => `g.${name}`).join(", ")}, cast(${isFirst ? "1" : buriedVersionSql(buried)} as integer) as version, g.source_row_id, g.field_source, ${stamp},
        ${slice} as slice
      from ${survivors} g ${isFirst ? "" : `anti join ${existing} e on ${on} ${buriedJoinSql(dataset, buried)}`}
    ) to ${quote(partitioned)} (format parquet, partition_by (slice))`,
  );
  for (const part of readdirSync(partitioned)) {
    for (const name of readdirSync(join(partitioned, part))) {
      renameSync(join(partitioned, part, name), join(insertDir, `${part.slice("slice=".length)}-${name}`));
    }
  }
  rmSync(partitioned, { recursive: true });
  const same = fields.map((name) => `g.${name} is not distinct from e.${name}`);
  // The change log and what scoring compares with it are Postgres' own: there values are sealed.
  const sealed = new Map(sealedColumnsOf(dataset).map((column) => [column.name, column]));
  const shown = (side: string, name: string) => {
    const column = sealed.get(name);
    return column === undefined ? `${side}.${name}` : sealedSql(dataset, column, side);
  };
  const picture = (side: string) =>
    `'{' || array_to_string(list_filter([${fields
      .map(
        (name) =>
          `case when g.${name} is distinct from e.${name} then '"${name}":' || coalesce(cast(to_json(${shown(side, name)}) as varchar), 'null') end`,
      )
      .join(", ")}], p -> p is not null), ',') || '}'`;
  const updated = await countRows(
    lake,
    `copy (
      select ${columns.map((name) => `g.${name}`).join(", ")}, cast(e.version + 1 as integer) as version, g.source_row_id, g.field_source, ${stamp},
        ${record} as record_id, ${slice} as slice, ${fields.length === 0 ? "'{}'" : picture("e")} as before, ${fields.length === 0 ? "'{}'" : picture("g")} as after
      from ${survivors} g join ${existing} e on ${on}
      where ${isFirst ? "false" : `not (${[...same, "true"].join(" and ")})`}
    ) to ${quote(updateFile)} (format parquet)`,
  );
  const oldRecord = recordSql(dataset, "e");
  const retired = await countRows(
    lake,
    `copy (
      select ${keys.map((key) => `e.${key}`).join(", ")}, e.version, ${oldRecord} as record_id, substr(cast(${oldRecord} as varchar), 1, 1) as slice,
        cast(${sealedJsonSql(dataset, "e")} as varchar) as before
      from ${existing} e semi join ${old} o on ${keys.map((key) => `e.${key} = o.${key}`).join(" and ")}
      anti join ${survivors} g on ${on}
      where ${isFirst ? "false" : permanent.has(dataset.id) ? `e.${keys[0]} in (select from_record from moved_record where entity = ${quote(dataset.id)})` : "true"}
    ) to ${quote(retireFile)} (format parquet)`,
  );
  return { datasetId: dataset.id, insertDir, updateFile, retireFile, inserted, updated, retired };
}

/** Runs a statement that writes rows (`copy … to`, `create table … as`) and returns how many. */
async function countRows(lake: Lake, sql: string): Promise<number> {
  const [written] = await lake.rows<{ Count: string }>(sql);
  return Number(written?.Count ?? 0);
}
