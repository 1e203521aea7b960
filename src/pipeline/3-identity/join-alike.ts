import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { quote } from "#src/platform/duckdb.ts";
import type { Compared } from "../2-standardise/compare-standing.ts";
import type { RunContext } from "../context.ts";
import { cluster, type Edge, type Guards } from "./cluster.ts";
import { findAlike, prepareLikeness } from "./likeness.ts";
import type { Linked } from "./linkage/link.ts";

/** What comparing cost and learnt, by entity. */
export interface JoinFigures {
  readonly pairsCompared: number;
  readonly linkages: Readonly<Record<string, Linked>>;
}

/** A row that carries one record's code and another's id, both fitting, says they are one: surer than any likeness. */
const keysAgreeWeight = 1000;

const edgeSteps: readonly { readonly table: string; readonly sql: string }[] = [
  {
    // Pairs that may be one person, with the heaviest reason for each.
    table: "edge",
    sql: `
      select entity, least(left_record, right_record) as left_record, greatest(left_record, right_record) as right_record, max(weight) as weight
      from (
        select entity, record_id as left_record, id_record as right_record, ${keysAgreeWeight} as weight
        from resolved where id_agrees and record_id <> id_record
        union all
        select entity, left_record, right_record, weight from likeness where is_link
      )
      where left_record <> right_record
      group by all`,
  },
  {
    // People's decisions are on keys; what counts here are the records those keys stand in now.
    table: "decided_pair",
    sql: `
      with stands as (
        select entity, link_key, record_id from decided_key
        union
        select entity, source_key, record_id from resolved where record_id = key_record
        union
        select entity, national_key, record_id from resolved where id_agrees and record_id = id_record
      )
      select distinct d.entity, l.record_id as left_record, r.record_id as right_record, d.verdict
      from decision d
      join stands l on l.entity = d.entity and l.link_key = d.left_key
      join stands r on r.entity = d.entity and r.link_key = d.right_key
      where l.record_id <> r.record_id`,
  },
  {
    // The confirmed national id of each record that an edge names.
    table: "confirmed",
    sql: `
      with named as (
        select entity, left_record as record_id from edge union select entity, right_record from edge
      )
      select n.entity, n.record_id, min(v.national_key) as national_key
      from named n join (
        select entity, record_id, national_key from resolved where id_verified and record_id = id_record
        union all
        select entity, record_id, link_key from known_link where verified and key_kind = 'nationalId'
        union all
        select entity, record_id, link_key from standing_key where verified and key_kind = 'nationalId'
      ) v on v.entity = n.entity and v.record_id = n.record_id
      group by n.entity, n.record_id`,
  },
];

/**
 * Table `joined` (entity, record_id, cluster): records that are one person, though their keys differ. In: `resolved`,
 * `decision`, `decided_key`, `moved_key`, `known_link`, `superseded_before`. Entities in the order of the declarations:
 * whose child somebody is says who the parent is.
 */
export async function joinAlike(context: RunContext, compared: readonly Compared[]): Promise<JoinFigures> {
  const { lake } = context;
  await prepareLikeness(context);
  await lake.run("create or replace temp table joined (entity varchar, record_id uuid, cluster uuid)");
  const linkages: Record<string, Linked> = {};
  for (const { entity } of context.declarations.matchings) {
    const linked = await findAlike(context, entity, compared);
    if (linked !== undefined) linkages[entity] = linked;
    for (const { table, sql } of edgeSteps) await lake.run(`create or replace temp table ${table} as ${sql}`);
    const edges = await lake.rows<Edge>(
      `select left_record as "left", right_record as "right", weight from edge where entity = ${quote(entity)}`,
    );
    const found = cluster(edges, await loadGuards(context, entity));
    const lines = [...found].map(([record, into]) =>
      JSON.stringify({ entity, record_id: record, cluster: into }),
    );
    const file = join(context.runDir, `joined-${entity}.ndjson`);
    writeFileSync(file, lines.map((line) => `${line}\n`).join(""));
    await lake.run(
      `insert into joined select * from read_json(${quote(file)}, format = 'newline_delimited',
         columns = {entity: 'VARCHAR', record_id: 'UUID', cluster: 'UUID'})`,
    );
  }
  const pairsCompared = Object.values(linkages).reduce((sum, linked) => sum + linked.pairsCompared, 0);
  return { pairsCompared, linkages };
}

async function loadGuards({ lake }: Pick<RunContext, "lake">, entity: string): Promise<Guards> {
  const decided = await lake.rows<{ left: string; right: string; verdict: string }>(
    `select left_record as "left", right_record as "right", verdict from decided_pair where entity = ${quote(entity)}`,
  );
  const pairs = (verdict: string) =>
    decided.filter((pair) => pair.verdict === verdict).map(({ left, right }) => [left, right] as const);
  const confirmed = await lake.rows<{ record_id: string; national_key: string }>(
    `select record_id, national_key from confirmed where entity = ${quote(entity)}`,
  );
  return {
    must: pairs("same"),
    cannot: pairs("different"),
    exclusive: new Map(confirmed.map((row) => [row.record_id, row.national_key])),
  };
}
