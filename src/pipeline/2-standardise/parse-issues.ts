import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { sourceRowId } from "#src/domains/dictionary/source-row-id.ts";
import { type Lake, quote } from "#src/platform/duckdb.ts";
import type { IntakeTable } from "./intake-table.ts";

/**
 * Table `parse_issue` (source_row_id, column_name or null, reason, raw): cells that parsing took out, and rows whose
 * cells may stand in the wrong columns (column null), which are held. Returns whether there is any of each.
 */
export async function loadParseIssues(
  lake: Lake,
  tables: readonly IntakeTable[],
  workDir: string,
): Promise<{ cells: boolean; rows: boolean }> {
  const issues = tables.flatMap((table) =>
    (table.issues ?? []).map((issue) => ({
      source_row_id: String(
        sourceRowId({ fileSeq: table.fileSeq, sheetNo: table.sheetNo, rowNo: issue.rowNo }),
      ),
      column_name: issue.column,
      reason: issue.reason,
      raw: issue.raw,
    })),
  );
  const path = join(workDir, "parse-issues.ndjson");
  writeFileSync(path, issues.map((issue) => `${JSON.stringify(issue)}\n`).join(""));
  await lake.run(
    `create or replace temp table parse_issue as
     select * from read_json(${quote(path)}, format = 'newline_delimited',
       columns = {source_row_id: 'BIGINT', column_name: 'VARCHAR', reason: 'VARCHAR', raw: 'VARCHAR'})`,
  );
  return {
    cells: issues.some((issue) => issue.column_name !== null),
    rows: issues.some((issue) => issue.column_name === null),
  };
}
