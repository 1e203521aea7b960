import { getRuleOn } from "#src/domains/dictionary/legal-rule.ts";
import { reconciliationReporting } from "#src/domains/exchange/legal-rules.ts";
import { type ReconciledEntity, reconciledEntities } from "#src/domains/exchange/reconciled-entities.ts";
import { localDay } from "#src/platform/clock.ts";
import { quote } from "#src/platform/duckdb.ts";
import type { Client } from "#src/platform/postgres/pool.ts";
import { copyIn } from "../../5-publish/copy.ts";
import type { RunContext } from "../../context.ts";

/**
 * Opens, closes and words the cases that follow from `verification`: one open case per record and status. `needFile`:
 * seed (of the case's id), entity, record_id, status, school_id, source_row_id, national_key, evidence of those in need.
 */
export async function settleCases(
  client: Client,
  needFile: string,
  { runSeq, clock }: Pick<RunContext, "runSeq" | "clock">,
): Promise<{ readonly casesOpened: number; readonly casesClosed: number }> {
  const now = clock.now();
  const closed = await client.query(
    `update reconciliation_case c set closed_run = $1, closed_at = $2
     from verification v
     where v.run_seq = $1 and v.entity = c.entity and v.record_id = c.record_id and c.closed_run is null
       and case when c.status = 'duplicateId' then v.found_status = 'verified' and c.opened_run < $1 else v.status not in (c.status, 'pending') end`,
    [runSeq, now],
  );
  await client.query(`
    create temp table in_need (seed uuid, entity text, record_id uuid, status text, school_id text, source_row_id bigint,
      national_key uuid, evidence jsonb) on commit drop`);
  await copyIn(
    client,
    "in_need (seed, entity, record_id, status, school_id, source_row_id, national_key, evidence)",
    needFile,
  );
  await client.query("analyze in_need");
  const { caseDays } = getRuleOn(reconciliationReporting, "reconciliation-reporting", localDay(now)).params;
  let opened = 0;
  for (const entity of reconciledEntities) {
    for (const caseId of [caseIdSql, otherCaseIdSql(runSeq)]) {
      const { rowCount } = await client.query(openSql(entity, caseId, { runSeq, now, caseDays }));
      opened += rowCount ?? 0;
    }
  }
  await client.query(wordDuplicatesSql(now, caseDays));
  return { casesOpened: opened, casesClosed: closed.rowCount ?? 0 };
}

/** A case's id follows from its record, status and how often that came before: the same however often a run was killed. */
const caseIdSql = `md5(n.seed::text || (select count(*) from reconciliation_case b
  where b.entity = n.entity and b.record_id = n.record_id and b.status = n.status))::uuid`;

/** Where a record was taken over and came back, the case it left with has that id already. */
const otherCaseIdSql = (runSeq: number) => `md5(n.seed::text || 'run' || ${runSeq})::uuid`;

interface Opening {
  readonly runSeq: number;
  readonly now: Date;
  readonly caseDays: number;
}

function openSql(entity: ReconciledEntity, caseId: string, { runSeq, now, caseDays }: Opening): string {
  return `
    insert into reconciliation_case (case_id, entity, record_id, status, school_id, source_row_id, evidence, cause, owner, next_step,
      due_on, opened_at, opened_run)
    select case_id, entity, record_id, status, school_id, source_row_id, evidence, cause, ${ownerSql}, ${nextStepSql},
      ${dueSql(now, caseDays)}, ${quote(now.toISOString())}, ${runSeq}
    from (
      select n.*, ${caseId} as case_id, ${causeSql(entity)} as cause from in_need n join ${entity.table} r on r.${entity.key} = n.record_id
      where n.entity = ${quote(entity.entity)} and n.status <> 'duplicateId'
        and not exists (select 1 from reconciliation_case c
          where c.entity = n.entity and c.record_id = n.record_id and c.status = n.status and c.closed_run is null)
    ) n
    on conflict (case_id) do nothing`;
}

/** Only what the data show; a cause nobody sees is unknown, never guessed. */
function causeSql({ causes }: ReconciledEntity): string {
  return `case
    when n.status = 'foreigner' then 'foreigner'
    ${causes.map(({ cause, when }) => `when n.status in ('noId', 'idNotFound') and ${when} then ${quote(cause)}`).join("\n    ")}
    when n.status = 'mismatchSex' then 'wrongSex'
    when n.status like 'mismatch%' and exists (select 1 from population_check p where p.national_key = n.national_key
      and p.status = 'verified' and p.invalidated_at is null) then 'notSynchronised'
    else 'unknown' end`;
}

const registrySexOnly = "(n.evidence ->> 'numberFitsSex') = 'true'";

/** Numbers are issued and put right by the commune's police; what a school wrote, the school corrects. */
const ownerSql = `case
  when n.school_id is null then 'department'
  when n.cause = 'noPapers' or n.status = 'mismatchSex' and ${registrySexOnly} then 'commune'
  else 'school' end`;

const nextStepSql = `case
  when n.status = 'mismatchName' and (n.evidence ->> 'birthDate') = 'false' then 'checkNumber'
  when n.status = 'mismatchName' then 'correctName'
  when n.status = 'mismatchBirthDate' then 'correctBirthDate'
  when n.status = 'mismatchSex' and ${registrySexOnly} then 'reissueNumber'
  when n.status = 'mismatchSex' then 'correctSex'
  when n.status = 'idNotFound' then 'checkNumber'
  when n.status = 'notSent' then 'completeClaim'
  when n.status = 'foreigner' then 'recordPassport'
  when n.cause in ('orphan', 'noPapers') then 'requestException'
  else 'requestNumber' end`;

const dueSql = (now: Date, caseDays: number) => `date ${quote(localDay(now))} + ${caseDays}`;

/** Cases of numbers that two records have are opened by the links; here they get owner, next step and due day. */
const wordDuplicatesSql = (now: Date, caseDays: number) => `
  update reconciliation_case c set cause = 'unknown', next_step = 'decideDuplicate', due_on = ${dueSql(now, caseDays)},
    opened_at = ${quote(now.toISOString())},
    owner = case
      when c.school_id is null then 'department'
      when exists (select 1 from verification o where o.entity = c.entity and o.record_id = c.other_record_id
        and o.school_id is distinct from c.school_id) then 'department'
      else 'school' end
  where c.owner is null and c.closed_run is null and c.status = 'duplicateId'`;
