import { quote } from "#src/platform/duckdb.ts";
import { askByKey } from "../ask-by-key.ts";
import type { RunContext } from "../context.ts";
import { canonicalKeySql } from "./canonical.ts";

/**
 * Which record each person is, once it is known who belongs together, step by step; each step leaves a table that can
 * be printed.
 *
 * A record's id is a function of the person's keys alone, whatever order they arrived in: the national id that the
 * population registry confirmed, else the smallest key of a national id, else the smallest of a source. So the id
 * changes only when a better key comes; the former id stays as an alias (docs/decisions/0014-golden-ids.md).
 */
const settleSteps: readonly { readonly table: string; readonly sql: string }[] = [
  {
    // Every record spoken of, with the group it belongs to: its own, or one that likeness and people made.
    table: "member",
    sql: `
      with spoken as (select distinct entity, record_id from resolved where record_id is not null)
      select entity, record_id, cluster from joined
      union all
      select entity, record_id, record_id from spoken s anti join joined j on j.entity = s.entity and j.record_id = s.record_id`,
  },
  {
    // Keys that are first heard of in this run, with the record they were resolved to.
    table: "new_key",
    sql: `
      select entity, record_id, source_key as link_key, 'sourceKey' as key_kind, false as verified
      from resolved r
      where creates and rule <> 'source-key-reused' and record_id = key_record
        and not exists (from known_link l where l.entity = r.entity and l.link_key = r.source_key)
      group by all
      union all
      select entity, record_id, national_key, 'nationalId', bool_or(id_verified)
      from resolved r
      where creates and id_agrees and record_id = id_record
        and not exists (from known_link l where l.entity = r.entity and l.link_key = r.national_key)
      group by entity, record_id, national_key`,
  },
  {
    // Keys of rows that point at nobody known; likeness may have found whom they mean.
    table: "pointer",
    sql: "select distinct entity, source_key from resolved where record_id is null",
  },
  {
    // National ids that stood unconfirmed and that the registry now confirms.
    table: "newly_verified",
    sql: `
      select distinct r.entity, l.record_id, l.link_key
      from resolved r
      join known_link l on l.entity = r.entity and l.link_key = r.national_key and not l.verified
      where r.id_verified and r.record_id = r.id_record`,
  },
  {
    // Records whose set of keys changed: only their ids may.
    table: "touched",
    sql: `
      select distinct m.entity, m.record_id, m.cluster from member m
      where exists (from joined j where j.entity = m.entity and j.record_id = m.record_id)
        or exists (from new_key k where k.entity = m.entity and k.record_id = m.record_id)
        or exists (from moved_key k where k.entity = m.entity and m.record_id in (k.from_record, k.to_record))
        or exists (from newly_verified v where v.entity = m.entity and v.record_id = m.record_id)`,
  },
];

