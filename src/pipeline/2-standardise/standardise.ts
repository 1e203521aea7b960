import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Field } from "#src/domains/dictionary/field.ts";
import type { Intake } from "#src/domains/dictionary/intake.ts";
import { sourceRowSql } from "#src/domains/dictionary/source-row-id.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import { quote } from "#src/platform/duckdb.ts";
import type { RunContext } from "../context.ts";
import { columnSql, isLookedUp } from "./column-sql.ts";
import { isSubjectColumn, type IntakeTable } from "./intake-table.ts";
import { buildLookup, readerOf } from "./lookups.ts";

/** Files the step leaves for one intake. */
export interface Standardised {
  readonly intakeId: string;
  /** One row per incoming row, typed; see {@link standardise}. */
  readonly rowsFile: string;
  /** One row per rejected cell: source_row_id, column_name, reason, raw. */
  readonly rejectsFile: string;
  readonly rows: number;
}

/**
 * Turns the raw text rows of one intake into typed rows.
 *
 * In: raw parts (file_seq, sheet_no, row_no, cells) and where each column stands in each table.
 * Out, as Parquet: `source_row_id` (file, sheet and row packed), source, school, `row_key` (what the row is
 * called in its source; first 48 bits are the feed, so that a feed is one index range), `row_hash` (all its text),
 * and one column per intake column. A cell that can't be read is null there and a line in the rejects.
 */
export async function standardise(context: RunContext, intake: Intake, tables: readonly IntakeTable[]): Promise<Standardised> {
  const { lake } = context;
  const workDir = join(context.runDir, "standardised", intake.id);
  mkdirSync(workDir, { recursive: true });
  const textFile = join(workDir, "text.parquet");
  const rowsFile = join(workDir, "rows.parquet");
  const rejectsFile = join(workDir, "rejects.parquet");
  await loadTableMap(context, intake, tables, workDir);
  await lake.run(textSql(context, intake, tables, textFile));
  const text = `read_parquet(${quote(textFile)})`;
  const columns = Object.entries(intake.columns);
  const codeSets = new Map(context.declarations.codeSets.map((set) => [set.id, set]));
  const present = new Set([...tables.flatMap((table) => Object.keys(table.positions)), ...intake.fromContext]);
  for (const [name, field] of columns.filter(([name, field]) => present.has(name) && isLookedUp(field))) {
    await buildLookup(lake, workDir, text, name, readerOf(field, codeSets, name === "birthDate" ? "partial" : "day"));
  }
  await numberRepeats(context, intake, text);
  await lake.run(`copy (${rowsSql(intake, text, present)}) to ${quote(rowsFile)} (format parquet)`);
  await lake.run(`copy (${rejectsSql(intake, text, rowsFile)}) to ${quote(rejectsFile)} (format parquet)`);
  const [count] = await lake.rows<{ n: string }>(`select count(*) as n from read_parquet(${quote(rowsFile)})`);
  return { intakeId: intake.id, rowsFile, rejectsFile, rows: Number(count?.n ?? 0) };
}

/** One row per table: where it lies, whose it is, and the position of every intake column in it. */
async function loadTableMap(context: RunContext, intake: Intake, tables: readonly IntakeTable[], workDir: string): Promise<void> {
  const path = join(workDir, "tables.ndjson");
  const names = Object.keys(intake.columns);
  const lines = tables.map((table) =>
    JSON.stringify({
      file_seq: table.fileSeq,
      sheet_no: table.sheetNo,
      first_row: table.firstDataRow,
      last_row: table.lastRow,
      source_system: table.sourceSystem,
      trust: table.trust,
      key_issuer: table.keyIssuer,
      delivery: table.delivery,
      school_id: table.schoolId,
      received_at: table.receivedAt,
      ...Object.fromEntries(names.map((name) => [`at_${toSnakeCase(name)}`, table.positions[name] ?? null])),
      ...Object.fromEntries(intake.fromContext.map((name) => [`whole_${toSnakeCase(name)}`, table.context[name] ?? null])),
      ...Object.fromEntries(names.map((name) => [`marked_${toSnakeCase(name)}`, table.readings[name]?.whenMarked ?? null])),
      ...Object.fromEntries(names.map((name) => [`unmarked_${toSnakeCase(name)}`, table.readings[name]?.otherwise ?? null])),
      subjects: Object.entries(table.positions)
        .filter(([column]) => isSubjectColumn(column))
        .map(([key, at]) => ({ key, at })),
    }),
  );
  writeFileSync(path, `${lines.join("\n")}\n`);
  const types = [
    "file_seq: 'BIGINT', sheet_no: 'INTEGER', first_row: 'INTEGER', last_row: 'INTEGER', source_system: 'VARCHAR'",
    "trust: 'INTEGER', key_issuer: 'VARCHAR', delivery: 'VARCHAR', school_id: 'VARCHAR', received_at: 'TIMESTAMPTZ'",
    "subjects: 'STRUCT(\"key\" VARCHAR, \"at\" INTEGER)[]'",
    ...names.map((name) => `at_${toSnakeCase(name)}: 'INTEGER'`),
    ...intake.fromContext.map((name) => `whole_${toSnakeCase(name)}: 'VARCHAR'`),
    ...names.flatMap((name) => [`marked_${toSnakeCase(name)}: 'VARCHAR'`, `unmarked_${toSnakeCase(name)}: 'VARCHAR'`]),
  ];
  await context.lake.run(
    `create or replace temp table table_map as
     select * from read_json(${quote(path)}, format = 'newline_delimited', columns = {${types.join(", ")}})`,
  );
}

