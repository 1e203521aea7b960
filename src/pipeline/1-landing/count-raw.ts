import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { quote } from "#src/platform/duckdb.ts";
import type { IntakeTable } from "../2-standardise/intake-table.ts";
import type { RunContext } from "../context.ts";

/** Data rows of recognised tables, counted in the raw parts: the left side of the row account. */
export async function countRawRows(context: RunContext, tables: readonly IntakeTable[]): Promise<number> {
  if (tables.length === 0) return 0;
  const path = join(context.runDir, "raw-ranges.ndjson");
  writeFileSync(
    path,
    tables.map((table) => `${JSON.stringify({ f: table.fileSeq, s: table.sheetNo, a: table.firstDataRow, z: table.lastRow })}\n`).join(""),
  );
  const parts = [...new Set(tables.map((table) => join(context.folders.lake, table.rawPart)))];
  const [row] = await context.lake.rows<{ n: string }>(
    `select count(*) as n from read_parquet([${parts.map(quote).join(", ")}]) r
     join read_json(${quote(path)}, format = 'newline_delimited', columns = {f: 'BIGINT', s: 'INTEGER', a: 'INTEGER', z: 'INTEGER'}) t
       on r.file_seq = t.f and r.sheet_no = t.s and r.row_no between t.a and t.z`,
  );
  return Number(row?.n ?? 0);
}
