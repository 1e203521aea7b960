import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CodeSet } from "#src/domains/dictionary/code-set.ts";
import type { Field } from "#src/domains/dictionary/field.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import { type Lake, quote } from "#src/platform/duckdb.ts";
import { codeReader, readBoolean, readSchoolYear } from "./read-code.ts";
import { readDate } from "./read-date.ts";

/** One distinct spelling and what it means: exactly one of value and reason. */
export interface Reading {
  readonly raw: string;
  readonly value: string | null;
  /** Of dates: `day`, `month`, `year`. */
  readonly precision: string | null;
  readonly reason: string | null;
}

type Reader = (raw: string) => Omit<Reading, "raw">;

const rejected = (reason: string) => ({ value: null, precision: null, reason });
const accepted = (value: string, precision: string | null = null) => ({ value, precision, reason: null });

export function readerOf(
  field: Field,
  codeSets: ReadonlyMap<string, CodeSet>,
  reads: "day" | "partial",
): Reader {
  switch (field.kind) {
    case "date":
      return (raw) => {
        const reading = readDate(raw);
        if ("reason" in reading) return rejected(reading.reason);
        // Only a birth date may be a year alone (national data centre specification); an entry date may not.
        if (reads === "day" && reading.value.precision !== "day") return rejected("date-incomplete");
        return accepted(reading.value.day, reading.value.precision);
      };
    case "boolean":
      return (raw) => {
        const value = readBoolean(raw);
        return value === undefined ? rejected("yes-no-unknown") : accepted(String(value));
      };
    case "schoolYear":
      return (raw) => {
        const year = readSchoolYear(raw);
        return year === undefined ? rejected("school-year-malformed") : accepted(year);
      };
    default: {
      const set = codeSets.get(field.codeSet ?? "");
      if (set === undefined) throw new Error(`no code set ${field.codeSet}`);
      const reader = codeReader(set);
      if (field.kind === "codes") return (raw) => readSeveral(raw, reader.find);
      return (raw) => {
        const found = reader.find(raw);
        return found === undefined ? rejected("code-unknown") : accepted(found);
      };
    }
  }
}

/** Signs between codes in a cell, surest first: titles hold commas of their own (`HĐTN, hướng nghiệp; Tin học`). */
const separators = [/[;\n]/, /[;,\n]/, /[;,/\n+]| và /];

/** Several codes in a cell; one unknown word rejects the cell, not half of it. */
function readSeveral(raw: string, find: (text: string) => string | undefined): Omit<Reading, "raw"> {
  const whole = find(raw);
  if (whole !== undefined) return accepted(whole);
  for (const separator of separators) {
    const parts = raw
      .split(separator)
      .map((part) => part.trim())
      .filter((part) => part !== "");
    const found = parts.map(find).filter((code) => code !== undefined);
    if (parts.length > 0 && found.length === parts.length) return accepted([...new Set(found)].join(";"));
  }
  return rejected("code-unknown");
}

/**
 * Reads every distinct spelling of each column once, in TypeScript, and leaves the answers as table `lookup`
 * (column_name, raw, value, precision, reason); {@link lookupSql} is one column's part of it. A city writes 1.03 M birth
 * dates in some 20,000 spellings. All columns go in one look at the text: a day's lists are small, and a statement
 * for each column took longer than the rows.
 */
export async function buildLookups(
  lake: Lake,
  workDir: string,
  textRelation: string,
  readers: ReadonlyMap<string, Reader>,
): Promise<void> {
  const names = [...readers.keys()].map(toSnakeCase);
  const [spellings] =
    names.length === 0
      ? []
      : await lake.rows<Readonly<Record<string, readonly string[] | null>>>(
          `select ${names.map((name) => `list(distinct ${name}) filter (where ${name} is not null) as ${name}`).join(", ")} from ${textRelation}`,
        );
  const lines = [...readers].flatMap(([column, read]) =>
    (spellings?.[toSnakeCase(column)] ?? []).map(
      (raw) => `${JSON.stringify({ column_name: toSnakeCase(column), raw, ...read(raw) })}\n`,
    ),
  );
  const path = join(workDir, "lookup.ndjson");
  writeFileSync(path, lines.join(""));
  await lake.run(
    `create or replace temp table lookup as
     select * from read_json(${quote(path)}, format = 'newline_delimited',
       columns = {column_name: 'VARCHAR', raw: 'VARCHAR', value: 'VARCHAR', precision: 'VARCHAR', reason: 'VARCHAR'})`,
  );
}

/** What a column's spellings mean, as a relation: raw, value, precision, reason. @param name in snake case */
export function lookupSql(name: string): string {
  return `(select raw, value, precision, reason from lookup where column_name = '${name}')`;
}
