import type { LinkageSpec } from "#src/domains/dictionary/linkage.ts";
import type { Lake } from "#src/platform/duckdb.ts";
import { featuresOf, withReadings } from "../features.ts";
import { type Linked, linkRows } from "../link.ts";
import { scorePairs } from "../score.ts";
import { alignRoles, type RecognisedList } from "./align-roles.ts";
import { chooseBlocks, givenBlocks } from "./choose-blocks.ts";
import { clusterRows } from "./cluster-rows.ts";
import type { ElseWord } from "./column-kind.ts";
import type { NamedColumn } from "./column-names.ts";
import type { ListConfig } from "./list-config.ts";
import { fieldsOf, fieldsSaid, type ListField } from "./list-fields.ts";
import { type BlockKey, blockKeysOf, comparisonsOf, mayBeOneSql, readingsOf, vetoesOf } from "./list-spec.ts";
import { overrideModel } from "./override-model.ts";
import { type ReadList, readLists } from "./read-lists.ts";
import { assertKnownColumns, recogniseColumns } from "./recognise-columns.ts";

export interface ListsToLink {
  readonly lake: Lake;
  /** One list, to find rows that are one; or two, to find the rows of the second in the first. */
  readonly paths: readonly string[];
  readonly config: ListConfig;
  /** Names of our own columns, for headers. */
  readonly dictionary: ReadonlyMap<string, NamedColumn>;
  /** Folder for parsed parts; the caller removes it. */
  readonly workDir: string;
  readonly language: "vi" | "en";
}

export interface LinkedLists {
  readonly lists: readonly RecognisedList[];
  readonly fields: readonly ListField[];
  readonly spec: LinkageSpec;
  readonly linked: Linked;
  readonly rows: number;
  readonly clusters: number;
  /** Rows that share their cluster with another. */
  readonly linkedRows: number;
}

/** Lighter pairs are not kept: together with what one pair may say at most it leaves clusters room for doubt. */
const floorWeight = -10;
/** How rows that were not compared count when clusters are held together. */
const strangerWeight = -6;
const mostWeight = 20;
/** A sample for short lists: enough to tell a level that one pair of strangers in ten thousand reaches. */
const randomPairs = 300_000;

/**
 * Finds the rows of one list, or of two, that are one person or thing. Nothing need be said of them: columns are
 * recognised, comparisons follow from what they hold, blocks from what they cost, weights from the data. Leaves tables
 * `list_row` (row_id, list_no, row_no, fields), those of {@link linkRows}, and `row_cluster` (row_id, list_no, row_no, cluster).
 *
 * @throws {HpError} path-not-found, list-unreadable, list-without-rows, argument-invalid (configuration)
 */
export async function linkLists(request: ListsToLink): Promise<LinkedLists> {
  const { lake, config, dictionary } = request;
  const read = await readLists(request);
  assertKnownColumns(read, config, request.language);
  const recognised: RecognisedList[] = [];
  for (const list of read)
    recognised.push({ ...list, columns: await recogniseColumns(lake, list, config, dictionary) });
  const lists = await alignRoles(lake, recognised);
  const fields =
    config.comparisons === undefined
      ? fieldsOf(lists.map(({ columns }) => columns))
      : fieldsSaid(lists, config.comparisons, request.language);
  const rows = lists.reduce((sum, list) => sum + list.rows, 0);
  const bare: LinkageSpec = {
    entity: "list",
    readings: readingsOf(fields),
    comparisons: comparisonsOf(fields),
    blocks: [],
    vetoes: vetoesOf(fields),
  };
  await buildRows(lake, lists, fields, config.within || lists.length === 1);
  const keys = Object.fromEntries(blockKeysOf(fields).map((key, at) => [`k${at + 1}`, key]));
  await buildKeys(lake, bare, keys);
  const blocks =
    config.blocks === undefined
      ? await chooseBlocks(lake, "list_row", keys, rows)
      : givenBlocks(config.blocks, fields, keys);
  const spec = { ...bare, blocks, features: Object.fromEntries(Object.keys(keys).map((key) => [key, key])) };
  const linked = await linkRows({
    lake,
    spec,
    rows: "list_row",
    floorWeight,
    randomPairs,
    lessonsFrom: "candidates",
    learnWhere: mayBeOneSql(fields, spec.comparisons),
  });
  const model = overrideModel(linked.model, spec, fields, config.parameters);
  if (model !== linked.model) await scorePairs(lake, spec, model, floorWeight);
  const counts = await writeClusters(lake, config.threshold);
  return { lists: withoutUnused(lists, fields), fields, spec, linked: { ...linked, model }, rows, ...counts };
}

