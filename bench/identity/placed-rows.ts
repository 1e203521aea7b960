import { createHash } from "node:crypto";
import { createReadStream, rmSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { sourceRowSql } from "#src/domains/dictionary/source-row-id.ts";
import { listFiles } from "#src/pipeline/1-landing/receive.ts";
import { copiedCsv, copyOut } from "#src/pipeline/5-publish/copy.ts";
import { readConfig } from "#src/platform/config.ts";
import { type Lake, quote } from "#src/platform/duckdb.ts";
import { openDatabase } from "#src/platform/postgres/open.ts";
import { truthTable } from "./truth-table.ts";

/** The folder of one delivery of a city: `inbox/` and `truth/`. */
export type DeliveryFolder = string;

/** What the steps of the runs say of their linkage in `run_step.detail`; null when none compared pairs. */
export interface Linkage {
  readonly pairsCompared: number | null;
}

/**
 * Tables `delivered_file` (vendor, school, file, file_id) and `truth_row` (truth_no, entity, file_id, file, intake, row,
 * person_id, errors), of one delivery or several. A file is known by its bytes (SHA-256), as the pipeline knows
 * it, so nothing depends on how the pipeline read folders and names.
 */
export async function loadTruth(
  lake: Lake,
  deliveries: readonly DeliveryFolder[],
  workDir: string,
): Promise<void> {
  const lines: string[] = [];
  for (const [day, delivery] of deliveries.entries()) {
    const inbox = join(delivery, "inbox");
    for (const path of listFiles(inbox)) {
      const [vendor = "", ...inside] = relative(inbox, path).split(sep);
      const [school, file] = inside.length > 1 ? inside : ["", ...inside];
      lines.push([day, vendor, school, file, await hashOf(path)].join(","));
    }
  }
  const listed = join(workDir, "delivered.csv");
  writeFileSync(listed, `${lines.join("\n")}\n`);
  await lake.run(`create or replace temp table delivered_file as
    select * from read_csv(${quote(listed)}, header = false, auto_detect = false, delim = ',',
      columns = {day: 'INTEGER', vendor: 'VARCHAR', school: 'VARCHAR', file: 'VARCHAR', file_id: 'VARCHAR'}, nullstr = chr(0))`);
  rmSync(listed);
  const printed = deliveries.map(
    (delivery, day) => `select ${day} as day, * from ${truthTable(delivery, "rows")}`,
  );
  await lake.run(`create or replace temp table truth_row as
    select row_number() over () as truth_no, case intake when 'staffRow' then 'staff' else 'learner' end as entity,
      d.file_id, t.vendor, t.schoolCode as school, t.file, t.intake, cast(t.row as integer) as row,
      t.personId as person_id, case when t.errors = '' then [] else string_split(t.errors, ';') end as errors
    from (${printed.join(" union all ")}) t
    left join delivered_file d on d.day = t.day and d.vendor = t.vendor and d.school = t.schoolCode and d.file = t.file
    -- A file sent again on a later day as it was is the same rows.
    qualify file_id is null or row_number() over (partition by file_id, t.intake, t.sheet, t.row order by t.day) = 1`);
  const [lost] = await lake.rows<{ n: string }>(
    "select count(*) as n from truth_row where file_id is null or (file_id, intake, row) in (select (file_id, intake, row) from truth_row group by all having count(*) > 1)",
  );
  if (lost?.n !== "0") throw new Error(`${lost?.n} truth rows name no file, or a place twice`);
}

async function hashOf(path: string): Promise<string> {
  const digest = createHash("sha256");
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), digest);
  return digest.digest("hex");
}

/**
 * Table `found` (source_row_id, file_id, intake, row, record_id or null when held, outcome) of a data folder:
 * where every learner and staff row ended, merged records told by the record they were merged into.
 */
export async function loadFound(
  lake: Lake,
  dataDir: string,
  found: string,
  workDir: string,
): Promise<Linkage> {
  const database = await openDatabase(readConfig({ HP_DATA: dataDir }));
  const rowsFile = join(workDir, `${found}.csv`);
  const aliasFile = join(workDir, `${found}-alias.csv`);
  let linkage: Linkage;
  try {
    const client = await database.pool.connect();
    try {
      await copyOut(
        client,
        `select s.source_row_id, f.file_id, s.intake, ${sourceRowSql.rowNo("s.source_row_id")}, s.record_id, s.outcome
         from source_row s join file f on f.file_seq = ${sourceRowSql.fileSeq("s.source_row_id")}
         where s.intake in ('learnerRow', 'staffRow')`,
        rowsFile,
      );
      const { rows } = await client.query<{ exists: boolean }>(
        "select to_regclass('record_alias') is not null as exists",
      );
      await copyOut(
        client,
        rows[0]?.exists === true
          ? "select record_id, into_record_id from record_alias"
          : "select null, null where false",
        aliasFile,
      );
      const steps = await client.query<{ pairs: string | null }>(
        "select sum((detail->>'pairsCompared')::bigint) as pairs from run_step where detail ? 'pairsCompared'",
      );
      const pairs = steps.rows[0]?.pairs ?? null;
      linkage = { pairsCompared: pairs === null ? null : Number(pairs) };
    } finally {
      client.release();
    }
  } finally {
    await database.close();
  }
  await lake.run(`
    create or replace temp table alias as select * from read_csv(${quote(aliasFile)}, ${copiedCsv},
      columns = {record_id: 'UUID', into_record_id: 'UUID'});
    create or replace temp table final_record as
      with recursive followed as (
        select record_id, into_record_id, 1 as steps from alias
        union all
        select f.record_id, a.into_record_id, f.steps + 1 from followed f join alias a on a.record_id = f.into_record_id where f.steps < 50
      )
      select record_id, arg_max(into_record_id, steps) as into_record_id from followed group by record_id;
    create or replace temp table ${found} as
      select source_row_id, file_id, intake, row, case when outcome <> 'held' then coalesce(a.into_record_id, r.record_id) end as record_id, outcome
      from read_csv(${quote(rowsFile)}, ${copiedCsv}, columns = {source_row_id: 'BIGINT', file_id: 'VARCHAR', intake: 'VARCHAR',
        row: 'INTEGER', record_id: 'UUID', outcome: 'VARCHAR'}) r
      left join final_record a using (record_id)`);
  rmSync(rowsFile);
  rmSync(aliasFile);
  return linkage;
}

/** Outcome of a printed row that the account does not have: its table waits for a person, or it repeats another row. */
export const notKept = "notKept";

/**
 * Table `placed`: the truth rows with the record the pipeline put each into. Rows are the numbers a person sees, in
 * JSON the place of the record; the parser puts one row of names above those.
 *
 * @throws when the pipeline has a row that the truth does not know: places would then be mistaken for one another
 */
export async function placeRows(lake: Lake, found: string): Promise<void> {
  const at = "case when t.file like '%.json' then t.row + 1 else t.row end";
  const [strange] = await lake.rows<{ n: string }>(`
    select count(*) as n from ${found} f anti join truth_row t
      on t.file_id = f.file_id and t.intake = f.intake and f.row = ${at}`);
  if (strange?.n !== "0") throw new Error(`the truth knows nothing of ${strange?.n} rows of the pipeline`);
  await lake.run(`create or replace temp table placed as
    select t.truth_no as row_no, t.*, f.source_row_id, f.record_id, coalesce(f.outcome, '${notKept}') as outcome
    from truth_row t left join ${found} f on f.file_id = t.file_id and f.intake = t.intake and f.row = ${at}`);
}