/** Blanks that a person does not see: tab, line ends, no-break space, zero-width space, byte order mark. */
const oddBlanks = [9, 10, 13, 160, 8203, 65279];

/** Text with no meaning of its own removed: NFC, odd blanks, doubled blanks, blanks at the ends; null when empty. */
function cleaned(cell: string): string {
  return `nullif(trim(case when odd then regexp_replace(nfc_normalize(${cell}), '[\\s\\x{a0}\\x{200b}\\x{feff}]+', ' ', 'g')
    else nfc_normalize(${cell}) end), '')`;
}

/** Whether any cell of the row has blanks to mend: one search a row instead of one a cell, ten times cheaper. */
const hasOddBlanks = `(contains(joined, '  ') or ${oddBlanks.map((code) => `contains(joined, chr(${code}))`).join(" or ")})`;

function textSql(context: RunContext, intake: Intake, tables: readonly IntakeTable[], textFile: string): string {
  const parts = [...new Set(tables.map((table) => join(context.folders.lake, table.rawPart)))];
  const used = new Set(tables.flatMap((table) => Object.keys(table.positions)));
  const marked = new Set(tables.flatMap((table) => Object.keys(table.readings)));
  const fromContext = new Set(intake.fromContext);
  const columns = Object.keys(intake.columns).map((name) => {
    const sql = toSnakeCase(name);
    let value = used.has(name) ? cleaned(`r.cells[m.at_${sql}]`) : "cast(null as varchar)";
    if (marked.has(name)) {
      value = `case when m.marked_${sql} is null then ${value} when ${value} is null then m.unmarked_${sql} else m.marked_${sql} end`;
    }
    if (fromContext.has(name)) value = `coalesce(${value}, m.whole_${sql})`;
    return `${value} as ${sql}`;
  });
  const marks =
    intake.subjectColumns === true
      ? [`map_from_entries(list_filter(list_transform(m.subjects, s -> {k: s."key", v: nullif(trim(r.cells[s."at"]), '')}), e -> e.v is not null)) as marks`]
      : [];
  return `copy (
    select ${sourceRowSql.pack("r.file_seq", "r.sheet_no", "r.row_no")} as source_row_id,
      m.source_system, m.trust, m.key_issuer, m.delivery, m.school_id as feed_school_id, m.received_at,
      ${[...columns, ...marks].join(",\n      ")}
    from (select *, ${hasOddBlanks} as odd from (
        select *, array_to_string(cells, '|') as joined from read_parquet([${parts.map(quote).join(", ")}]))) r
    join table_map m on r.file_seq = m.file_seq and r.sheet_no = m.sheet_no
    where r.row_no between m.first_row and m.last_row
  ) to ${quote(textFile)} (format parquet)`;
}

interface Readable {
  readonly sql: string;
  readonly value: string;
  readonly reason: string;
  readonly precision?: string;
}

function readable(name: string, field: Field): Readable {
  const sql = toSnakeCase(name);
  if (!isLookedUp(field)) return { sql, ...columnSql(sql, field) };
  const value =
    field.kind === "codes" ? `string_split(lookup_${sql}.value, ';')` : `cast(lookup_${sql}.value as ${field.duckdbType})`;
  return {
    sql,
    value,
    reason: `t.r_${sql}`,
    ...(name === "birthDate" ? { precision: `lookup_${sql}.precision` } : {}),
  };
}

function joins(intake: Intake, present: ReadonlySet<string>): string {
  return Object.entries(intake.columns)
    .filter(([name, field]) => present.has(name) && isLookedUp(field))
    .map(([name]) => toSnakeCase(name))
    .map((sql) => `left join lookup_${sql} on t.${sql} = lookup_${sql}.raw`)
    .join("\n");
}

