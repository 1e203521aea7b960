import { join } from "node:path";
import { localDay } from "#src/platform/clock.ts";
import { quote } from "#src/platform/duckdb.ts";
import { copiedCsv, copyOut } from "../../5-publish/copy.ts";
import type { GoldenChanges } from "../../5-publish/golden.ts";
import type { RunContext } from "../../context.ts";
import { askClaims, type Patience } from "./ask-claims.ts";
import { nationalKeySql } from "./claim-key.ts";
import { activeExceptionSql, buildGoldenClaims } from "./golden-claims.ts";
import { loadKnownAnswers } from "./known-answers.ts";
import type { PopulationRegistry } from "./population-registry.ts";
import { newPatience } from "./reconcile-claims.ts";
import { type WrittenVerification, writeVerification } from "./write-verification.ts";

export interface SettledVerification extends WrittenVerification {
  /** Golden records looked at. */
  readonly records: number;
  /** Claims of golden rows that no single row had made, or that wait for an answer since an earlier run. */
  readonly asked: number;
}

/** The run has waited for the registry before its rows were identified; what is left can wait for the next run. */
const settlingPatienceMs = 10_000;

/**
 * Where every record that this run touched stands against the registry now, by its own golden values: a status falls
 * as soon as a field that was verified changes, or the registry tells of a change. After publishing; may be repeated.
 */
export async function settleVerification(
  context: RunContext,
  changes: readonly GoldenChanges[],
  registry: PopulationRegistry | undefined,
  patience: Patience = newPatience(settlingPatienceMs),
): Promise<SettledVerification> {
  const { lake } = context;
  await buildGoldenClaims(context, changes, registry !== undefined);
  await loadKnownAnswers(
    context,
    "golden_known",
    "select distinct claim_key from golden_claim where claim_key is not null",
  );
  await lake.run(`create or replace temp table golden_to_ask as ${toAskSql(context.runSeq)}`);
  let asked = 0;
  if (registry !== undefined) {
    const counts = await askClaims(context, registry, patience, {
      table: "golden_to_ask",
      into: "golden_answered",
    });
    asked = Object.values(counts).reduce((sum, n) => sum + n, 0);
    await lake.run(`
      delete from golden_known where claim_key in (select claim_key from golden_answered);
      insert into golden_known by name
      select * exclude (attempts), status = 'pending' as is_open from golden_answered`);
  }
  await loadDoubts(context);
  await lake.run(`create or replace temp table standing_now as ${standingSql}`);
  const [count] = await lake.rows<{ n: string }>("select count(*) as n from standing_now");
  return { records: Number(count?.n ?? 0), asked, ...(await writeVerification(context, changes)) };
}

/** Claims without a word of the registry that still holds; one it kept for later in this run is asked in the next. */
const toAskSql = (runSeq: number) => `
  select g.claim_key, ${nationalKeySql("any_value(g.national_id)")} as national_key, any_value(g.national_id) as national_id,
    min(g.full_name) as full_name, any_value(g.birth_date) as birth_date, any_value(g.sex) as sex,
    bool_or(k.claim_key is not null) as is_known
  from golden_claim g left join golden_known k on k.claim_key = g.claim_key
  where g.claim_key is not null and (k.claim_key is null or k.is_open and not (k.status = 'pending' and k.run_seq = ${runSeq}))
  group by g.claim_key`;

/** Tables `doubted` (record_id: its number is somebody else's too) and `excepted` (entity, record_id): few, so all of them. */
async function loadDoubts({ lake, pool, runDir, clock }: RunContext): Promise<void> {
  const today = localDay(clock.now());
  const client = await pool.connect();
  try {
    for (const [table, sql] of [
      [
        "doubted",
        "select distinct entity, record_id from reconciliation_case where status = 'duplicateId' and closed_run is null",
      ],
      [
        "excepted",
        `select distinct entity, record_id from approved_exception e where ${activeExceptionSql("e", today)}`,
      ],
    ] as const) {
      const file = join(runDir, `${table}.csv`);
      await copyOut(client, sql, file);
      await lake.run(`create or replace temp table ${table} as
        select * from read_csv(${quote(file)}, ${copiedCsv}, columns = {entity: 'VARCHAR', record_id: 'UUID'})`);
    }
  } finally {
    client.release();
  }
}

/** One row per touched record: how it stands, and what of it differs. */
const standingSql = `
  with found as (
    select g.entity, g.record_id, g.school_id, g.source_row_id, g.claim_key, g.national_id,
      case
        when k.status = 'verified' and not k.is_open then 'verified'
        when d.record_id is not null then 'duplicateId'
        when g.claim_key is not null and k.claim_key is null then 'notSent'
        when g.claim_key is not null and k.is_open then 'pending'
        when g.claim_key is not null then k.status
        when hp_valid_national_id(g.national_id) then 'notSent'
        when g.is_foreigner then 'foreigner'
        else 'noId'
      end as found_status,
      k.registry_version, k.first_verified_at, k.asked_at,
      {name: k.name_matches, birthDate: k.birth_date_matches, sex: k.sex_matches,
       numberFitsSex: hp_nid_sex(g.national_id) = g.sex, numberFitsBirthYear: hp_nid_birth_year(g.national_id) = year(g.birth_date),
       missing: case when g.national_id is null then 'nationalId' when g.birth_date is null then 'birthDate' end} as evidence
    from golden_claim g
    left join golden_known k on k.claim_key = g.claim_key
    left join doubted d on d.entity = g.entity and d.record_id = g.record_id
  )
  select f.* exclude (first_verified_at, asked_at),
    case when found_status <> 'verified' and e.record_id is not null then 'approvedException' else found_status end as status,
    case when found_status = 'verified' then first_verified_at end as ever_verified_at,
    case when found_status = 'verified' then asked_at end as verified_at
  from found f left join excepted e on e.entity = f.entity and e.record_id = f.record_id`;
