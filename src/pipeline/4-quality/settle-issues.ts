import type { Client } from "#src/platform/postgres/pool.ts";
import { noUnit } from "./stage.ts";

export interface IssueChanges {
  readonly opened: number;
  readonly closed: number;
}

/**
 * Makes `quality_issue` say what the pass found: closed issues go, new ones come with this run's number, those that
 * stand keep the run they were found in. The same finding twice changes nothing. Adds to `quality_school` every school
 * whose list moved.
 */
export async function settleIssues(
  client: Client,
  runSeq: number,
  judged: "all" | "touched",
): Promise<IssueChanges> {
  await client.query("analyze quality_found");
  const same = "f.dataset = i.dataset and f.record_key = i.record_key and f.check_code = i.check_code";
  const inScope =
    judged === "all"
      ? "true"
      : "(i.dataset, i.record_key) in (select t.dataset, t.record_key from quality_touched t)";
  // Whose scores move is known here and nowhere else: the schools of what closed, opened or changed hands.
  const noting = async (change: string, values: readonly unknown[] = []) => {
    const { rows } = await client.query<{ n: string }>(
      `with changed as (${change}), noted as (
         insert into quality_school select distinct coalesce(school_id, '${noUnit}') from changed on conflict do nothing)
       select count(*) as n from changed`,
      [...values],
    );
    return Number(rows[0]?.n ?? 0);
  };
  const closed = await noting(
    `delete from quality_issue i where ${inScope} and not exists (select 1 from quality_found f where ${same}) returning i.school_id`,
  );
  if (judged === "touched")
    await noting(
      `select unnest(array[i.school_id, f.school_id]) as school_id from quality_issue i join quality_found f on ${same}
     where i.school_id is distinct from f.school_id`,
    );
  await client.query(
    `update quality_issue i set school_id = f.school_id, source_row_id = f.source_row_id from quality_found f
     where ${same} and (i.school_id, i.source_row_id) is distinct from (f.school_id, f.source_row_id)`,
  );
  // Sorted as the primary key is: a first load fills its pages once.
  const opened = await noting(
    `insert into quality_issue (dataset, record_key, check_code, school_id, source_row_id, opened_run)
     select f.dataset, f.record_key, f.check_code, f.school_id, f.source_row_id, $1 from quality_found f
     where not exists (select 1 from quality_issue i where ${same})
     order by f.dataset, f.record_key, f.check_code returning school_id`,
    [runSeq],
  );
  return { opened, closed };
}
