import type { LinkedLists } from "#src/pipeline/3-identity/linkage/lists/link-lists.ts";
import { type Lake, quote, quoteName } from "#src/platform/duckdb.ts";

/**
 * Writes every row with its cluster: `file`, `row` (as Excel or an editor counts, header included), `record` (1 for the
 * first below the header), `id` (the row's own number in its list, if it has one), `cluster`.
 */
export async function writeClusters(lake: Lake, linked: LinkedLists, out: string): Promise<void> {
  await nameRows(lake, linked);
  await lake.run(`
    copy (
      select n.file, n.row_no as "row", n.record, n.id, c.cluster
      from named_row n join row_cluster c using (row_id) order by row_id
    ) to ${quote(out)} (format csv, header true)`);
}

/** Writes every kept pair, the surest first: both rows, weight in bits, probability, and each comparison's level. */
export async function writePairs(lake: Lake, linked: LinkedLists, out: string): Promise<void> {
  await nameRows(lake, linked);
  const levels = linked.spec.comparisons.map(({ name, title, levels: known }) => {
    const names = known.map((level, at) => `when ${at} then ${quote(level.name)}`).join(" ");
    return `case p.g_${name} ${names} when ${known.length} then 'else' end as ${quoteName(title.vi)}`;
  });
  await lake.run(`
    copy (
      select a.file as left_file, a.row_no as left_row, a.id as left_id, b.file as right_file, b.row_no as right_row, b.id as right_id,
        round(weight, 3) as weight, round(1 / (1 + pow(2, -weight)), 6) as probability, ca.cluster = cb.cluster as one_cluster,
        ${levels.join(", ")}
      from scored_pair p
      join feature l on l.rowid = p.left_node join feature r on r.rowid = p.right_node
      join named_row a on a.row_id = l.row_id join named_row b on b.row_id = r.row_id
      join row_cluster ca on ca.row_id = l.row_id join row_cluster cb on cb.row_id = r.row_id
      order by p.weight desc, l.row_id, r.row_id
    ) to ${quote(out)} (format csv, header true)`);
}

/**
 * The row that a person names: `17` or, of two lists, `2:17`, counted as in the file; or the row's own number in its list.
 */
export async function findRow(lake: Lake, linked: LinkedLists, named: string): Promise<string | undefined> {
  await nameRows(lake, linked);
  const [, listNo, rowNo] = /^(?:(\d+):)?(\d+)$/.exec(named) ?? [];
  const byPlace =
    rowNo === undefined ? "false" : `list_no = ${Number(listNo ?? 1)} and row_no = ${Number(rowNo)}`;
  const [found] = await lake.rows<{ row_id: string }>(
    `select row_id from named_row where ${byPlace} or id = ${quote(named)} order by (${byPlace}) desc, row_id limit 1`,
  );
  return found?.row_id;
}

/** Table `named_row` (row_id, list_no, row_no, file, record, id): how a person finds a row again. */
async function nameRows(lake: Lake, { lists }: LinkedLists): Promise<void> {
  const parts = lists.map(({ listNo, fileName, columns }) => {
    const id = columns.find(({ leftOut }) => leftOut === "rowId");
    return `
      select r.row_id, r.list_no, r.row_no, ${quote(fileName)} as file, row_number() over (order by r.row_no) as record,
        ${id === undefined ? "cast(null as varchar)" : `c.cells[${id.columnNo}]`} as id
      from list_row r join list_cell c using (list_no, row_no) where r.list_no = ${listNo}`;
  });
  await lake.run(`create or replace temp table named_row as ${parts.join(" union all ")}`);
}
