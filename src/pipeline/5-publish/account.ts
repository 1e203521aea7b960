import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { sealedColumnsOf } from "#src/domains/dictionary/dataset.ts";
import { sourceRowSql } from "#src/domains/dictionary/source-row-id.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import { quote } from "#src/platform/duckdb.ts";
import { inTransaction } from "#src/platform/postgres/pool.ts";
import type { Compared } from "../2-standardise/compare-standing.ts";
import type { IntakeTable } from "../2-standardise/intake-table.ts";
import type { Identified } from "../3-identity/identify.ts";
import { atOnce } from "../at-once.ts";
import { getDatasetOf, type RunContext } from "../context.ts";
import { isDone } from "../run-steps.ts";
import { sealedSql } from "../sealed-columns.ts";
import { copyIn } from "./copy.ts";

/** Rows of one run by how they ended; together exactly the rows that came in. */
export interface RowAccount {
  readonly rowsIn: number;
  readonly published: number;
  readonly unchanged: number;
  readonly merged: number;
  readonly held: number;
}

/** Rows a transaction of source rows takes at most: small enough to repeat, large enough to be quick. */
const chunkRows = 400_000;

/**
 * Writes down where every fresh row stands (`source_row`), what was rejected and why (`row_rejection`), and ends the
 * earlier forms of changed rows. Chunks have marks of their own.
 */
export async function publishAccount(
  context: RunContext,
  identified: readonly Identified[],
  tables: readonly IntakeTable[],
): Promise<void> {
  // Two lists at a time: while Postgres takes one in, DuckDB writes the other.
  await atOnce(
    2,
    identified.filter(({ rows }) => rows > 0),
    async (item) => {
      await publishSourceRows(context, item);
      await publishRejections(context, item, tables);
      await endEarlierForms(context, item);
    },
  );
}

async function publishSourceRows(context: RunContext, item: Identified): Promise<void> {
  const from = `read_parquet(${quote(item.linkedFile)})`;
  const file = join(context.runDir, `source-rows-${item.intakeId}.csv`);
  const chunks = Math.ceil(item.rows / chunkRows);
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    const mark = `source-rows-${item.intakeId}-${chunk}`;
    if (await isDone(context, mark)) continue;
    // Chunked by feed, not at random: the index on row_key is written feed by feed.
    await context.lake.run(`
      copy (
        select source_row_id, '${item.intakeId}', source_system, coalesce(school_id, feed_school_id), row_key, row_hash, record_id, outcome, ${context.runSeq}
        from ${from} where ${sourceRowSql.fileSeq("source_row_id")} % ${chunks} = ${chunk} order by row_key
      ) to ${quote(file)} (format csv, header false)`);
    await copyMarked(context, mark, sourceRowColumns, file);
  }
}

const sourceRowColumns =
  "source_row (source_row_id, intake, source_system, school_id, row_key, row_hash, record_id, outcome, run_seq)";
const rejectionColumns =
  "row_rejection (source_row_id, column_name, reason, header, column_index, raw, intake, school_id, run_seq)";

/** Takes a file in and leaves the mark that it is in, together or not at all. */
async function copyMarked(
  context: RunContext,
  mark: string,
  tableAndColumns: string,
  file: string,
): Promise<void> {
  const startedAt = context.clock.now();
  await inTransaction(context.pool, async (client) => {
    const rows = await copyIn(client, tableAndColumns, file);
    await client.query("insert into run_step values ($1, $2, $3, $4, $5, '{}')", [
      context.runSeq,
      mark,
      startedAt,
      context.clock.now(),
      rows,
    ]);
  });
}

async function publishRejections(
  context: RunContext,
  item: Identified,
  tables: readonly IntakeTable[],
): Promise<void> {
  const mark = `rejections-${item.intakeId}`;
  if (await isDone(context, mark)) return;
  const file = join(context.runDir, `${mark}.csv`);
  const rows = `read_parquet(${quote(item.linkedFile)})`;
  const found = `
    select source_row_id, column_name, reason, raw from read_parquet(${quote(item.compared.rejectsFile)})
    union all
    select source_row_id, '*', hold_reason, hold_column from ${rows} where outcome = 'held'`;
  const headers = await loadHeaders(context, item, tables, found);
  // The text of a refused cell may be anything, and is often a number that lost a digit.
  const rejection = getDatasetOf(context, "rowRejection");
  const hidden = new Map(
    sealedColumnsOf(rejection).map((column) => [column.name, sealedSql(rejection, column, "x")]),
  );
  await context.lake.run(`
    copy (
      select x.source_row_id, x.column_name, x.reason, h.header, h.position, ${hidden.get("raw") ?? "x.raw"}, '${item.intakeId}', coalesce(r.school_id, r.feed_school_id), ${context.runSeq}
      from (${found}) x
      join ${rows} r on r.source_row_id = x.source_row_id
      left join ${headers} h on h.file_seq = ${sourceRowSql.fileSeq("x.source_row_id")} and h.sheet_no = ${sourceRowSql.sheetNo("x.source_row_id")}
        and ${sourceRowSql.rowNo("x.source_row_id")} between h.first_row and h.last_row
        and h.column_name = case when x.column_name = '*' then x.raw else x.column_name end
    ) to ${quote(file)} (format csv, header false)`);
  await copyMarked(context, mark, rejectionColumns, file);
}

