import type { Client } from "#src/platform/postgres/pool.ts";

export interface IssueChanges {
  readonly opened: number;
  readonly closed: number;
}

/**
 * Makes `quality_issue` say what the pass found: closed issues go, new ones come with this run's number, those that
 * stand keep the run they were found in. The same finding twice changes nothing.
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
  const closed = await client.query(
    `delete from quality_issue i where ${inScope} and not exists (select 1 from quality_found f where ${same})`,
  );
  await client.query(
    `update quality_issue i set school_id = f.school_id, source_row_id = f.source_row_id from quality_found f
     where ${same} and (i.school_id, i.source_row_id) is distinct from (f.school_id, f.source_row_id)`,
  );
  // Sorted as the primary key is: a first load fills its pages once.
  const opened = await client.query(
    `insert into quality_issue (dataset, record_key, check_code, school_id, source_row_id, opened_run)
     select f.dataset, f.record_key, f.check_code, f.school_id, f.source_row_id, $1 from quality_found f
     where not exists (select 1 from quality_issue i where ${same})
     order by f.dataset, f.record_key, f.check_code`,
    [runSeq],
  );
  return { opened: opened.rowCount ?? 0, closed: closed.rowCount ?? 0 };
}