function rowsSql(intake: Intake, text: string, present: ReadonlySet<string>): string {
  const columns = Object.entries(intake.columns).map(([name, field]) => ({ name, field, ...readable(name, field) }));
  const here = columns.filter((column) => present.has(column.name));
  const precise = here.find((column) => column.precision !== undefined);
  const allText = [...here.map((column) => `coalesce(t.${column.sql}, '')`), ...(intake.subjectColumns === true ? ["cast(t.marks as varchar)"] : [])];
  const school = "schoolCode" in intake.columns ? "coalesce(t.school_code, t.feed_school_id)" : "t.feed_school_id";
  const values = columns
    .filter((column) => !(precise !== undefined && column.sql === "birth_precision"))
    .map((column) => {
      const value = present.has(column.name) ? `t.v_${column.sql}` : `cast(null as ${column.field.duckdbType})`;
      const derived = Object.entries(intake.derived ?? {}).find(([name]) => name === column.name)?.[1];
      return derived === undefined ? `${value} as ${column.sql}` : `coalesce(${value}, ${derived.replaceAll("$", "t.")}) as ${column.sql}`;
    });
  const key = keySql(intake);
  // Why a cell was refused is asked only where there is text and no value: on a clean city that is 1 cell in 500.
  const refused = here.map((column) => `t.${column.sql} is not null and t.v_${column.sql} is null`);
  const reasons = here.map((column, index) => `case when ${refused[index]} then '|${column.sql}:' || ${column.reason} end`);
  return `
    select t.source_row_id, t.source_system, t.trust, t.key_issuer, t.delivery, t.feed_school_id, ${school} as school_id, t.received_at,
      cast(md5(concat_ws(chr(31), ${allText.join(", ")})) as uuid) as row_hash,
      cast(substr(md5(concat_ws(chr(31), '${intake.id}', t.source_system, coalesce(t.feed_school_id, ''))), 1, 12)
        || substr(md5(concat_ws(chr(31), ${key}, t.again_n)), 1, 20) as uuid) as row_key,
      cast(null as bigint) as previous_row_id,
      case when ${refused.map((test) => `(${test})`).join(" or ")} then nullif(concat(${reasons.join(", ")}), '') end as rejected,
      ${intake.subjectColumns === true ? "t.marks," : ""}
      ${precise === undefined ? "" : "t.v_precision as birth_precision,"}
      ${values.join(",\n      ")}
    from (
      select t.*, again.n as again_n,
        ${here.map((column) => `${column.value} as v_${column.sql}`).join(",\n        ")}
        ${here.filter((column) => isLookedUp(column.field)).map((column) => `, lookup_${column.sql}.reason as r_${column.sql}`).join("")}
        ${precise === undefined ? "" : `, ${precise.precision} as v_precision`}
      from ${text} t
      left join again on again.source_row_id = t.source_row_id
      ${joins(intake, present)}
    ) t`;
}

/** Table `again` (source_row_id, n): rows whose key stands more than once in their feed, numbered from the second on. */
async function numberRepeats(context: RunContext, intake: Intake, text: string): Promise<void> {
  const key = keySql(intake);
  const group = "t.source_system, t.feed_school_id, t.k";
  await context.lake.run(`
    create or replace temp table again as
    with keyed as (select t.source_row_id, t.source_system, t.feed_school_id, hash(${key}) as k from ${text} t),
      repeated as (select source_system, feed_school_id, k from keyed group by all having count(*) > 1)
    select t.source_row_id, row_number() over (partition by ${group} order by t.source_row_id) as n
    from keyed t join repeated r on r.k = t.k and r.source_system = t.source_system and r.feed_school_id is not distinct from t.feed_school_id
    qualify n > 1`);
}

/** What the row is called in its source; compared as text, so an unreadable key still names its row. */
function keySql(intake: Intake): string {
  const textOf = (name: string) => `coalesce(t.${toSnakeCase(name)}, '')`;
  const main = `concat_ws(chr(30), ${intake.rowKey.map(textOf).join(", ")})`;
  const first = intake.rowKey[0];
  if (intake.rowKeyElse === undefined || first === undefined) return main;
  return `case when t.${toSnakeCase(first)} is null then concat_ws(chr(30), ${intake.rowKeyElse.map((name) => `hp_fold(${textOf(name)})`).join(", ")}) else ${main} end`;
}

/** The rejects of the few rows that have any: `rejected` lists them, the text holds what stood there. */
function rejectsSql(intake: Intake, text: string, rowsFile: string): string {
  const columns = Object.keys(intake.columns);
  return `
    select r.source_row_id, n.column_name, split_part(item, ':', 2) as reason, left(n.raw, 500) as raw
    from (select source_row_id, unnest(string_split(substr(rejected, 2), '|')) as item
          from read_parquet(${quote(rowsFile)}) where rejected is not null) r
    join (
      unpivot (select source_row_id, ${columns.map((name) => `${toSnakeCase(name)} as "${name}"`).join(", ")} from ${text}
               where source_row_id in (select source_row_id from read_parquet(${quote(rowsFile)}) where rejected is not null))
      on columns(* exclude (source_row_id)) into name column_name value raw
    ) n on n.source_row_id = r.source_row_id and n.column_name = (map {${columns.map((name) => `'${toSnakeCase(name)}': '${name}'`).join(", ")}})[split_part(item, ':', 1)]`;
}
