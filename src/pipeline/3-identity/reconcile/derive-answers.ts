import { join } from "node:path";
import { quote } from "#src/platform/duckdb.ts";
import { inTransaction } from "#src/platform/postgres/pool.ts";
import { copyIn } from "../../5-publish/copy.ts";
import type { RunContext } from "../../context.ts";
import { checkColumns } from "./store-answers.ts";

/**
 * Table `derived_answer`: claims that need no question, because the registry confirmed another one with the same number
 * (what differs from it, differs from the registry) or doesn't know the number at all.
 */
const derivedSql = `
  with confirmed as (
    select a.national_key, a.registry_version, a.asked_at, v.full_name, v.birth_date, v.sex
    from answer a join claim v on v.claim_key = a.claim_key where a.status = 'verified'
    qualify row_number() over (partition by a.national_key order by v.sex nulls last, a.claim_key) = 1
  ),
  compared as (
    select c.claim_key, c.national_key, v.registry_version, v.asked_at,
      claim_name(c.full_name) = claim_name(v.full_name) as name_matches,
      c.birth_date = v.birth_date as birth_date_matches,
      c.sex = v.sex as sex_matches
    from claim c join confirmed v on v.national_key = c.national_key
    where not exists (from answer a where a.claim_key = c.claim_key) and (v.sex is not null or c.sex is null)
  )
  select claim_key, national_key,
    case when not name_matches then 'mismatchName' when not birth_date_matches then 'mismatchBirthDate'
      when not coalesce(sex_matches, true) then 'mismatchSex' else 'verified' end as status,
    name_matches, birth_date_matches, sex_matches, registry_version, asked_at
  from compared
  union all
  select c.claim_key, c.national_key, 'idNotFound', null, null, null, null, min(a.asked_at)
  from claim c join answer a on a.national_key = c.national_key and a.status = 'idNotFound'
  where not exists (from answer o where o.claim_key = c.claim_key)
  group by c.claim_key, c.national_key`;

/** Adds the derived answers to table `answer` and to Postgres; returns how many there are. */
export async function storeDerived(context: RunContext): Promise<number> {
  const { lake, runDir, runSeq } = context;
  const file = join(runDir, "derived-answers.csv");
  await lake.run(`create or replace temp table derived_answer as
    select *, case when status = 'verified' then asked_at end as first_verified_at from (${derivedSql})`);
  await lake.run(`
    copy (select claim_key, national_key, status, name_matches, birth_date_matches, sex_matches, registry_version, asked_at,
      first_verified_at, 0, ${runSeq} from derived_answer order by claim_key) to ${quote(file)} (format csv, header false)`);
  const stored = await inTransaction(context.pool, async (client) => {
    await client.query("create temp table derived (like population_check) on commit drop");
    const rows = await copyIn(client, `derived (${checkColumns})`, file);
    await client.query(`
      insert into population_check (${checkColumns}) select ${checkColumns} from derived
      on conflict (claim_key) do update set status = excluded.status, name_matches = excluded.name_matches,
        birth_date_matches = excluded.birth_date_matches, sex_matches = excluded.sex_matches,
        registry_version = excluded.registry_version, asked_at = excluded.asked_at, invalidated_at = null,
        first_verified_at = coalesce(population_check.first_verified_at, excluded.first_verified_at), run_seq = excluded.run_seq`);
    return rows;
  });
  await lake.run("insert into answer by name select * from derived_answer");
  return stored;
}
