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
  for (const [name, field] of columns.filter(([, field]) => isLookedUp(field))) {
    await buildLookup(lake, workDir, text, name, readerOf(field, codeSets, name === "birthDate" ? "partial" : "day"));
  }
  await lake.run(`copy (${rowsSql(intake, text)}) to ${quote(rowsFile)} (format parquet, compression zstd)`);
  await lake.run(`copy (${rejectsSql(intake, text)}) to ${quote(rejectsFile)} (format parquet)`);
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

/** Text with no meaning of its own removed: NFC, no-break spaces, doubled blanks, blanks at the ends; null when empty. */
function cleaned(cell: string): string {
  const composed = `nfc_normalize(${cell})`;
  return `nullif(trim(case when regexp_matches(${composed}, '[\\s\\x{a0}\\x{200b}\\x{feff}]{2}|[\\t\\r\\n\\x{a0}\\x{200b}\\x{feff}]')
    then regexp_replace(${composed}, '[\\s\\x{a0}\\x{200b}\\x{feff}]+', ' ', 'g') else ${composed} end), '')`;
}

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
    from read_parquet([${parts.map(quote).join(", ")}]) r
    join table_map m on r.file_seq = m.file_seq and r.sheet_no = m.sheet_no
    where r.row_no between m.first_row and m.last_row
  ) to ${quote(textFile)} (format parquet, compression zstd)`;
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
    reason: `lookup_${sql}.reason`,
    ...(name === "birthDate" ? { precision: `lookup_${sql}.precision` } : {}),
  };
}

function joins(intake: Intake): string {
  return Object.entries(intake.columns)
    .filter(([, field]) => isLookedUp(field))
    .map(([name]) => toSnakeCase(name))
    .map((sql) => `left join lookup_${sql} on t.${sql} = lookup_${sql}.raw`)
    .join("\n");
}

function rowsSql(intake: Intake, text: string): string {
  const columns = Object.entries(intake.columns).map(([name, field]) => readable(name, field));
  const precise = columns.find((column) => column.precision !== undefined);
  const allText = [...columns.map((column) => `coalesce(t.${column.sql}, '')`), ...(intake.subjectColumns === true ? ["cast(t.marks as varchar)"] : [])];
  const school = "schoolCode" in intake.columns ? "coalesce(t.school_code, t.feed_school_id)" : "t.feed_school_id";
  const values = columns
    .filter((column) => !(precise !== undefined && column.sql === "birth_precision"))
    .map((column) => {
      const derived = Object.entries(intake.derived ?? {}).find(([name]) => toSnakeCase(name) === column.sql)?.[1];
      return derived === undefined ? `${column.value} as ${column.sql}` : `coalesce(${column.value}, ${derived.replaceAll("$", "t.")}) as ${column.sql}`;
    });
  const key = keySql(intake);
  return `
    select t.source_row_id, t.source_system, t.trust, t.key_issuer, t.delivery, t.feed_school_id, ${school} as school_id, t.received_at,
      cast(md5(concat_ws(chr(31), ${allText.join(", ")})) as uuid) as row_hash,
      cast(substr(md5(concat_ws(chr(31), '${intake.id}', t.source_system, coalesce(t.feed_school_id, ''))), 1, 12)
        || substr(md5(concat_ws(chr(31), ${key}, row_number() over (
             partition by t.source_system, t.feed_school_id, ${key} order by t.source_row_id))), 1, 20) as uuid) as row_key,
      ${intake.subjectColumns === true ? "t.marks," : ""}
      ${precise?.precision === undefined ? "" : `${precise.precision} as birth_precision,`}
      ${values.join(",\n      ")}
    from ${text} t
    ${joins(intake)}`;
}

/** What the row is called in its source; compared as text, so an unreadable key still names its row. */
function keySql(intake: Intake): string {
  const textOf = (name: string) => `coalesce(t.${toSnakeCase(name)}, '')`;
  const main = `concat_ws(chr(30), ${intake.rowKey.map(textOf).join(", ")})`;
  const first = intake.rowKey[0];
  if (intake.rowKeyElse === undefined || first === undefined) return main;
  return `case when t.${toSnakeCase(first)} is null then concat_ws(chr(30), ${intake.rowKeyElse.map((name) => `hp_fold(${textOf(name)})`).join(", ")}) else ${main} end`;
}

function rejectsSql(intake: Intake, text: string): string {
  const columns = Object.entries(intake.columns).map(([name, field]) => ({ name, ...readable(name, field) }));
  const items = columns.map(({ name, sql, reason }) => `{column_name: '${name}', reason: ${reason}, raw: left(t.${sql}, 500)}`);
  return `
    select source_row_id, item.column_name, item.reason, item.raw
    from (select t.source_row_id, unnest([${items.join(", ")}]) as item
          from ${text} t
          ${joins(intake)}
          where coalesce(${columns.map((column) => column.reason).join(", ")}) is not null)
    where item.reason is not null`;
}
