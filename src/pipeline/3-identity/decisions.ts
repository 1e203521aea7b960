import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { quote } from "#src/platform/duckdb.ts";
import type { RunContext } from "../context.ts";
import { canonicalKeySql } from "./canonical.ts";

/**
 * What people decided about keys, and what follows from it in this run, step by step; each step leaves a table that
 * can be printed. Nothing is remembered of having been applied: two keys that were parted and stand in one record are
 * parted, now or again, so a decision outlives every later learning, link and merge.
 */
const partingSteps: readonly { readonly table: string; readonly sql: string }[] = [
  {
    // Keys parted by a person that stand in one record all the same.
    table: "to_part",
    sql: `
      select d.entity, l.record_id, d.left_key, d.right_key, l.previous_record_id as left_before, r.previous_record_id as right_before
      from decision d
      join decided_key l on l.entity = d.entity and l.link_key = d.left_key
      join decided_key r on r.entity = d.entity and r.link_key = d.right_key and r.record_id = l.record_id
      where d.verdict = 'different'`,
  },
  {
    // Keys that came into the record together leave together: a merge is undone whole. The left key leaves, unless
    // only the right one is known to have come from elsewhere.
    table: "leaving_key",
    sql: `
      with leaver as (
        select entity, record_id,
          case when left_before is null and right_before is not null then right_key else left_key end as link_key,
          case when left_before is null and right_before is not null then left_key else right_key end as staying_key
        from to_part
      )
      select k.entity, k.record_id, k.link_key, min(v.link_key) as with_key
      from leaver v
      join record_key own on own.entity = v.entity and own.link_key = v.link_key
      join record_key stays on stays.entity = v.entity and stays.link_key = v.staying_key
      join record_key k on k.entity = v.entity and k.record_id = v.record_id and (
        k.link_key = v.link_key
        or own.previous_record_id = k.previous_record_id and own.previous_record_id is distinct from stays.previous_record_id)
      group by k.entity, k.record_id, k.link_key`,
  },
  {
    // A record's id is a function of its keys: both sides get theirs, and whoever's differs from the old one moves.
    table: "parted",
    sql: `
      with side as (
        select k.entity, k.record_id, k.link_key, k.key_kind, k.verified, v.with_key
        from record_key k left join leaving_key v on v.entity = k.entity and v.link_key = k.link_key
      ),
      named as (
        select entity, record_id, with_key, ${canonicalKeySql("side")} as to_record
        from side group by entity, record_id, with_key
      )
      select s.entity, s.link_key, s.record_id as from_record, n.to_record
      from side s join named n on n.entity = s.entity and n.record_id = s.record_id and n.with_key is not distinct from s.with_key`,
  },
  {
    table: "moved_key",
    sql: "select entity, link_key as source_key, from_record, to_record from parted where from_record <> to_record",
  },
];

/**
 * Tables `decision` (entity, left_key, right_key, verdict), the last word on each pair of keys; `decided_key` (entity,
 * link_key, record_id, previous_record_id), where those keys stand; `moved_key` (entity, source_key, from_record,
 * to_record), keys that leave their record in this run. Keys that moved are moved in `known_link` too.
 */
export async function loadDecisions(context: RunContext): Promise<void> {
  await loadFromPostgres(context, "decision", lastWordSql, {
    entity: "VARCHAR",
    left_key: "UUID",
    right_key: "UUID",
    verdict: "VARCHAR",
  });
  const keyColumns = {
    entity: "VARCHAR",
    link_key: "UUID",
    record_id: "UUID",
    key_kind: "VARCHAR",
    verified: "BOOLEAN",
    previous_record_id: "UUID",
  };
  const keys = "l.entity, l.link_key, l.record_id, l.key_kind, l.verified, l.previous_record_id";
  await loadFromPostgres(
    context,
    "decided_key",
    `select ${keys} from link l where l.run_seq < ${context.runSeq} and (l.entity, l.link_key) in (
       select entity, left_key from identity_decision union select entity, right_key from identity_decision)`,
    keyColumns,
  );
  const [first, ...rest] = partingSteps;
  await context.lake.run(`create or replace temp table ${first?.table} as ${first?.sql}`);
  const torn = await context.lake.rows<{ record_id: string }>("select distinct record_id from to_part");
  await loadFromPostgres(
    context,
    "record_key",
    `select ${keys} from link l where l.record_id = any('{${torn.map((row) => row.record_id).join(",")}}'::uuid[]) and l.run_seq < ${context.runSeq}`,
    keyColumns,
  );
  for (const { table, sql } of rest)
    await context.lake.run(`create or replace temp table ${table} as ${sql}`);
  await context.lake.run(`
    update known_link set record_id = m.to_record from moved_key m
    where m.entity = known_link.entity and m.source_key = known_link.link_key and m.from_record = known_link.record_id;
    update decided_key set record_id = m.to_record from moved_key m
    where m.entity = decided_key.entity and m.source_key = decided_key.link_key and m.from_record = decided_key.record_id`);
}

/** A merge that was taken back is as good as parting; a parting that was taken back leaves the matter open. */
const lastWordSql = `
  select entity, left_key, right_key, case when undone_at is null then verdict else 'different' end as verdict
  from (
    select distinct on (entity, least(left_key, right_key), greatest(left_key, right_key)) *
    from identity_decision where not is_second
    order by entity, least(left_key, right_key), greatest(left_key, right_key), decided_at desc, decision_id
  ) d
  where undone_at is null or verdict = 'same'`;

/** A small answer of Postgres as a table of the lake. */
async function loadFromPostgres(
  { lake, pool, runDir }: RunContext,
  table: string,
  sql: string,
  columns: Readonly<Record<string, string>>,
): Promise<void> {
  const { rows } = await pool.query<Record<string, unknown>>(sql);
  const file = join(runDir, `${table}.ndjson`);
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  const types = Object.entries(columns).map(([name, type]) => `${name}: '${type}'`);
  await lake.run(
    `create or replace temp table ${table} as select * from read_json(${quote(file)}, format = 'newline_delimited', columns = {${types.join(", ")}})`,
  );
}