const canonicalSteps: readonly { readonly table: string; readonly sql: string }[] = [
  {
    table: "cluster_id",
    sql: `
      with keys as (
        select entity, record_id, link_key, key_kind, verified from new_key
        union all
        select k.entity, k.record_id, k.link_key, k.key_kind,
          k.verified or exists (from newly_verified v where v.entity = k.entity and v.link_key = k.link_key)
        from known_key k
      )
      select t.entity, t.cluster,
        coalesce(${canonicalKeySql("k")}, min(t.record_id)) as record_id,
        -- A group of nothing but rows that point at nobody is nobody.
        bool_or(p.source_key is null) as has_person
      from touched t
      left join keys k on k.entity = t.entity and k.record_id = t.record_id
      left join pointer p on p.entity = t.entity and p.source_key = t.record_id
      group by t.entity, t.cluster`,
  },
  {
    // Records under another id than the one they were resolved to.
    table: "settled",
    sql: `
      select t.entity, t.record_id as from_record, c.record_id as to_record,
        exists (from known_key k where k.entity = t.entity and k.record_id = t.record_id) as is_known,
        t.in_cluster > 1 as is_joined
      from (select *, count(*) over (partition by entity, cluster) as in_cluster from touched) t
      join cluster_id c on c.entity = t.entity and c.cluster = t.cluster
      where t.record_id <> c.record_id`,
  },
  {
    table: "moved_record",
    sql: "select entity, from_record, to_record, is_joined from settled where is_known",
  },
  {
    // A key that left its record goes where its new record went.
    table: "moved_key",
    sql: `
      select m.entity, m.source_key, m.from_record, coalesce(s.to_record, m.to_record) as to_record
      from moved_key m left join settled s on s.entity = m.entity and s.from_record = m.to_record`,
  },
  {
    // The final word on every person in every row.
    table: "identified",
    sql: `
      select r.* replace (
          coalesce(s.to_record, r.record_id, found.record_id) as record_id,
          coalesce(i.to_record, r.id_record) as id_record,
          coalesce(k.to_record, r.key_record) as key_record,
          case when found.record_id is not null or s.is_joined and r.rule <> 'same-national-id' then 'likeness' else r.rule end as rule),
        found.record_id is not null as was_pointer,
        case when s.is_joined then r.record_id end as record_before
      from resolved r
      left join joined meant on meant.entity = r.entity and meant.record_id = case when r.record_id is null then r.source_key end
      left join cluster_id found on found.entity = meant.entity and found.cluster = meant.cluster and found.has_person
      left join settled s on s.entity = r.entity and s.from_record = r.record_id
      left join settled i on i.entity = r.entity and i.from_record = r.id_record
      left join settled k on k.entity = r.entity and k.from_record = r.key_record`,
  },
];

/**
 * Runs the steps. In: `resolved`, `joined` (entity, record_id, cluster), `moved_key`, `known_link`. Out: `identified`, `moved_record`, `newly_verified`.
 */
export async function settleRecords(context: RunContext): Promise<void> {
  await findTouched(context);
  await loadKnownKeys(context);
  await nameRecords(context);
}

/** First half: leaves `touched`, the records whose keys are needed. */
export async function findTouched({ lake }: Pick<RunContext, "lake">): Promise<void> {
  for (const { table, sql } of settleSteps) await lake.run(`create or replace temp table ${table} as ${sql}`);
}

/** Second half, over `known_key` (entity, record_id, link_key, key_kind, verified). */
export async function nameRecords({ lake }: Pick<RunContext, "lake">): Promise<void> {
  for (const { table, sql } of canonicalSteps)
    await lake.run(`create or replace temp table ${table} as ${sql}`);
}

/** Table `known_key` (entity, record_id, link_key, key_kind, verified): all keys of the records whose id may change. */
async function loadKnownKeys(context: RunContext): Promise<void> {
  await context.lake.run(
    "create or replace temp table known_key (entity varchar, record_id uuid, link_key uuid, key_kind varchar, verified boolean)",
  );
  const { rows } = await context.pool.query<{ any: boolean }>(
    "select exists (select 1 from link where run_seq < $1) as any",
    [context.runSeq],
  );
  if (rows[0]?.any !== true) return;
  for (const { entity } of context.declarations.matchings) {
    await askByKey(context, {
      into: "known_key",
      keys: `select distinct record_id from touched where entity = ${quote(entity)}`,
      keyType: "uuid",
      answer: `select entity, record_id, link_key, key_kind, verified from asked join link on record_id = k
        where entity = ${quote(entity)} and run_seq < ${context.runSeq}`,
      columns: {
        entity: "VARCHAR",
        record_id: "UUID",
        link_key: "UUID",
        key_kind: "VARCHAR",
        verified: "BOOLEAN",
      },
    });
  }
  // A key that leaves its record in this run counts with those it goes to.
  await context.lake.run(`
    update known_key set record_id = m.to_record from moved_key m
    where m.entity = known_key.entity and m.source_key = known_key.link_key and m.from_record = known_key.record_id`);
}
