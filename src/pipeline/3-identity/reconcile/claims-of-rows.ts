import { reconciledEntities } from "#src/domains/exchange/reconciled-entities.ts";
import { quote } from "#src/platform/duckdb.ts";
import type { RunContext } from "../../context.ts";
import { claimKeySql, claimNameMacro, claimSexSql, nationalKeySql } from "./claim-key.ts";

/**
 * Tables `claim_row` (entity, intake, role, source_row_id, claim_key): every fresh row of a list that brings learners
 * or staff and names all the registry needs; `claim` (claim_key, national_key, national_id, full_name, birth_date, sex,
 * n, trust): what these rows claim, each once.
 */
export async function buildClaims({ lake }: Pick<RunContext, "lake">): Promise<void> {
  const entities = reconciledEntities.map(({ entity }) => quote(entity)).join(", ");
  const key = claimKeySql({
    nationalId: "national_id",
    fullName: "full_name",
    birthDate: "birth_date",
    sex: "sex",
  });
  await lake.run(claimNameMacro());
  await lake.run(`
    create or replace temp table claim_row as
    select entity, intake, role, source_row_id, ${key} as claim_key from occurrence
    where brings and entity in (${entities}) and national_id is not null and full_name is not null and birth_date is not null`);
  await lake.run(`
    create or replace temp table claim as
    select c.claim_key, ${nationalKeySql("any_value(o.national_id)")} as national_key, any_value(o.national_id) as national_id,
      arg_min(o.full_name, {t: o.trust, f: o.full_name}) as full_name, any_value(o.birth_date) as birth_date,
      any_value(${claimSexSql("o.sex")}) as sex, count(*) as n, min(o.trust) as trust
    from claim_row c join occurrence o on o.entity = c.entity and o.intake = c.intake and o.role = c.role and o.source_row_id = c.source_row_id
    group by c.claim_key`);
}
