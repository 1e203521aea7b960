import { join } from "node:path";
import { quote } from "#src/platform/duckdb.ts";
import { type Client, inTransaction } from "#src/platform/postgres/pool.ts";
import type { MovedRows } from "../3-identity/move-rows.ts";
import { moveReconciliation } from "../3-identity/reconcile/move-reconciliation.ts";
import type { RunContext } from "../context.ts";
import { isDone } from "../run-steps.ts";
import { copyIn } from "./copy.ts";

/**
 * Publishes what moved from one record to another: former ids become aliases, keys and rows name their new record.
 * Its mark stands in the same transaction: moved twice, keys would follow a chain of ids too far.
 * Asks for tables `moved_record` and `moved_key`.
 */
export async function publishMoves(context: RunContext, moved: readonly MovedRows[]): Promise<void> {
  if (await isDone(context, "moves")) return;
  const { lake, runDir, runSeq } = context;
  const startedAt = context.clock.now();
  const records = join(runDir, "moved-records.csv");
  const keys = join(runDir, "moved-keys.csv");
  const rows = join(runDir, "moved-rows.csv");
  await lake.run(`
    copy (select entity, from_record, to_record, case when is_joined then 'merged' else 'renamed' end from moved_record)
      to ${quote(records)} (format csv, header false);
    copy (select entity, source_key, from_record, to_record from moved_key) to ${quote(keys)} (format csv, header false)`);
  const movedRows = moved.map(
    (item) => `select source_row_id, record_id from read_parquet(${quote(item.movedFile)})`,
  );
  await inTransaction(context.pool, async (client) => {
    await client.query(
      "create temp table moved_record (entity text, from_record uuid, to_record uuid, reason text) on commit drop",
    );
    await client.query(
      "create temp table moved_key (entity text, link_key uuid, from_record uuid, to_record uuid) on commit drop",
    );
    const count =
      (await copyIn(client, "moved_record (entity, from_record, to_record, reason)", records)) +
      (await copyIn(client, "moved_key (entity, link_key, from_record, to_record)", keys));
    await client.query("insert into run_step values ($1, 'moves', $2, $3, $4, '{}')", [
      runSeq,
      startedAt,
      context.clock.now(),
      count,
    ]);
    await client.query(
      `update identity_decision set applied_run = $1 where applied_run is null and not is_second and decided_at <= $2`,
      [runSeq, context.startedAt],
    );
    if (count === 0) return;
    await client.query("analyze moved_record; analyze moved_key");
    await moveKeys(client);
    await aliasRecords(client, runSeq, context.clock.now());
    await moveReconciliation(client);
    if (movedRows.length > 0) {
      await lake.run(`copy (${movedRows.join(" union all ")}) to ${quote(rows)} (format csv, header false)`);
      await client.query("create temp table moved_row (source_row_id bigint, record_id uuid) on commit drop");
      await copyIn(client, "moved_row (source_row_id, record_id)", rows);
      await client.query("analyze moved_row");
      await client.query(
        `update source_row s set record_id = m.record_id from moved_row m
         where s.source_row_id = m.source_row_id and s.record_id is distinct from m.record_id`,
      );
    }
  });
}

/** Keys remember the record they had before a merge: undoing goes by it. Keys that left alone go first, else they would move along. */
async function moveKeys(client: Client): Promise<void> {
  await client.query(
    `update link l set previous_record_id = null, record_id = m.to_record from moved_key m
     where l.entity = m.entity and l.link_key = m.link_key and l.record_id = m.from_record`,
  );
  await client.query(
    `update link l set record_id = m.to_record,
       previous_record_id = case when m.reason = 'merged' then l.record_id else l.previous_record_id end
     from moved_record m
     where l.entity = m.entity and l.record_id = m.from_record
       and not exists (select 1 from moved_key k where k.entity = l.entity and k.link_key = l.link_key)`,
  );
}

/** An id is either in use or an alias of one in use: chains are drawn together, a revived id is no alias any more. */
async function aliasRecords(client: Client, runSeq: number, now: Date): Promise<void> {
  await client.query(
    `update record_alias a set into_record_id = m.to_record from moved_record m
     where a.entity = m.entity and a.into_record_id = m.from_record`,
  );
  await client.query(
    `insert into record_alias (entity, record_id, into_record_id, reason, run_seq, aliased_at)
     select entity, from_record, to_record, reason, $1, $2 from moved_record
     on conflict (entity, record_id) do update set into_record_id = excluded.into_record_id, reason = excluded.reason,
       run_seq = excluded.run_seq, aliased_at = excluded.aliased_at`,
    [runSeq, now],
  );
  await client.query(
    `delete from record_alias a where exists (
       select 1 from moved_record m where m.entity = a.entity and m.to_record = a.record_id)
     or exists (select 1 from moved_key k where k.entity = a.entity and k.to_record = a.record_id)`,
  );
}
