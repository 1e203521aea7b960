import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codeSets, intakes } from "#src/domains/catalogue.ts";
import { recogniseTable } from "./recognise-table.ts";
import { LABELLED_TABLES, type LabelledTable } from "./samples/labelled-tables.ts";
import { sampleValue } from "./samples/sample-values.ts";
import type { MergedRange, SheetRow, TableDescription, TableInput } from "./types.ts";

const knowledge = { intakes, codeSets };

interface Column {
  readonly header: string;
  readonly expected: string | null;
}

function columnsOf(table: LabelledTable): Column[] {
  return table.lines.map((line) => {
    const at = line.lastIndexOf(" = ");
    const expected = line.slice(at + 3);
    return {
      header: line.slice(0, at).replaceAll("\\n", "\n"),
      expected: expected === "-" ? null : expected,
    };
  });
}

/** The table as an Excel sheet: titles, one or two header rows with merged groups, 20 rows of values. */
function sheetOf(table: LabelledTable, columns: readonly Column[] = columnsOf(table)): TableInput {
  const headers = columns.map(({ header }) => header.split(" › "));
  const hasGroups = headers.some((parts) => parts.length > 1);
  const first = table.titles.length + 1;
  const merges: MergedRange[] = [];
  const upper: (string | null)[] = [];
  const lower: (string | null)[] = [];
  headers.forEach(([group, part], at) => {
    const column = at + 1;
    const repeats = part !== undefined && headers[at - 1]?.length === 2 && headers[at - 1]?.[0] === group;
    upper.push(repeats ? null : (group ?? null));
    lower.push(part ?? null);
    const last = merges.at(-1);
    if (repeats && last !== undefined) merges[merges.length - 1] = { ...last, lastColumn: column };
    else
      merges.push({
        firstRow: first,
        lastRow: first + (part === undefined ? 1 : 0),
        firstColumn: column,
        lastColumn: column,
      });
  });
  const fields = intakes.find((intake) => intake.id === table.intake)?.columns ?? {};
  const dataStart = first + (hasGroups ? 2 : 1);
  const data: SheetRow[] = Array.from({ length: 20 }, (_, row) => ({
    rowNo: dataStart + row,
    cells: columns.map(({ header, expected }, at) =>
      at === 0 && expected === null
        ? String(row + 1)
        : sampleValue(expected ?? header, fields[expected ?? ""], codeSets, row),
    ),
  }));
  return {
    sheetName: "Sheet1",
    headRows: [
      ...table.titles.map((title, at) => ({ rowNo: at + 1, cells: [title] })),
      { rowNo: first, cells: upper },
      ...(hasGroups ? [{ rowNo: first + 1, cells: lower }] : []),
      ...data,
    ],
    merges: hasGroups ? merges : [],
    sampleRows: data,
    fileName: "bang.xlsx",
    pathSegments: [],
  };
}

function verdicts(table: LabelledTable, description: TableDescription) {
  return columnsOf(table).map(({ header, expected }, at) => {
    const got = description.columns[at];
    const mapped = got?.column ?? null;
    const verdict = mapped === expected ? "right" : mapped === null ? "asked" : "wrong";
    return { header, expected, mapped, confidence: got?.confidence ?? 0, verdict };
  });
}

describe("the labelled set", () => {
  test.each(LABELLED_TABLES.map((table) => [table.name, table] as const))(
    "%s: nothing is mapped wrong",
    (_, table) => {
      const description = recogniseTable(sheetOf(table), knowledge);
      expect(description.intake).toBe(table.intake);
      expect(description.headerRows[0]).toBe(table.titles.length + 1);
      expect(verdicts(table, description).filter(({ verdict }) => verdict === "wrong")).toEqual([]);
      expect(verdicts(table, description).filter(({ verdict }) => verdict === "asked")).toEqual([]);
    },
  );

  test("every column left out that has a header is asked about", () => {
    for (const table of LABELLED_TABLES) {
      const description = recogniseTable(sheetOf(table), knowledge);
      const open = description.columns.filter(({ column, confidence }) => column === null && confidence < 1);
      const asked = new Set(description.questions.map((question) => question.columnIndex));
      expect(open.filter(({ index }) => !asked.has(index)).map(({ header }) => header)).toEqual([]);
    }
  });
});

test("permuting the columns permutes the mapping", () => {
  const plain = LABELLED_TABLES.filter((table) => table.lines.every((line) => !line.includes(" › ")));
  const permuted = fc.constantFrom(...plain).chain((table) => {
    const columns = columnsOf(table);
    return fc.record({
      table: fc.constant(table),
      order: fc.shuffledSubarray(
        columns.map((_, at) => at),
        { minLength: columns.length },
      ),
    });
  });
  fc.assert(
    fc.property(permuted, ({ table, order }) => {
      const columns = columnsOf(table);
      const meanings = (description: TableDescription) =>
        description.columns.map(({ header, column }) => `${header} → ${column}`).sort();
      const straight = recogniseTable(sheetOf(table), knowledge);
      const shuffled = recogniseTable(
        sheetOf(
          table,
          order.flatMap((at) => columns[at] ?? []),
        ),
        knowledge,
      );
      expect(shuffled.intake).toBe(straight.intake);
      expect(meanings(shuffled)).toEqual(meanings(straight));
    }),
    { numRuns: 30, seed: 20261122 },
  );
});
