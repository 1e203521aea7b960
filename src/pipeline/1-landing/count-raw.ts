import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { quote } from "#src/platform/duckdb.ts";
import type { IntakeTable } from "../2-standardise/intake-table.ts";
import type { RunContext } from "../context.ts";

/** Data rows of recognised tables, counted in the raw parts: the left side of the row account. */
export async function countRawRows(context: RunContext, tables: readonly IntakeTable[]): Promise<number> {
  const partOf = (table: IntakeTable) => join(context.folders.lake, table.rawPart);
  let rows = 0;
  // A joined part holds one table and nothing else; its rows carry numbers that the raw parts have, too.
  for (const part of new Set(tables.filter((table) => table.joined === true).map(partOf))) {
    rows += await count(context, `select count(*) as n from read_parquet(${quote(part)})`);
  }
  const plain = tables.filter((table) => table.joined !== true);
  if (plain.length === 0) return rows;
  const path = join(context.runDir, "raw-ranges.ndjson");
  writeFileSync(
    path,
    plain
      .map(
        (table) =>
          `${JSON.stringify({ f: table.fileSeq, s: table.sheetNo, a: table.firstDataRow, z: table.lastRow })}\n`,
      )
      .join(""),
  );
  const parts = [...new Set(plain.map(partOf))];
  return (
    rows +
    (await count(
      context,
      `select count(*) as n from read_parquet([${parts.map(quote).join(", ")}]) r
       join read_json(${quote(path)}, format = 'newline_delimited', columns = {f: 'BIGINT', s: 'INTEGER', a: 'INTEGER', z: 'INTEGER'}) t
         on r.file_seq = t.f and r.sheet_no = t.s and r.row_no between t.a and t.z`,
    ))
  );
}

async function count(context: RunContext, sql: string): Promise<number> {
  const [row] = await context.lake.rows<{ n: string }>(sql);
  return Number(row?.n ?? 0);
}
