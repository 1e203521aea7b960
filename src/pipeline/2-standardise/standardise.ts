import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Field } from "#src/domains/dictionary/field.ts";
import type { Intake } from "#src/domains/dictionary/intake.ts";
import { sourceRowSql } from "#src/domains/dictionary/source-row-id.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import { quote } from "#src/platform/duckdb.ts";
import type { RunContext } from "../context.ts";
import { rowGroups } from "../row-groups.ts";
import { columnSql, isLookedUp } from "./column-sql.ts";
import { type IntakeTable, isSubjectColumn } from "./intake-table.ts";
import { buildLookups, lookupSql, readerOf } from "./lookups.ts";
import { loadParseIssues } from "./parse-issues.ts";
import { probesOf, probeTypes, setAside } from "./set-aside.ts";
import { textSql } from "./text-sql.ts";
import { findTickColumns } from "./tick-columns.ts";

/** Files the step leaves for one intake. */
export interface Standardised {
  readonly intakeId: string;
  /** One row per incoming row, typed; see {@link standardise}. */
  readonly rowsFile: string;
  /** One row per rejected cell: source_row_id, column_name, reason, raw. */
  readonly rejectsFile: string;
  readonly rows: number;
  /** Rows of the tables that are no records: headers printed again, sums, notes, signatures. */
  readonly setAside: number;
}

/** As much of a run as standardising needs. */
export type LakeContext = Pick<RunContext, "lake" | "runDir" | "folders" | "declarations">;

/** What is so of this run's tables and not of every run's: a clean delivery pays for none of it. */
interface Special {
  readonly present: ReadonlySet<string>;
  /** Snake-case names of yes-no columns that some table only ticks. */
  readonly ticks: readonly string[];
  readonly issues: { readonly cells: boolean; readonly rows: boolean };
}

/**
 * Turns the raw text rows of one intake into typed rows.
 *
 * In: raw parts (file_seq, sheet_no, row_no, cells) and where each column stands in each table.
 * Out, as Parquet: `source_row_id` (file, sheet and row packed), source, school, `row_key` (what the row is
 * called in its source; first 48 bits are the feed, so that a feed is one index range), `row_hash` (all its text),
 * and one column per intake column. A cell that can't be read is null there and a line in the rejects.
 */
export async function standardise(
  context: LakeContext,
  intake: Intake,
  tables: readonly IntakeTable[],
): Promise<Standardised> {
  const { lake } = context;
  const workDir = join(context.runDir, "standardised", intake.id);
  mkdirSync(workDir, { recursive: true });
  const textFile = join(workDir, "text.parquet");
  const rowsFile = join(workDir, "rows.parquet");
  const rejectsFile = join(workDir, "rejects.parquet");
  await loadTableMap(context, intake, tables, workDir);
  const grouped = rowGroups(tables.reduce((sum, table) => sum + table.lastRow - table.firstDataRow + 1, 0));
  await lake.run(
    `copy (${textSql(context, intake, tables)}) to ${quote(textFile)} (format parquet, ${grouped})`,
  );
  const aside = await setAside(lake, intake, tables, textFile, workDir);
  const all = `read_parquet(${quote(textFile)})`;
  const text = aside === 0 ? all : `(select * from ${all} anti join set_aside using (source_row_id))`;
  const columns = Object.entries(intake.columns);
  const codeSets = new Map(context.declarations.codeSets.map((set) => [set.id, set]));
  const present = new Set([
    ...tables.flatMap((table) => Object.keys(table.positions)),
    ...intake.fromContext,
  ]);
  const readers = columns
    .filter(([name, field]) => present.has(name) && isLookedUp(field))
    .map(
      ([name, field]) => [name, readerOf(field, codeSets, name === "birthDate" ? "partial" : "day")] as const,
    );
  await buildLookups(lake, workDir, text, new Map(readers));
  await numberRepeats(context, intake, text);
  const issues = await loadParseIssues(lake, tables, workDir);
  const special: Special = { present, ticks: await findTickColumns(lake, intake, text, present), issues };
  await lake.run(
    `copy (${rowsSql(intake, text, special)}) to ${quote(rowsFile)} (format parquet, ${grouped})`,
  );
  await lake.run(
    `copy (${rejectsSql(intake, text, rowsFile, issues.cells)}) to ${quote(rejectsFile)} (format parquet)`,
  );
  const [count] = await lake.rows<{ n: string }>(
    `select count(*) as n from read_parquet(${quote(rowsFile)})`,
  );
  return { intakeId: intake.id, rowsFile, rejectsFile, rows: Number(count?.n ?? 0), setAside: aside };
}

