import { join } from "node:path";
import type { Intake } from "#src/domains/dictionary/intake.ts";
import { sourceRowSql } from "#src/domains/dictionary/source-row-id.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import { quote } from "#src/platform/duckdb.ts";
import type { RunContext } from "../context.ts";
import type { IntakeTable } from "./intake-table.ts";
import { suspectSql } from "./set-aside.ts";

/** Blanks that a person does not see: tab, line ends, no-break space, zero-width space, byte order mark. */
const oddBlanks = [9, 10, 13, 160, 8203, 65279];

/** Text with no meaning of its own removed: NFC, odd blanks, doubled blanks, blanks at the ends; null when empty. */
function cleaned(cell: string): string {
  return `nullif(trim(case when odd then regexp_replace(nfc_normalize(${cell}), '[\\s\\x{a0}\\x{200b}\\x{feff}]+', ' ', 'g')
    else nfc_normalize(${cell}) end), '')`;
}

/** Whether any cell of the row has blanks to mend: one search a row instead of one a cell, ten times cheaper. */
const hasOddBlanks = `(contains(joined, '  ') or ${oddBlanks.map((code) => `contains(joined, chr(${code}))`).join(" or ")})`;

/**
 * The cells of an intake's tables as text columns under their intake names, one row per raw row of the tables, with
 * `suspect` (the raw cells) where the row may be no record. Needs table `table_map`.
 */
export function textSql(
  context: Pick<RunContext, "folders">,
  intake: Intake,
  tables: readonly IntakeTable[],
): string {
  // Rows of joined packages carry the numbers of rows that also stand, raw, in their batch's part.
  const groups = [
    tables.filter((table) => table.joined !== true),
    tables.filter((table) => table.joined === true),
  ];
  return groups
    .filter((group) => group.length > 0)
    .map((group) => groupSql(context, intake, tables, group))
    .join("\nunion all\n");
}

function groupSql(
  context: Pick<RunContext, "folders">,
  intake: Intake,
  tables: readonly IntakeTable[],
  group: readonly IntakeTable[],
): string {
  const parts = [...new Set(group.map((table) => join(context.folders.lake, table.rawPart)))];
  const joined = group[0]?.joined === true;
  const used = new Set(tables.flatMap((table) => Object.keys(table.positions)));
  const marked = new Set(tables.flatMap((table) => Object.keys(table.readings)));
  const fromContext = new Set(intake.fromContext);
  const columns = Object.keys(intake.columns).map((name) => {
    const sql = toSnakeCase(name);
    let value = used.has(name) ? cleaned(`r.cells[m.at_${sql}]`) : "cast(null as varchar)";
    if (marked.has(name)) {
      value = `case when ${value} is null then m.unmarked_${sql} else coalesce(m.marked_${sql}, ${value}) end`;
    }
    if (fromContext.has(name)) value = `coalesce(${value}, m.whole_${sql})`;
    return `${value} as ${sql}`;
  });
  const marks =
    intake.subjectColumns === true
      ? [
          `map_from_entries(list_filter(list_transform(m.subjects, s -> {k: s."key", v: nullif(trim(r.cells[s."at"]), '')}), e -> e.v is not null)) as marks`,
        ]
      : [];
  const suspect = joined ? "cast(null as varchar[])" : `case when ${suspectSql} then r.cells end`;
  return `
    select ${sourceRowSql.pack("r.file_seq", "r.sheet_no", "r.row_no")} as source_row_id,
      m.source_system, m.trust, m.key_issuer, m.delivery, m.school_id as feed_school_id, m.received_at, ${suspect} as suspect,
      ${[...columns, ...marks].join(",\n      ")}
    from (select *, ${hasOddBlanks} as odd from (
        select *, array_to_string(cells, '|') as joined from read_parquet([${parts.map(quote).join(", ")}]))) r
    join table_map m on r.file_seq = m.file_seq and r.sheet_no = m.sheet_no
    where r.row_no between m.first_row and m.last_row${group.length < tables.length ? ` and m.joined = ${joined}` : ""}`;
}
