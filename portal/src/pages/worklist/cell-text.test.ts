import { expect, test } from "vitest";
import { readPasted, shownValue } from "./cell-text.ts";

test("a copied block of Excel becomes rows and cells", () => {
  expect(readPasted("a\tb\r\nc\td\r\n")).toEqual([
    ["a", "b"],
    ["c", "d"],
  ]);
  expect(readPasted("031215000123")).toEqual([["031215000123"]]);
  // An empty cell in the middle keeps its place; a quoted one holds its line end.
  expect(readPasted('a\t\tc\n"hai\ndòng"\t"nói ""vậy"""\t')).toEqual([
    ["a", "", "c"],
    ["hai\ndòng", 'nói "vậy"', ""],
  ]);
});

test("values are shown as people write them", () => {
  const sex = { kind: "code", choices: [{ code: "2", title: { vi: "Nữ", en: "Female" } }] };
  expect(shownValue(sex, "2", "vi")).toBe("Nữ");
  expect(shownValue(sex, "9", "vi")).toBe("9");
  expect(shownValue({ kind: "date" }, "2015-03-31", "vi")).toBe("31/03/2015");
  expect(shownValue({ kind: "boolean" }, false, "vi")).toBe("Không");
  expect(shownValue({ kind: "integer" }, 0, "vi")).toBe("0");
  expect(shownValue({ kind: "text" }, null, "vi")).toBe("");
});
