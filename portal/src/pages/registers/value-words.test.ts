import { expect, test } from "vitest";
import { valueWords } from "./value-words.ts";

const titleOf = (set: string | null | undefined, code: unknown) =>
  set === "sex" && code === "1" ? { vi: "Nữ", en: "Female" } : undefined;

test.each([
  [{ kind: "date" }, "2015-03-09", "09/03/2015"],
  [{ kind: "code", codeSet: "sex" }, "1", "Nữ"],
  [{ kind: "code", codeSet: "sex" }, "7", "7"],
  [{ kind: "codes", codeSet: "sex" }, ["1", "7"], "Nữ; 7"],
  [{ kind: "boolean" }, false, "Không"],
  [{ kind: "decimal" }, 1234.5, "1.234,5"],
  [{ kind: "text" }, "0123", "0123"],
  [{ kind: "text" }, null, ""],
])("%j %j", (field, value, shown) => {
  expect(valueWords(field, value, titleOf, "vi")).toBe(shown);
});