/** Columns that no field is made of are told as left out: the configuration named others. */
function withoutUnused(
  lists: readonly RecognisedList[],
  fields: readonly ListField[],
): readonly RecognisedList[] {
  return lists.map((list, at) => {
    const used = new Set(
      fields.flatMap(({ sources, elseWords }) => [...(sources[at] ?? []), elseWords[at]?.columnNo]),
    );
    return {
      ...list,
      columns: list.columns.map((column) =>
        used.has(column.columnNo) || column.leftOut !== undefined ? column : { ...column, leftOut: "config" },
      ),
    };
  });
}

async function buildRows(
  lake: Lake,
  lists: readonly ReadList[],
  fields: readonly ListField[],
  within: boolean,
): Promise<void> {
  const parts = lists.map(({ listNo }, list) => {
    const values = fields.map(({ name, sources, elseWords }) => {
      const cells = (sources[list] ?? []).map((columnNo) => `cells[${columnNo}]`);
      const own = `nullif(concat_ws(' ', ${["null", ...cells].join(", ")}), '')`;
      return `coalesce(${own}, ${elseWordSql(elseWords[list])}) as ${name}`;
    });
    return `select list_no, row_no, ${values.join(", ")} from list_cell where list_no = ${listNo}`;
  });
  const number = "row_number() over (order by list_no, row_no)";
  // Rows of one group are never compared: where lists are not searched within, each is a group.
  await lake.run(`
    create or replace temp table list_row as
    select ${number} as row_id, ${within ? number : "cast(list_no as bigint)"} as group_id, cast(null as varchar) as anchor, *
    from (${parts.join(" union all ")})`);
}

/** A whole name of one word tells neither part. */
function elseWordSql(from: ElseWord | undefined): string {
  if (from === undefined) return "null";
  const words = `string_split_regex(cells[${from.columnNo}], '\\s+')`;
  return `case when len(${words}) > 1 then ${words}[${from.word === "first" ? 1 : -1}] end`;
}

/** Adds to `list_row` the columns that blocks may use. */
async function buildKeys(
  lake: Lake,
  bare: LinkageSpec,
  keys: Readonly<Record<string, BlockKey>>,
): Promise<void> {
  const features = featuresOf(bare);
  const read = (bare.readings ?? []).flatMap(({ columns }) => Object.keys(columns));
  const rows = await withReadings(lake, bare.readings ?? [], "list_row");
  const derived = Object.entries(features).map(([name, sql]) => `${sql} as ${name}`);
  const keyed = Object.entries(keys).map(
    ([name, { sql }]) => `nullif(cast(${sql} as varchar), '') as ${name}`,
  );
  await lake.run(`
    create or replace temp table list_row as
    select * exclude (${[...Object.keys(features), ...read].join(", ")}), ${keyed.join(", ")} from (select *, ${derived.join(", ")} from ${rows})`);
}

async function writeClusters(
  lake: Lake,
  threshold: number,
): Promise<{ readonly clusters: number; readonly linkedRows: number }> {
  const pairs = await lake.rows<{ left: string; right: string; weight: number }>(
    `select l.row_id as "left", r.row_id as "right", case when is_vetoed then least(weight, ${-mostWeight}) else weight end as weight
     from scored_pair p join feature l on l.rowid = p.left_node join feature r on r.rowid = p.right_node`,
  );
  const found = clusterRows(
    pairs.map(({ left, right, weight }) => ({ left: Number(left), right: Number(right), weight })),
    { joinWeight: Math.log2(threshold / (1 - threshold)), strangerWeight, mostWeight },
  );
  await lake.run("create or replace temp table found_cluster (row_id bigint, cluster bigint)");
  const values = [...found].map(([row, of]) => `(${row}, ${of})`);
  for (let at = 0; at < values.length; at += 10_000)
    await lake.run(`insert into found_cluster values ${values.slice(at, at + 10_000).join(", ")}`);
  await lake.run(`
    create or replace temp table row_cluster as
    select r.row_id, r.list_no, r.row_no, dense_rank() over (order by coalesce(f.cluster, r.row_id)) as cluster
    from list_row r left join found_cluster f using (row_id);
    drop table found_cluster`);
  const [count] = await lake.rows<{ n: string }>("select count(distinct cluster) as n from row_cluster");
  return { clusters: Number(count?.n ?? 0), linkedRows: found.size };
}
