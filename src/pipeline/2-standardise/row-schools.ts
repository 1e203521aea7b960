import { join } from "node:path";
import { sourceRowSql } from "#src/domains/dictionary/source-row-id.ts";
import { quote } from "#src/platform/duckdb.ts";
import { inTransaction } from "#src/platform/postgres/pool.ts";
import { mentionKey, type NamedSchool, nameSchools, type SchoolMention } from "../1-landing/name-schools.ts";
import { findKnownSchools, registersAmong } from "../1-landing/school-register.ts";
import { askSchool } from "../ask-school.ts";
import { getIntake, type RunContext } from "../context.ts";
import type { IntakeTable } from "./intake-table.ts";
import type { Standardised } from "./standardise.ts";

interface Said {
  readonly code: string | null;
  readonly name: string | null;
  readonly rows: string;
  readonly files: readonly string[];
}

/**
 * Whose each row is, in lists whose rows name their schools: a list of a whole district, an export whose organisations bear
 * the vendor's own keys. Sure ones get the school's code; unsure ones are held and a person is asked, once a name.
 * A row whose school is found later, or is another one then, counts as changed.
 */
export async function nameRowSchools(
  context: RunContext,
  standardised: readonly Standardised[],
  tables: readonly IntakeTable[],
): Promise<readonly Standardised[]> {
  const registers = registersAmong(context, tables);
  const result: Standardised[] = [];
  for (const item of standardised) {
    const said = namesItsSchools(context, item) ? await strangersOf(context, item, registers) : [];
    const named =
      said.length === 0
        ? new Map<string, NamedSchool>()
        : await nameSchools(context, said.map(mentionOf), registers);
    const decided = said.flatMap((one) => {
      const found = named.get(mentionKey(mentionOf(one)));
      return found === undefined || found.is === "unknown" ? [] : [{ ...one, found }];
    });
    result.push(decided.length === 0 ? item : await rewrite(context, item, decided));
  }
  return result;
}

const mentionOf = ({ code, name }: Said): SchoolMention => ({ code, name, place: null });

/** Only where the row's school is its own: the school of a past year may lie anywhere in the country. */
function namesItsSchools(context: RunContext, { intakeId }: Standardised): boolean {
  const { fromContext, columns } = getIntake(context, intakeId);
  return fromContext.includes("schoolName") && "schoolName" in columns && "schoolCode" in columns;
}

async function strangersOf(
  context: RunContext,
  { rowsFile }: Standardised,
  registers: readonly IntakeTable[],
): Promise<readonly Said[]> {
  const rows = `read_parquet(${quote(rowsFile)})`;
  const codes = await context.lake.rows<{ code: string }>(
    `select distinct school_id as code from ${rows} where school_id is not null`,
  );
  const known = await findKnownSchools(
    context,
    codes.map(({ code }) => code),
    registers,
  );
  // No register, no strangers: there is nothing to hold a name against.
  const strange = codes.map(({ code }) => code).filter((code) => !known.has(code));
  return context.lake.rows<Said>(
    `select school_id as code, school_name as name, count(*) as rows,
       list_sort(list_distinct(list(${sourceRowSql.fileSeq("source_row_id")}))) as files
     from ${rows}
     where school_id is null and school_name is not null ${strange.length === 0 ? "" : `or school_id in (${strange.map(quote).join(", ")})`}
     group by all order by all`,
  );
}

async function rewrite(
  context: RunContext,
  item: Standardised,
  decided: readonly (Said & { readonly found: Exclude<NamedSchool, { readonly is: "unknown" }> })[],
): Promise<Standardised> {
  const { lake, runDir, pool } = context;
  const text = (value: string | null) => (value === null ? "null::varchar" : quote(value));
  await lake.run("create or replace temp table row_school (code varchar, name varchar, means varchar)");
  for (const { code, name, found } of decided)
    await lake.run(
      `insert into row_school values (${text(code)}, ${text(name)}, ${text(found.is === "sure" ? found.schoolId : null)})`,
    );
  const rowsFile = join(runDir, "standardised", item.intakeId, "rows-of-schools.parquet");
  await lake.run(`
    copy (
      select r.* replace (
        case when s.is_named then s.means else r.school_id end as school_id,
        case when s.is_named and r.school_code is not null then s.means else r.school_code end as school_code,
        case when s.is_named then cast(md5(concat(r.row_hash, s.means)) as uuid) else r.row_hash end as row_hash)
      from read_parquet(${quote(item.rowsFile)}) r
      left join (select *, true as is_named from row_school) s
        on s.code is not distinct from r.school_id and s.name is not distinct from r.school_name
    ) to ${quote(rowsFile)} (format parquet)`);
  const unsure = decided.flatMap((one) => (one.found.is === "unsure" ? [{ ...one, found: one.found }] : []));
  if (unsure.length > 0)
    await inTransaction(pool, async (client) => {
      for (const one of unsure) {
        const { rows } = await client.query<{ file_id: string }>(
          "update file set status = 'waiting', reason = 'school-unsure' where file_seq = any($1) returning file_id",
          [one.files],
        );
        await askSchool(context, client, {
          mention: mentionOf(one),
          candidates: one.found.candidates,
          sheetName: one.name ?? "",
          rows: Number(one.rows),
          fileIds: rows.map(({ file_id }) => file_id),
        });
      }
    });
  return { ...item, rowsFile };
}
