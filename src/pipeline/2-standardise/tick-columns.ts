import type { Intake } from "#src/domains/dictionary/intake.ts";
import { sourceRowSql } from "#src/domains/dictionary/source-row-id.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import { type Lake, quote } from "#src/platform/duckdb.ts";
import { tickSigns } from "./read-code.ts";

/**
 * Table `tick_table` (file_seq, sheet_no, one boolean per yes-no column, `ticks`): where a table writes nothing but
 * tick signs in a yes-no column, an empty cell there means no. Returns the columns that are such in some table.
 */
export async function findTickColumns(
  lake: Lake,
  intake: Intake,
  text: string,
  used: ReadonlySet<string>,
): Promise<readonly string[]> {
  const columns = Object.entries(intake.columns)
    .filter(([name, field]) => used.has(name) && field.kind === "boolean")
    .map(([name]) => toSnakeCase(name));
  if (columns.length === 0) return [];
  const signs = tickSigns.map(quote).join(", ");
  await lake.run(`
    create or replace temp table tick_table as
    select ${sourceRowSql.fileSeq("source_row_id")} as file_seq, ${sourceRowSql.sheetNo("source_row_id")} as sheet_no,
      ${columns.map((column) => `coalesce(bool_and(${column} in (${signs})), false) as ${column}`).join(", ")}
    from ${text} t group by all`);
  const [found] = await lake.rows<Record<string, boolean>>(
    `select ${columns.map((column) => `bool_or(${column}) as ${column}`).join(", ")} from tick_table`,
  );
  return columns.filter((column) => found?.[column] === true);
}
