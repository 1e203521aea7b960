import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Rng } from "#city/world/random.ts";
import { openColumns } from "#src/access/encryption/opened-row.ts";
import type { Field } from "#src/domains/dictionary/field.ts";
import { foldText } from "#src/domains/dictionary/fold.ts";
import { sourcePlace } from "#src/domains/dictionary/source-row-id.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import type { IntakeTable } from "#src/pipeline/2-standardise/intake-table.ts";
import { getDatasetOf } from "#src/pipeline/context.ts";
import { openLake, quote } from "#src/platform/duckdb.ts";
import type { Journey } from "./journey.ts";

const seed = 50;
const datasetIds = [
  "learner",
  "enrolment",
  "learnerHealth",
  "staffMember",
  "employment",
  "classSection",
  "room",
];

interface GoldenValue {
  readonly dataset: string;
  readonly name: string;
  readonly field: Field;
  readonly value: string;
  readonly sourceRowId: string;
}

/** Any golden value leads to file, sheet and row, and the cell there says it. */
export function provenance(journey: Journey): void {
  test("50 golden values drawn by lot stand in the raw cell that their origin names", async () => {
    console.log(`provenance seed ${seed}`);
    const rng = Rng.of(seed, "provenance");
    const lake = await openLake({ memoryMb: 512, threads: 2, temporaryDir: journey.run.folders.temporary });
    const values = await allValues(journey, rng);
    const checked: string[] = [];
    try {
      while (checked.length < 50) {
        const value = values.splice(rng.int(values.length), 1)[0];
        if (value === undefined) throw new Error(`only ${checked.length} values have a column of their own`);
        const cell = await findCell(journey, lake, value);
        if (cell === undefined) continue;
        expect(
          saysTheSame(journey, value, cell),
          `${value.dataset}.${value.name} of source row ${value.sourceRowId}`,
        ).toBe(true);
        checked.push(`${value.dataset}.${value.name}`);
      }
    } finally {
      lake.close();
    }
    expect(new Set(checked).size).toBeGreaterThan(8);
  });

  describe("values of a second source", () => {
    test("name the row they came from, and that row stands", async () => {
      const rows = await journey.run.rows(
        `select f.value from learner, jsonb_each_text(field_source) f where not exists (select 1 from source_row s where s.source_row_id = f.value::bigint and s.outcome <> 'held')`,
      );
      expect(rows).toEqual([]);
    });
  });
}

/** Some hundred values of each dataset, each with the source row that its record names for it. */
async function allValues(journey: Journey, rng: Rng): Promise<GoldenValue[]> {
  const values: GoldenValue[] = [];
  for (const id of datasetIds) {
    const dataset = getDatasetOf(journey.run.host, id);
    const rows = await journey.run.rows<{
      row: Record<string, unknown>;
      source_row_id: string;
      field_source: Record<string, string> | null;
    }>(
      `select to_jsonb(t) as row, t.source_row_id, t.field_source from ${dataset.table} t order by ${dataset.key.map(toSnakeCase).join(", ")}`,
    );
    const inClear = (row: Record<string, unknown>) =>
      openColumns(
        journey.run.keyring,
        dataset,
        dataset.key.map((name) => String(row[toSnakeCase(name)])).join("|"),
        row,
      );
    for (let draw = 0; draw < Math.min(60, rows.length); draw += 1) {
      const { row: stored, source_row_id, field_source } = rng.pick(rows);
      const row = inClear(stored);
      for (const [name, field] of Object.entries(dataset.fields)) {
        const column = toSnakeCase(name);
        const value = row[column];
        if (value === null || value === undefined || dataset.key.includes(name)) continue;
        values.push({
          dataset: id,
          name,
          field,
          value: String(value),
          sourceRowId: String(field_source?.[column] ?? source_row_id),
        });
      }
    }
  }
  return values;
}

/** The raw cell under the column of the same name; undefined when the value has no column of its own (it is derived). */
async function findCell(
  journey: Journey,
  lake: Awaited<ReturnType<typeof openLake>>,
  value: GoldenValue,
): Promise<string | undefined> {
  const { fileSeq, sheetNo, rowNo } = sourcePlace(value.sourceRowId);
  const [file] = await journey.run.rows<{ tables: { tables: readonly IntakeTable[] } }>(
    "select tables from file where file_seq = $1",
    [fileSeq],
  );
  const table = file?.tables.tables.find(
    (item) =>
      item.sheetNo === sheetNo &&
      item.firstDataRow <= rowNo &&
      rowNo <= item.lastRow &&
      value.name in item.positions,
  );
  const position = table?.positions[value.name];
  if (table === undefined || position === undefined) return undefined;
  const found = await lake.rows<{ cell: string | null }>(
    `select cells[${position}] as cell from read_parquet(${quote(join(journey.run.folders.lake, table.rawPart))})
     where file_seq = ${fileSeq} and sheet_no = ${sheetNo} and row_no = ${rowNo}`,
  );
  expect(found.length, `row ${rowNo} of sheet ${sheetNo} of file ${fileSeq}`).toBe(1);
  // The table's own context (school year in the title) stands where the row has no cell.
  return found[0]?.cell ?? undefined;
}

/** Whether a folded cell is one of the ways to write a code. */
function saysCode(journey: Journey, { codeSet }: Field, code: string, folded: string): boolean {
  const set = journey.run.host.declarations.codeSets.find((item) => item.id === codeSet);
  const entry = set?.entries.find((item) => item.code === code);
  const texts = [code, entry?.title.vi, entry?.title.en, ...(entry?.aliases ?? [])].flatMap((text) =>
    text === undefined ? [] : [foldText(text)],
  );
  return (
    texts.includes(folded) || (entry?.prefixes ?? []).some((prefix) => folded.startsWith(foldText(prefix)))
  );
}

function saysTheSame(journey: Journey, { field, value }: GoldenValue, cell: string): boolean {
  const folded = foldText(cell.normalize("NFC").replace(/\s+/g, " ").trim());
  switch (field.kind) {
    case "date": {
      const [year = "", month = "", day = ""] = value.split("-");
      const numbers = cell.split(/\D+/).map(Number).slice(0, 3);
      return [
        [year, month, day],
        [day, month, year],
      ].some((order) => order.every((part, at) => Number(part) === numbers[at]));
    }
    case "code":
      return saysCode(journey, field, value, folded);
    case "codes": {
      const parts = folded.split(/[;,/]/).map((part) => part.trim());
      return value.split(",").every((code) => parts.some((part) => saysCode(journey, field, code, part)));
    }
    case "integer":
    case "decimal":
      return Number(value) === Number(cell.replace(",", "."));
    case "boolean":
      return value === (["x", "co", "true", "1", "dung", "yes", "✓"].includes(folded) ? "true" : "false");
    case "schoolYear":
      return cell.replaceAll(/\D/g, "") === value.replaceAll(/\D/g, "");
    case "nationalId":
    case "phone":
      return (
        cell.replaceAll(/\D/g, "").replace(/^(84|0)/, "") ===
        value.replaceAll(/\D/g, "").replace(/^(84|0)/, "")
      );
    default:
      return folded === foldText(value);
  }
}
