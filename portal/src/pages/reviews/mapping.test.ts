import { expect, test } from "vitest";
import { savedMappingSchema } from "../../../../src/pipeline/1-landing/recognise/saved-mapping.ts";
import { doubled, mappingOf, recognised } from "./mapping.ts";
import type { TableDescription } from "./review.ts";

const reading = { whenMarked: "2", otherwise: "1" };
const table: TableDescription = {
  columns: [
    { index: 1, header: "STT", column: null },
    { index: 2, header: "Họ tên", column: "fullName" },
    { index: 3, header: "Nữ", column: "sex", reading },
    { index: 4, header: "Mã", column: null },
  ],
  intake: "learnerRow",
  context: {},
  fingerprint: ["stt", "ho ten", "nu", "ma"],
};

test("what is confirmed is a mapping that the server keeps, with what the person said of each column", () => {
  const meanings = { ...recognised(table), 4: "learnerCode" };
  const mapping = savedMappingSchema.parse(
    mappingOf(table, { intake: "learnerRow", meanings, context: { schoolYear: "2026-2027" } }),
  );
  expect(mapping.columns.map(({ column }) => column)).toEqual([null, "fullName", "sex", "learnerCode"]);
  expect(mapping.context).toEqual({ schoolYear: "2026-2027" });
});

test("how a marked cell is read stays only with the meaning it was found for", () => {
  const kept = mappingOf(table, { intake: "learnerRow", meanings: recognised(table), context: {} });
  const changed = mappingOf(table, {
    intake: "learnerRow",
    meanings: { ...recognised(table), 3: "ethnicity" },
    context: {},
  });
  expect(savedMappingSchema.parse(kept).columns[2]).toEqual({ header: "Nữ", column: "sex", reading });
  expect(savedMappingSchema.parse(changed).columns[2]).toEqual({ header: "Nữ", column: "ethnicity" });
});

test("two columns with one meaning are told; columns nobody wants are not", () => {
  expect([...doubled({ 1: "", 2: "fullName", 3: "", 4: "fullName" })]).toEqual(["fullName"]);
  expect(doubled(recognised(table)).size).toBe(0);
});
