import { join } from "node:path";
import { quote } from "#src/platform/duckdb.ts";
import { inTransaction } from "#src/platform/postgres/pool.ts";
import { decisionFiles } from "../3-identity/decision-files.ts";
import type { RunContext } from "../context.ts";
import { copyIn } from "./copy.ts";
import { publishReviews } from "./reviews.ts";

/** Remembers the identity decisions of the run and opens its cases; both may be repeated without harm. */
export async function publishLinks(context: RunContext): Promise<number> {
  const decided = decisionFiles(context);
  const links = join(context.runDir, "new-links.csv");
  const cases = join(context.runDir, "new-cases.csv");
  await context.lake.run(
    `copy (select entity, link_key, key_kind, record_id, rule, source_row_id, ${context.runSeq}, verified, previous_record_id from read_parquet(${quote(decided.links)}) order by entity, link_key)
     to ${quote(links)} (format csv, header false)`,
  );
  await context.lake.run(
    `copy (select case_id, entity, record_id, other_record_id, status, school_id, source_row_id, to_json(evidence), ${context.runSeq} from read_parquet(${quote(decided.cases)}))
     to ${quote(cases)} (format csv, header false)`,
  );
  const verified = join(context.runDir, "verified-keys.csv");
  await context.lake.run(
    `copy (select entity, link_key from read_parquet(${quote(decided.verifiedKeys)})) to ${quote(verified)} (format csv, header false)`,
  );
  return inTransaction(context.pool, async (client) => {
    const columns =
      "(entity, link_key, key_kind, record_id, rule, source_row_id, run_seq, verified, previous_record_id)";
    const earlier = await client.query("select 1 from link where run_seq < $1 limit 1", [context.runSeq]);
    let rows: number;
    if (earlier.rowCount === 0) {
      // A city's first links go in directly: six million rows would otherwise be written twice.
      await client.query("delete from link");
      rows = await copyIn(client, `link ${columns}`, links);
    } else {
      await client.query("create temp table new_link (like link including defaults) on commit drop");
      rows = await copyIn(client, `new_link ${columns}`, links);
      await client.query("insert into link select * from new_link on conflict (entity, link_key) do nothing");
    }
    await client.query("create temp table verified_key (entity text, link_key uuid) on commit drop");
    if ((await copyIn(client, "verified_key (entity, link_key)", verified)) > 0) {
      await client.query(
        "update link l set verified = true from verified_key v where l.entity = v.entity and l.link_key = v.link_key",
      );
    }
    await publishReviews(client, decided.reviewPairs, context.runSeq, decided.rejudgedPairs);
    await client.query("create temp table new_case (like reconciliation_case) on commit drop");
    await copyIn(
      client,
      "new_case (case_id, entity, record_id, other_record_id, status, school_id, source_row_id, evidence, opened_run)",
      cases,
    );
    await client.query(
      "insert into reconciliation_case select * from new_case on conflict (case_id) do nothing",
    );
    return rows;
  });
}