/** One row per table: where it lies, whose it is, and the position of every intake column in it. */
async function loadTableMap(
  context: LakeContext,
  intake: Intake,
  tables: readonly IntakeTable[],
  workDir: string,
): Promise<void> {
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
      joined: table.joined === true,
      ...probesOf(table),
      ...Object.fromEntries(names.map((name) => [`at_${toSnakeCase(name)}`, table.positions[name] ?? null])),
      ...Object.fromEntries(
        intake.fromContext.map((name) => [`whole_${toSnakeCase(name)}`, table.context[name] ?? null]),
      ),
      ...Object.fromEntries(
        names.map((name) => [`marked_${toSnakeCase(name)}`, table.readings[name]?.whenMarked ?? null]),
      ),
      ...Object.fromEntries(
        names.map((name) => [`unmarked_${toSnakeCase(name)}`, table.readings[name]?.otherwise ?? null]),
      ),
      // In one order: a table remembered over a stop comes back with its columns in another, and a row's hash is over its text.
      subjects: Object.entries(table.positions)
        .filter(([column]) => isSubjectColumn(column))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, at]) => ({ key, at })),
    }),
  );
  writeFileSync(path, `${lines.join("\n")}\n`);
  const types = [
    "file_seq: 'BIGINT', sheet_no: 'INTEGER', first_row: 'INTEGER', last_row: 'INTEGER', source_system: 'VARCHAR'",
    "trust: 'INTEGER', key_issuer: 'VARCHAR', delivery: 'VARCHAR', school_id: 'VARCHAR', received_at: 'TIMESTAMPTZ'",
    "joined: 'BOOLEAN'",
    probeTypes,
    'subjects: \'STRUCT("key" VARCHAR, "at" INTEGER)[]\'',
    ...names.map((name) => `at_${toSnakeCase(name)}: 'INTEGER'`),
    ...intake.fromContext.map((name) => `whole_${toSnakeCase(name)}: 'VARCHAR'`),
    ...names.flatMap((name) => [
      `marked_${toSnakeCase(name)}: 'VARCHAR'`,
      `unmarked_${toSnakeCase(name)}: 'VARCHAR'`,
    ]),
  ];
  await context.lake.run(
    `create or replace temp table table_map as
     select * from read_json(${quote(path)}, format = 'newline_delimited', columns = {${types.join(", ")}})`,
  );
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
    field.kind === "codes"
      ? `string_split(lookup_${sql}.value, ';')`
      : `cast(lookup_${sql}.value as ${field.duckdbType})`;
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
    .map((sql) => `left join ${lookupSql(sql)} lookup_${sql} on t.${sql} = lookup_${sql}.raw`)
    .join("\n");
}

