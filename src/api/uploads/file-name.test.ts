import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { safeFileName } from "./file-name.ts";

describe("file names", () => {
  test.each([
    ["Danh sách lớp 6A1.xlsx", "Danh sách lớp 6A1.xlsx"],
    ["../../etc/passwd", "passwd"],
    ["C:\\Users\\x\\ds.xlsx", "ds.xlsx"],
    [".bashrc", "bashrc"],
    ["con.csv", "_con.csv"],
    ["", "tep"],
    ["..", "tep"],
    ["a\u202Etxt.exe", "atxt.exe"],
    ["-rf.csv", "rf.csv"],
  ])("%j → %j", (given, expected) => {
    expect(safeFileName(given)).toBe(expected);
  });

  test("any text becomes a name of one folder, short enough for every file system", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 600 }), (given) => {
        const name = safeFileName(given);
        expect(name).not.toMatch(/[/\\\p{Cc}]/u);
        expect(name.startsWith(".")).toBe(false);
        expect(name.length).toBeGreaterThan(0);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(201);
        expect(safeFileName(name)).toBe(name);
      }),
    );
  });
});
