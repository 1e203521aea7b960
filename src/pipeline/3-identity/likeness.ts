import { existsSync, linkSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { LinkageSpec } from "#src/domains/dictionary/linkage.ts";
import { quote } from "#src/platform/duckdb.ts";
import type { Compared } from "../2-standardise/compare-standing.ts";
import { runFile } from "../5-publish/standing-rows.ts";
import { askByKey } from "../ask-by-key.ts";
import type { RunContext } from "../context.ts";
import { featuresOf } from "./linkage/features.ts";
import { findModel, keepModel } from "./linkage/kept-model.ts";
import { levelColumns } from "./linkage/levels.ts";
import { type Linked, linkRows } from "./linkage/link.ts";
import { buildPersonRows } from "./person-rows.ts";

/** Odds of a thousand to one: from here on likeness links by itself. A wrong merge is worse than a duplicate. */
export const linkWeight = Math.log2(1000);
/** One chance in five: from here on a person is asked. */
export const reviewWeight = Math.log2(0.25);

/** Tables `likeness` and `standing_key`, empty; see {@link findAlike}. */
export async function prepareLikeness({ lake }: Pick<RunContext, "lake">): Promise<void> {
  await lake.run(`
    create or replace temp table likeness (entity varchar, left_record uuid, right_record uuid, left_anchor uuid, right_anchor uuid,
      weight double, is_link boolean, is_review boolean, levels tinyint[]);
    create or replace temp table standing_key (entity varchar, link_key uuid, record_id uuid, key_kind varchar, verified boolean);
    create or replace temp table listed as select distinct entity, record_id from resolved where brings and record_id is not null`);
}

/**
 * Holds this run's people of an entity against each other and against all that stand. Adds to tables `likeness`
 * (entity, left_record, right_record, left_anchor, right_anchor, weight, is_link, is_review, levels): pairs of records that resemble each
 * other, and `standing_key`: keys of earlier records among them. Undefined when the entity has no linkage.
 */
export async function findAlike(
  context: RunContext,
  entity: string,
  compared: readonly Compared[],
): Promise<Linked | undefined> {
  const spec = context.declarations.linkages.find((linkage) => linkage.entity === entity);
  if (spec === undefined) return undefined;
  await buildPersonRows(context, entity, compared);
  const [fresh] = await context.lake.rows<{ n: string }>("select count(*) as n from person_row");
  if (fresh?.n === "0") return undefined;
  const standing = await standingSql(context, spec, compared);
  const model = await findModel(context, entity, Number(fresh?.n));
  const linked = await linkRows({
    lake: context.lake,
    spec,
    rows: "person_row",
    floorWeight: reviewWeight,
    // A small delivery says little anyway; what it can't say is worth no second.
    randomPairs: Math.min(1_000_000, Math.max(200_000, 4 * Number(fresh?.n))),
    ...(standing === undefined ? {} : { standing }),
    ...(model === undefined ? {} : { model }),
  });
  if (model === undefined) await keepModel(context, linked.model);
  await keepFeatures(context, spec);
  await addLikeness(context, spec);
  return linked;
}

/** Files of the index: what was compared of every row, kept so that no later run works it out again. */
export function indexFile(context: Pick<RunContext, "runDir">, entity: string): string {
  return join(context.runDir, "index", `${entity}.parquet`);
}

function indexDir(context: Pick<RunContext, "folders">, entity: string): string {
  return join(context.folders.lake, "identity", entity);
}

/** Hands what was compared to the lake, where later runs hold their people against it. */
export function keepIndex(context: RunContext): void {
  for (const { entity } of context.declarations.linkages) {
    const file = indexFile(context, entity);
    if (!existsSync(file)) continue;
    const dir = indexDir(context, entity);
    mkdirSync(dir, { recursive: true });
    const kept = join(dir, runFile(context));
    if (!existsSync(kept)) linkSync(file, kept);
  }
}

async function keepFeatures(context: RunContext, spec: LinkageSpec): Promise<void> {
  const file = indexFile(context, spec.entity);
  mkdirSync(join(context.runDir, "index"), { recursive: true });
  const names = Object.keys(featuresOf(spec));
  await context.lake.run(
    `copy (select row_id, anchor, ${names.join(", ")} from feature where not is_standing and anchor is not null)
     to ${quote(file)} (format parquet, compression zstd)`,
  );
}

/** Rows of earlier runs that still stand, with their features; undefined when there are none. */
export async function standingSql(
  context: RunContext,
  spec: Pick<LinkageSpec, "entity">,
  compared: readonly Compared[],
): Promise<string | undefined> {
  const dir = indexDir(context, spec.entity);
  const files = existsSync(dir) ? readdirSync(dir).filter((name) => name.endsWith(".parquet")) : [];
  const earlier = files.filter((name) => Number(/\d+/.exec(name)?.[0]) < context.runSeq);
  if (earlier.length === 0) return undefined;
  const replaced = compared.map(
    ({ freshFile }) =>
      `select previous_row_id from read_parquet(${quote(freshFile)}) where previous_row_id is not null`,
  );
  await context.lake.run(
    `create or replace temp table replaced as select source_row_id from superseded_before where not only_moved ${replaced.map((sql) => `union all ${sql}`).join(" ")}`,
  );
  return `(select * from read_parquet([${earlier.map((name) => quote(join(dir, name))).join(", ")}], union_by_name = true)
    where row_id not in (select source_row_id from replaced))`;
}

/** From pairs of rows to pairs of records, with the surest reason for each. */
async function addLikeness(context: RunContext, spec: LinkageSpec): Promise<void> {
  const { lake } = context;
  const entity = quote(spec.entity);
  await lake.run("create or replace temp table anchor_record (link_key uuid, record_id uuid)");
  await askByKey(context, {
    into: "anchor_record",
    keys: `select distinct f.anchor from feature f
      where f.is_standing and f.rowid in (select left_node from scored_pair union all select right_node from scored_pair)`,
    keyType: "uuid",
    answer: `select link_key, record_id from asked join link on link_key = k where entity = ${entity}`,
    columns: { link_key: "UUID", record_id: "UUID" },
  });
  await lake.run(`
    create or replace temp table anchor_now as
    select a.link_key, coalesce(m.to_record, a.record_id) as record_id
    from anchor_record a left join (select * from moved_key where entity = ${entity}) m
      on m.source_key = a.link_key and m.from_record = a.record_id;
    insert into likeness
    select ${entity}, left_record, right_record, arg_max(left_anchor, weight), arg_max(right_anchor, weight), max(weight),
      bool_or(weight >= ${linkWeight} and not is_vetoed), bool_or(is_asked), arg_max(levels, weight)
    from (
      select
        case when l.is_standing then la.record_id else l.group_id end as left_record,
        case when r.is_standing then ra.record_id else r.group_id end as right_record,
        coalesce(l.anchor, l.group_id) as left_anchor, coalesce(r.anchor, r.group_id) as right_anchor, p.weight, p.is_vetoed,
        -- Nobody is asked about what a veto rules out, unless it says so and all else would have linked the pair.
        not p.is_vetoed or not p.is_hopeless and p.weight >= ${linkWeight} as is_asked,
        [${levelColumns(spec).join(", ")}] as levels
      from scored_pair p
      join feature l on l.rowid = p.left_node
      join feature r on r.rowid = p.right_node
      left join anchor_now la on la.link_key = l.anchor and l.is_standing
      left join anchor_now ra on ra.link_key = r.anchor and r.is_standing
    )
    where left_record <> right_record
    group by left_record, right_record`);
  await askByKey(context, {
    into: "standing_key",
    keys: `select left_record from likeness where entity = ${entity} and is_link union select right_record from likeness where entity = ${entity} and is_link`,
    keyType: "uuid",
    answer: `select entity, link_key, record_id, key_kind, verified from asked join link on record_id = k where verified and entity = ${entity}`,
    columns: {
      entity: "VARCHAR",
      link_key: "UUID",
      record_id: "UUID",
      key_kind: "VARCHAR",
      verified: "BOOLEAN",
    },
  });
}
