import { expect, test } from "vitest";
import { codeSets, intakes } from "#src/domains/catalogue.ts";
import { printProposal, proposeMapping } from "./propose-mapping.ts";
import { recogniseTable } from "./recognise-table.ts";
import { savedMappingSchema, toSavedMapping } from "./saved-mapping.ts";
import type { TableInput } from "./types.ts";

const knowledge = { intakes, codeSets };

function sheet(header: readonly string[], row: readonly string[]): TableInput {
  const rows = Array.from({ length: 8 }, (_, at) => ({
    rowNo: at + 2,
    cells: row.map((cell) => cell.replaceAll("#", String(at + 1))),
  }));
  return {
    sheetName: "DS",
    headRows: [{ rowNo: 1, cells: [...header] }, ...rows],
    merges: [],
    sampleRows: rows,
    fileName: "ds.xlsx",
    pathSegments: [],
  };
}

const HEADER = ["STT", "Họ và tên", "Ngày sinh", "Cỡ áo", "Quê mẹ", "Lớp"];
const ROW = ["#", "Lê Văn An", "2015-03-0#", "M", "Thôn #", "6A"];
const unknown = () => recogniseTable(sheet(HEADER, ROW), knowledge);

test("what a person said is taken for the same headers, and nothing is asked any more", () => {
  const mapping = toSavedMapping(unknown(), {
    columns: { 4: null, 5: "hometown" },
    context: { schoolCode: "311194802001" },
    savedBy: "ngoc",
    savedAt: "2026-10-20T08:00:00Z",
  });
  expect(savedMappingSchema.parse(JSON.parse(JSON.stringify(mapping)))).toEqual(mapping);
  const table = recogniseTable(sheet(HEADER, ROW), { ...knowledge, savedMappings: [mapping] });
  expect(table.columns[4]).toMatchObject({ column: "hometown", by: "person", confidence: 1 });
  expect(table.columns[3]).toMatchObject({ column: null, by: "person", confidence: 1 });
  expect(table.context.schoolCode).toBe("311194802001");
  expect(table.questions).toEqual([]);
});

test("a column more: the shared ones are known, only the new one is asked", () => {
  const mapping = toSavedMapping(unknown(), { columns: { 4: null, 5: "hometown" } });
  const table = recogniseTable(sheet([...HEADER, "Số giày"], [...ROW, "3#"]), {
    ...knowledge,
    savedMappings: [mapping],
  });
  expect(table.intake).toBe("learnerRow");
  expect(table.columns.map(({ column }) => column)).toEqual([
    null,
    "fullName",
    "birthDate",
    null,
    "hometown",
    "className",
    null,
  ]);
  expect(table.questions.map(({ header }) => header)).toEqual(["Số giày"]);
});

test("headers that changed are not read by an old mapping", () => {
  const mapping = toSavedMapping(unknown(), { columns: { 4: null, 5: "hometown" } });
  const table = recogniseTable(sheet(["STT", "Họ và tên", "Ngày sinh", "Lớp", "Mã", "Nơi sinh"], ROW), {
    ...knowledge,
    savedMappings: [mapping],
  });
  expect(table.columns.filter(({ by, column }) => by === "person" && column !== null)).toEqual([]);
});

test("two columns can't get one meaning, and a table without an intake needs one", () => {
  expect(() => toSavedMapping(unknown(), { columns: { 4: "fullName" } })).toThrow(/fullName/);
  expect(() => toSavedMapping({ ...unknown(), intake: null })).toThrow(/intake/);
});

test("the proposal shows meaning, confidence, what else it may be, and the questions", () => {
  const input = sheet(
    ["STT", "Họ và tên", "Ngày sinh", "Ngày vào đoàn thể", "Lớp"],
    ["#", "Lê Văn An", "2015-03-0#", "2026-03-2#", "6A"],
  );
  const proposal = proposeMapping(recogniseTable(input, knowledge), knowledge);
  expect(proposal.isComplete).toBe(true);
  const text = printProposal(proposal);
  expect(text).toContain("Nhận là: learnerRow");
  expect(text).toMatch(/B\s+Họ và tên\s+.*\[fullName\]\s+100%/);
  expect(text).toMatch(/D\s+Ngày vào đoàn thể\s+\(cần hỏi\)/);
  expect(text).toContain("có thể trả lời sau");
  expect(printProposal(proposal, "en")).toContain("Taken as: learnerRow");
});