/**
 * Table `header_of_<intake>` (file_seq, sheet_no, first_row, last_row, column_name, header, position): what the sender calls a column,
 * of the files that `found` (a query with source_row_id) names. Returns its name.
 */
async function loadHeaders(
  context: RunContext,
  item: Identified,
  tables: readonly IntakeTable[],
  found: string,
): Promise<string> {
  const named = await context.lake.rows<{ file_seq: string }>(
    `select distinct ${sourceRowSql.fileSeq("source_row_id")} as file_seq from (${found})`,
  );
  const files = new Set(named.map((row) => Number(row.file_seq)));
  const entries = tables
    .filter((table) => table.intake === item.intakeId && files.has(table.fileSeq))
    .flatMap((table) =>
      Object.entries(table.headers).map(([column, header]) => ({
        file_seq: table.fileSeq,
        sheet_no: table.sheetNo,
        first_row: table.firstDataRow,
        last_row: table.lastRow,
        column_name: column,
        header,
        position: table.positions[column],
      })),
    );
  const name = `header_of_${toSnakeCase(item.intakeId)}`;
  const path = join(context.runDir, `headers-${item.intakeId}.ndjson`);
  writeFileSync(path, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
  await context.lake.run(
    `create or replace temp table ${name} as select * from read_json(${quote(path)}, format = 'newline_delimited',
       columns = {file_seq: 'BIGINT', sheet_no: 'INTEGER', first_row: 'INTEGER', last_row: 'INTEGER', column_name: 'VARCHAR', header: 'VARCHAR', position: 'INTEGER'})`,
  );
  return name;
}

/** The earlier form of a changed row no longer stands, and its rejections are settled. */
async function endEarlierForms(context: RunContext, item: Identified): Promise<void> {
  const file = join(context.runDir, `earlier-${item.intakeId}.csv`);
  await context.lake.run(
    `copy (select distinct previous_row_id from read_parquet(${quote(item.linkedFile)}) where previous_row_id is not null)
     to ${quote(file)} (format csv, header false)`,
  );
  await inTransaction(context.pool, async (client) => {
    await client.query("create temp table earlier (id bigint primary key) on commit drop");
    if ((await copyIn(client, "earlier (id)", file)) === 0) return;
    await client.query("analyze earlier");
    await client.query(
      "update source_row s set superseded_by = $1 from earlier e where s.source_row_id = e.id",
      [context.runSeq],
    );
    await client.query(
      "update row_rejection r set resolved_run = $1 from earlier e where r.source_row_id = e.id and resolved_run is null",
      [context.runSeq],
    );
  });
}

/** Counts the run's rows by outcome from the step files; rows of files that were not read again come on top. */
export async function countRows(
  context: RunContext,
  compared: readonly Compared[],
  identified: readonly Identified[],
): Promise<RowAccount> {
  let unchanged = 0;
  let held = 0;
  let rowsIn = 0;
  for (const item of compared) {
    rowsIn += item.rows;
    const statuses = await context.lake.rows<{ status: string; n: string }>(
      `select status, count(*) as n from read_parquet(${quote(item.statusFile)}) group by status`,
    );
    for (const { status, n } of statuses) {
      if (status === "unchanged") unchanged += Number(n);
      if (status === "stillHeld") held += Number(n);
    }
  }
  let published = 0;
  let merged = 0;
  for (const item of identified) {
    const outcomes = await context.lake.rows<{ outcome: string; n: string }>(
      `select outcome, count(*) as n from read_parquet(${quote(item.linkedFile)}) group by outcome`,
    );
    for (const { outcome, n } of outcomes) {
      if (outcome === "published") published += Number(n);
      if (outcome === "unchanged") unchanged += Number(n);
      if (outcome === "merged") merged += Number(n);
      if (outcome === "held") held += Number(n);
    }
  }
  return { rowsIn, published, unchanged, merged, held };
}
