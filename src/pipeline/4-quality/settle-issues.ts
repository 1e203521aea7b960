import type { Client } from "#src/platform/postgres/pool.ts";

export interface IssueChanges {
  readonly opened: number;
  readonly closed: number;
}

/**
 * Makes `quality_issue` say what the pass found: closed issues go, new ones come with this run's number, those that
 * stand keep the run they were found in. The same finding twice changes nothing. `was` is what stood of the judged
 * records before: the whole worklist, or the copy of a part of it in `quality_was`.
 */
export async function settleIssues(
  client: Client,
  runSeq: number,
  was: "quality_issue" | "quality_was",
): Promise<IssueChanges> {
  await client.query("analyze quality_found");
  if (was === "quality_was") await client.query("analyze quality_was");
  const same = (left: string, right: string) =>
    ["dataset", "record_key", "check_code"].map((name) => `${left}.${name} = ${right}.${name}`).join(" and ");
  const isGone = `not exists (select 1 from quality_found f where ${same("f", "i")})`;
  const { rowCount: closed } = await client.query(
    was === "quality_issue"
      ? `delete from quality_issue i where ${isGone}`
      : `delete from quality_issue t using quality_was i where ${same("t", "i")} and ${isGone}`,
  );
  const isOther = "(i.school_id, i.source_row_id) is distinct from (f.school_id, f.source_row_id)";
  await client.query(
    was === "quality_issue"
      ? `update quality_issue i set school_id = f.school_id, source_row_id = f.source_row_id from quality_found f
         where ${same("i", "f")} and ${isOther}`
      : `update quality_issue t set school_id = f.school_id, source_row_id = f.source_row_id
         from quality_found f join quality_was i on ${same("i", "f")} where ${same("t", "i")} and ${isOther}`,
  );
  // Sorted as the primary key is: a first load fills its pages once.
  const { rowCount: opened } = await client.query(
    `insert into quality_issue (dataset, record_key, check_code, school_id, source_row_id, opened_run)
     select f.dataset, f.record_key, f.check_code, f.school_id, f.source_row_id, $1 from quality_found f
     where not exists (select 1 from ${was} i where ${same("i", "f")})
     order by f.dataset, f.record_key, f.check_code`,
    [runSeq],
  );
  return { opened: opened ?? 0, closed: closed ?? 0 };
}
