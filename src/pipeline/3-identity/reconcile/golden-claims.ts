import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type ReconciledEntity, reconciledEntities } from "#src/domains/exchange/reconciled-entities.ts";
import { localDay } from "#src/platform/clock.ts";
import { quote } from "#src/platform/duckdb.ts";
import { copiedCsv, copyOut } from "../../5-publish/copy.ts";
import type { GoldenChanges } from "../../5-publish/golden.ts";
import type { RunContext } from "../../context.ts";
import { claimKeySql, claimNameMacro, claimSexSql } from "./claim-key.ts";

/** Columns of a golden row that a claim is made of. */
const goldenColumns = {
  record_id: "UUID",
  national_id: "VARCHAR",
  full_name: "VARCHAR",
  birth_date: "DATE",
  sex: "VARCHAR",
  nationality: "VARCHAR",
  school_id: "VARCHAR",
  source_row_id: "BIGINT",
} as const;

/**
 * Table `golden_claim` (entity, record_id, national_id, full_name, birth_date, sex, school_id, source_row_id, is_foreigner,
 * claim_key): what the golden rows themselves say of the people whose standing may have changed in this
 * run. claim_key is null where the registry can't be asked: no valid number, or no birth date.
 */
export async function buildGoldenClaims(
  context: RunContext,
  changes: readonly GoldenChanges[],
  canAsk: boolean,
): Promise<void> {
  const { lake } = context;
  const columns = Object.entries(goldenColumns).map(([name, type]) => `${name} ${type}`);
  await lake.run(claimNameMacro());
  await lake.run(
    `create or replace temp table golden_row (entity VARCHAR, ${columns.join(", ")}, is_foreigner BOOLEAN)`,
  );
  for (const entity of reconciledEntities) {
    for (const from of changedFiles(entity, changes))
      await lake.run(`insert into golden_row ${goldenSql(entity, from)}`);
    await addTouched(context, entity, await touchedOf(context, entity, changes, canAsk));
  }
  const key = claimKeySql({
    nationalId: "case when hp_valid_national_id(national_id) then national_id end",
    fullName: "full_name",
    birthDate: "birth_date",
    sex: "sex",
  });
  await lake.run(`
    create or replace temp table golden_claim as
    select * exclude (nationality) replace (${claimSexSql("sex")} as sex), ${key} as claim_key from golden_row;
    drop table golden_row`);
}

function goldenSql(entity: ReconciledEntity, from: string): string {
  const names = Object.keys(goldenColumns).map((name) => (name === "record_id" ? entity.key : name));
  return `select ${quote(entity.entity)}, ${names.join(", ")}, coalesce(${entity.isForeigner}, false) from ${from}`;
}

/** Rows that this run wrote or changed, from the files they were published from. */
function changedFiles(entity: ReconciledEntity, changes: readonly GoldenChanges[]): readonly string[] {
  const change = changes.find(({ datasetId }) => datasetId === entity.entity);
  if (change === undefined) return [];
  const inserted =
    change.inserted === 0 ? [] : readdirSync(change.insertDir).map((name) => join(change.insertDir, name));
  return [
    ...(inserted.length === 0 ? [] : [`read_parquet([${inserted.map(quote).join(", ")}])`]),
    ...(change.updated === 0 ? [] : [`read_parquet(${quote(change.updateFile)})`]),
  ];
}

/** A store that was filled before there was reconciliation is settled whole, once. */
async function touchedOf(
  context: RunContext,
  { entity, table, key }: ReconciledEntity,
  changes: readonly GoldenChanges[],
  canAsk: boolean,
): Promise<string> {
  const inserted = changes.find(({ datasetId }) => datasetId === entity)?.inserted ?? 0;
  const { rows } = await context.pool.query<{ settled: boolean; n: string }>(
    `select exists (select 1 from verification where entity = $1) as settled, (select count(*) from ${table}) as n`,
    [entity],
  );
  const isUnsettled = rows[0]?.settled !== true && Number(rows[0]?.n ?? 0) > inserted;
  return isUnsettled ? `select ${key} from ${table}` : touchedSql(context, entity, canAsk);
}

/** Rows that stand as they were while what is known of them changed. */
async function addTouched(context: RunContext, entity: ReconciledEntity, touched: string): Promise<void> {
  const { lake, pool, runDir } = context;
  const file = join(runDir, `touched-${entity.table}.csv`);
  const names = Object.keys(goldenColumns).filter((name) => name !== "record_id");
  const client = await pool.connect();
  try {
    await copyOut(
      client,
      `select r.${entity.key}, ${names.map((name) => `r.${name}`).join(", ")} from ${entity.table} r
       where r.${entity.key} in (${touched})`,
      file,
    );
  } finally {
    client.release();
  }
  const types = Object.entries(goldenColumns).map(([name, type]) => `${name}: '${type}'`);
  const from = `read_csv(${quote(file)}, ${copiedCsv}, columns = {${types.join(", ")}})`;
  // The key of a person's row is the record's id alone.
  const open = `open_value(${quote(entity.entity)}, 'nationalId', cast(t.record_id as varchar), t.national_id)`;
  await lake.run(`
    insert into golden_row select ${quote(entity.entity)}, t.* replace (${open} as national_id), coalesce(${entity.isForeigner}, false)
    from ${from} t where record_id not in (select record_id from golden_row where entity = ${quote(entity.entity)})`);
}

/** Postgres: records whose claim was answered or must be asked again, whose number is doubted, whose exception began or ended. */
function touchedSql({ runSeq, clock }: RunContext, entity: string, canAsk: boolean): string {
  const active = `e.entity = v.entity and e.record_id = v.record_id and ${activeExceptionSql("e", localDay(clock.now()))}`;
  return [
    `select v.record_id from verification v join population_check c on c.claim_key = v.claim_key
     where v.entity = ${quote(entity)} and (c.run_seq = ${runSeq} or c.invalidated_at is not null)`,
    ...(canAsk
      ? [
          `select record_id from verification
           where entity = ${quote(entity)} and found_status in ('pending', 'notSent') and claim_key is not null`,
        ]
      : []),
    `select record_id from reconciliation_case where entity = ${quote(entity)} and owner is null and closed_run is null`,
    `select v.record_id from verification v where v.entity = ${quote(entity)} and v.status = 'approvedException'
       and not exists (select 1 from approved_exception e where ${active})`,
    `select v.record_id from approved_exception e join verification v on ${active}
     where v.entity = ${quote(entity)} and v.status not in ('approvedException', 'verified')`,
  ].join("\nunion all ");
}

/** Postgres: the exception holds on a day of Hải Phòng. */
export function activeExceptionSql(alias: string, day: string): string {
  return `${alias}.revoked_at is null and date ${quote(day)} between ${alias}.valid_from and ${alias}.expires_on`;
}