function rowsSql(intake: Intake, text: string, { present, ticks, issues }: Special): string {
  const columns = Object.entries(intake.columns).map(([name, field]) => ({
    name,
    field,
    ...readable(name, field),
  }));
  const here = columns.filter((column) => present.has(column.name));
  const precise = here.find((column) => column.precision !== undefined);
  // Each text under its own name, empty ones left out: the same row hashes the same whatever columns other lists of the run have.
  const named = (sql: string) => `chr(31) || '${sql}=' || cast(t.${sql} as varchar)`;
  const allText = [
    ...here.map((column) => named(column.sql)),
    ...(intake.subjectColumns === true ? [named("marks")] : []),
  ];
  // Absent where nothing of the kind is so, and concat_ws skips nulls: the hash of a plain row stays what it was.
  if (ticks.length > 0) allText.push(named("ticks"));
  if (issues.rows) allText.push(named("parse_hold"));
  const school =
    "schoolCode" in intake.columns ? "coalesce(t.school_code, t.feed_school_id)" : "t.feed_school_id";
  const values = columns
    .filter((column) => !(precise !== undefined && column.sql === "birth_precision"))
    .map((column) => {
      const read = present.has(column.name)
        ? `t.v_${column.sql}`
        : `cast(null as ${column.field.duckdbType})`;
      const value = ticks.includes(column.sql)
        ? `case when t.${column.sql} is null and t.ticked_${column.sql} then false else ${read} end`
        : read;
      const derived = Object.entries(intake.derived ?? {}).find(([name]) => name === column.name)?.[1];
      return derived === undefined
        ? `${value} as ${column.sql}`
        : `coalesce(${value}, ${derived.replaceAll("$", "t.")}) as ${column.sql}`;
    });
  const key = keySql(intake);
  // Why a cell was refused is asked only where there is text and no value: on a clean city that is 1 cell in 500.
  const refused = here.map((column) => `t.${column.sql} is not null and t.v_${column.sql} is null`);
  const reasons = here.map(
    (column, index) => `case when ${refused[index]} then '|${column.sql}:' || ${column.reason} end`,
  );
  return `
    select t.source_row_id, t.source_system, t.trust, t.key_issuer, t.delivery, t.feed_school_id, ${school} as school_id, t.received_at,
      cast(md5(concat(${allText.join(", ")})) as uuid) as row_hash,
      cast(substr(md5(concat_ws(chr(31), '${intake.id}', t.source_system, coalesce(t.feed_school_id, ''))), 1, 12)
        || substr(md5(concat_ws(chr(31), ${key}, t.again_n)), 1, 20) as uuid) as row_key,
      cast(null as bigint) as previous_row_id,
      ${issues.rows ? "t.parse_hold" : "cast(null as varchar) as parse_hold"},
      case when ${refused.map((test) => `(${test})`).join(" or ")} then nullif(concat(${reasons.join(", ")}), '') end as rejected,
      ${intake.subjectColumns === true ? "t.marks," : ""}
      ${precise === undefined ? "" : "t.v_precision as birth_precision,"}
      ${values.join(",\n      ")}
    from (
      select t.*, again.n as again_n,
        ${here.map((column) => `${column.value} as v_${column.sql}`).join(",\n        ")}
        ${here
          .filter((column) => isLookedUp(column.field))
          .map((column) => `, lookup_${column.sql}.reason as r_${column.sql}`)
          .join("")}
        ${precise === undefined ? "" : `, ${precise.precision} as v_precision`}
        ${ticks.map((column) => `, coalesce(k.${column}, false) as ticked_${column}`).join("")}
        ${ticks.length === 0 ? "" : `, nullif(concat_ws(',', ${ticks.map((column) => `case when k.${column} then '${column}' end`).join(", ")}), '') as ticks`}
        ${issues.rows ? ", broken.hold as parse_hold" : ""}
      from ${text} t
      left join again on again.source_row_id = t.source_row_id
      ${ticks.length === 0 ? "" : `left join tick_table k on k.file_seq = ${sourceRowSql.fileSeq("t.source_row_id")} and k.sheet_no = ${sourceRowSql.sheetNo("t.source_row_id")}`}
      ${issues.rows ? "left join (select source_row_id, min(reason || '|' || raw) as hold from parse_issue where column_name is null group by 1) broken on broken.source_row_id = t.source_row_id" : ""}
      ${joins(intake, present)}
    ) t`;
}

/** Table `again` (source_row_id, n): rows whose key stands more than once in their feed, numbered from the second on. */
async function numberRepeats(context: LakeContext, intake: Intake, text: string): Promise<void> {
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
function rejectsSql(intake: Intake, text: string, rowsFile: string, withIssues: boolean): string {
  const columns = Object.keys(intake.columns);
  const cells = intake.subjectCells;
  return `
    select r.source_row_id, n.column_name, split_part(item, ':', 2) as reason, left(n.raw, 500) as raw
    from (select source_row_id, unnest(string_split(substr(rejected, 2), '|')) as item
          from read_parquet(${quote(rowsFile)}) where rejected is not null) r
    join (
      unpivot (select source_row_id, ${columns.map((name) => `${toSnakeCase(name)} as "${name}"`).join(", ")} from ${text}
               where source_row_id in (select source_row_id from read_parquet(${quote(rowsFile)}) where rejected is not null))
      on columns(* exclude (source_row_id)) into name column_name value raw
    ) n on n.source_row_id = r.source_row_id and n.column_name = (map {${columns.map((name) => `'${toSnakeCase(name)}': '${name}'`).join(", ")}})[split_part(item, ':', 1)]
    ${
      cells === undefined
        ? ""
        : `union all
    select source_row_id, e."key", ${cells.reject('e."key"', 'e."value"')} as reason, left(e."value", 500)
    from (select source_row_id, unnest(map_entries(marks)) as e from ${text}
          where not regexp_full_match(cast(marks as varchar), ${quote(cells.usual)}))
    where ${cells.reject('e."key"', 'e."value"')} is not null`
    }
    ${withIssues ? "union all select distinct on (source_row_id, column_name, reason) source_row_id, column_name, reason, raw from parse_issue where column_name is not null" : ""}`;
}
