import { tmpdir } from "node:os";
import { type Lake, openLake, quote } from "#src/platform/duckdb.ts";
import type { Dataset } from "../dictionary/dataset.ts";
import type { Intake, Target } from "../dictionary/intake.ts";
import { toSnakeCase } from "../dictionary/text.ts";

/** A standardised row for tests: snake_case column → value as the pipeline would hand it on. */
export type TestRow = Readonly<
  Record<string, string | number | boolean | null | readonly string[] | Map<string, string>>
>;

/** Columns the pipeline adds to every standardised, identified row. */
const added = [
  "source_row_id BIGINT",
  "source_system VARCHAR",
  "key_issuer VARCHAR",
  "feed_school_id VARCHAR",
  "school_id VARCHAR",
  "learner_id UUID",
  "father_id UUID",
  "mother_id UUID",
  "guardian_id UUID",
  "homeroom_teacher_id UUID",
  "alone BOOLEAN",
] as const;

export function openTestLake(): Promise<Lake> {
  return openLake({ memoryMb: 256, threads: 1, temporaryDir: tmpdir() });
}

function literal(value: TestRow[string] | undefined): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (value instanceof Map) {
    return `map {${[...value].map(([key, text]) => `${quote(key)}: ${quote(text)}`).join(", ")}}`;
  }
  return typeof value === "string" ? quote(value) : `[${value.map(quote).join(", ")}]`;
}

/** Makes table `intake_row` with the typed columns of the intake and these rows in it. */
export async function loadRows(lake: Lake, intake: Intake, rows: readonly TestRow[]): Promise<void> {
  const columns = Object.entries(intake.columns).map(
    ([name, field]) => `${toSnakeCase(name)} ${field.duckdbType}`,
  );
  const marks = intake.subjectColumns === true ? ["marks MAP(VARCHAR, VARCHAR)"] : [];
  await lake.run(`create or replace table intake_row (${[...added, ...columns, ...marks].join(", ")})`);
  for (const row of rows) {
    await lake.run(
      `insert into intake_row (${Object.keys(row).join(", ")}) values (${Object.values(row).map(literal).join(", ")})`,
    );
  }
}

/** What a target makes of table `intake_row`, field by field, in the types of the dataset. */
export function targetRows(lake: Lake, target: Target, dataset: Dataset): Promise<Record<string, unknown>[]> {
  const unknown = Object.keys(target.values).filter((name) => !(name in dataset.fields));
  if (unknown.length > 0)
    throw new Error(`target of ${dataset.id} names fields it does not have: ${unknown.join(", ")}`);
  const values = Object.entries(target.values).map(
    ([name, sql]) => `cast(${sql} as ${dataset.fields[name]?.duckdbType}) as "${name}"`,
  );
  const from = target.from?.replaceAll("$rows", "intake_row") ?? "intake_row";
  return lake.rows(`select ${values.join(", ")} from ${from} r where ${target.where ?? "true"}`);
}

/** The rows' hold reasons, in order; null for rows that go on. */
export async function holdReasons(lake: Lake, intake: Intake): Promise<(string | null)[]> {
  const whens = intake.holds.map((hold) => `when ${hold.when} then ${quote(hold.reason)}`);
  const rows = await lake.rows<{ reason: string | null }>(
    `select case ${whens.join(" ")} end as reason from intake_row order by source_row_id`,
  );
  return rows.map((row) => row.reason);
}
