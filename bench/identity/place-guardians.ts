import { existsSync } from "node:fs";
import { join } from "node:path";
import { foldersOf } from "#src/platform/config.ts";
import { type Lake, quote } from "#src/platform/duckdb.ts";
import { truthTable } from "./truth-table.ts";

const roles = ["father", "mother", "guardian"] as const;

/**
 * Adds to table `placed`, as entity `guardian`, each father, mother and guardian whom a learner row names: the person
 * by the learner's family in the truth, the record by the row as the run linked it. A parent of three is one person in
 * the rows of all three, and once more where a small school names a parent as guardian. What is wrong in a learner row
 * is wrong about the learner, so these rows carry no mistakes.
 */
export async function placeGuardians(lake: Lake, delivery: string, dataDir: string): Promise<void> {
  const linked = join(foldersOf(dataDir).lake, "linked/learnerRow");
  if (!existsSync(linked)) return;
  const perRole = (of: (role: string) => string) => roles.map(of).join(" union all ");
  await lake.run(`
    create or replace temp table named_guardian as
      select source_row_id, role, coalesce(a.into_record_id, n.record_id) as record_id from (
        ${perRole(
          (role) =>
            `select source_row_id, '${role}' as role, ${role}_id as record_id, outcome from read_parquet(${quote(join(linked, "*.parquet"))}, union_by_name = true) where ${role}_name is not null`,
        )}
      ) n left join final_record a using (record_id);
    create or replace temp table family as
      ${perRole((role) => `select "personId" as learner, '${role}' as role, "${role}Id" as person_id from ${truthTable(delivery, "persons")} where role <> 'staff'`)}`);
  const [strange] = await lake.rows<{ n: string }>(`
    select count(*) as n from placed p join named_guardian n using (source_row_id)
      anti join family f on f.learner = p.person_id and f.role = n.role and f.person_id <> ''`);
  if (strange?.n !== "0") throw new Error(`the truth knows nothing of ${strange?.n} guardians in rows`);
  await lake.run(`
    insert into placed by name
    select row_number() over () + (select max(row_no) from placed) as row_no, 'guardian' as entity, p.vendor, p.school, p.file, p.intake, p.row,
      f.person_id, [] as errors, p.source_row_id, case when p.outcome <> 'held' then n.record_id end as record_id, p.outcome
    from placed p
    join named_guardian n using (source_row_id)
    join family f on f.learner = p.person_id and f.role = n.role`);
}
