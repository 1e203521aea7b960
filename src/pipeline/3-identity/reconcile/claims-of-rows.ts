import { reconciledEntities } from "#src/domains/exchange/reconciled-entities.ts";
import { quote } from "#src/platform/duckdb.ts";
import type { RunContext } from "../../context.ts";
import { claimKeySql, claimNameMacro, claimSexSql, nationalKeySql } from "./claim-key.ts";

/**
 * Tables `claim_row` (entity, intake, role, source_row_id, claim_key, national_id, full_name, birth_date, sex, trust):
 * every fresh row of a list that brings learners or staff and names all the registry needs; `claim` (claim_key,
 * national_key, national_id, full_name, birth_date, sex, n, trust): what these rows claim, each once.
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
    select entity, intake, role, source_row_id, ${key} as claim_key, national_id, full_name, birth_date,
      ${claimSexSql("sex")} as sex, trust
    from occurrence
    where brings and entity in (${entities}) and national_id is not null and full_name is not null and birth_date is not null`);
  await lake.run(`
    create or replace temp table claim as
    select *, ${nationalKeySql("national_id")} as national_key
    from (
      select claim_key, any_value(national_id) as national_id, min(full_name) as full_name, any_value(birth_date) as birth_date,
        any_value(sex) as sex, count(*) as n, min(trust) as trust
      from claim_row group by claim_key
    )`);
}
