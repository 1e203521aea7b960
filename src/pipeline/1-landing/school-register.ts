import { type Lake, quote } from "#src/platform/duckdb.ts";
import type { IntakeTable } from "../2-standardise/intake-table.ts";
import type { RunContext } from "../context.ts";

type Around = Pick<RunContext, "lake" | "pool" | "folders" | "declarations" | "runSeq">;

/** Text of a column of a raw row, or null where the table has none. */
const cell = (table: IntakeTable, column: string): string => {
  const at = table.positions[column];
  return at === undefined ? "cast(null as varchar)" : `nullif(trim(cells[${at}]), '')`;
};

const rowsOf = ({ folders }: Pick<RunContext, "folders">, table: IntakeTable): string =>
  `from read_parquet(${quote(`${folders.lake}/${table.rawPart}`)})
   where file_seq = ${table.fileSeq} and sheet_no = ${table.sheetNo} and row_no between ${table.firstDataRow} and ${table.lastRow}`;

/** Tables of this run that bring schools into being: the department's register may come with the files it explains. */
export function registersAmong(
  { declarations }: Pick<RunContext, "declarations">,
  tables: readonly IntakeTable[],
): readonly IntakeTable[] {
  const bringing = new Set(
    declarations.intakes
      .filter(({ targets }) => targets.some((target) => target.dataset === "school"))
      .map(({ id }) => id),
  );
  return tables.filter((table) => bringing.has(table.intake));
}

/** Which of these codes are schools of the register, as it stands or as this run brings it. */
export async function findKnownSchools(
  context: Around,
  codes: readonly string[],
  registers: readonly IntakeTable[],
): Promise<ReadonlySet<string>> {
  const { rows } = await context.pool.query<{ school_id: string }>(
    "select school_id from school where school_id = any($1)",
    [codes],
  );
  const known = new Set(rows.map((row) => row.school_id));
  if (codes.every((code) => known.has(code))) return known;
  for (const table of registers) {
    const found = await context.lake.rows<{ code: string }>(
      `select distinct ${cell(table, "schoolCode")} as code ${rowsOf(context, table)}`,
    );
    for (const { code } of found) known.add(code);
  }
  return known;
}

/** A school that a mention may mean, for people. */
export interface RegisteredSchool {
  readonly schoolId: string;
  readonly name: string;
  readonly place: string | null;
}

/** Row ids of entries begin here: no mention has one. */
const firstEntry = 1_000_000_000;

/**
 * Table `school_entry` with the columns of the schools' linkage: the whole register. Returns the entries by row id; none when
 * there is no register yet.
 */
export async function loadSchoolRegister(
  context: Around,
  registers: readonly IntakeTable[],
): Promise<ReadonlyMap<string, RegisteredSchool>> {
  const { lake, pool } = context;
  await lake.run(
    `create or replace temp table said_school (school_code varchar, school_name varchar, place varchar, place_name varchar,
       school_levels varchar, address varchar, phone varchar, rank integer)`,
  );
  const { rows } = await pool.query<Readonly<Record<string, string | null>>>(
    `select school_id, school_name, commune_code, commune_name, array_to_string(levels, ';') as levels, address, phone from school
     where merged_into is null`,
  );
  await insertRows(
    lake,
    rows.map((row) => [
      row.school_id,
      row.school_name,
      row.commune_code ?? row.commune_name,
      row.commune_name,
      row.levels,
      row.address,
      row.phone,
    ]),
  );
  for (const [at, table] of registers.entries()) {
    const code = cell(table, "schoolCode");
    await lake.run(
      `insert into said_school
       select ${code}, ${cell(table, "schoolName")}, coalesce(${cell(table, "communeCode")}, ${cell(table, "communeName")}), ${cell(table, "communeName")},
         case when regexp_full_match(${code}, '31[0-9]{5}0[1-5][0-9]{3}') then substr(${code}, 8, 2) end,
         ${cell(table, "address")}, ${cell(table, "phone")}, ${at + 1}
       ${rowsOf(context, table)} and ${code} is not null and ${cell(table, "schoolName")} is not null`,
    );
  }
  await lake.run(`
    create or replace temp table school_entry as
    select ${firstEntry} + row_number() over (order by school_code) as row_id, * exclude (rank)
    from (select * from said_school qualify row_number() over (partition by school_code order by rank desc) = 1);
    drop table said_school`);
  const entries = await lake.rows<{
    row_id: string;
    school_code: string;
    school_name: string;
    place_name: string | null;
  }>("select row_id, school_code, school_name, place_name from school_entry");
  return new Map(
    entries.map((row) => [
      row.row_id,
      { schoolId: row.school_code, name: row.school_name, place: row.place_name },
    ]),
  );
}

async function insertRows(
  lake: Lake,
  rows: readonly (readonly (string | null | undefined)[])[],
): Promise<void> {
  const literal = (value: string | null | undefined) =>
    value === null || value === undefined ? "null" : quote(value);
  for (let from = 0; from < rows.length; from += 1_000) {
    const values = rows.slice(from, from + 1_000).map((row) => `(${row.map(literal).join(", ")}, 0)`);
    await lake.run(`insert into said_school values ${values.join(", ")}`);
  }
}
