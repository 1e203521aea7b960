import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createMatrixApp } from "../access/matrix-app.ts";
import type { TestApp } from "../test-app.ts";
import { compareRows, matchesName, type RollRow } from "./read-roll.ts";

const row = (className: string | null, fullName: string, learnerId = "x"): RollRow => ({
  learnerId,
  fullName,
  className,
  gradeLevel: null,
  status: null,
});

test("classes in the order people count, in them given names by the Vietnamese alphabet, nobody's class last", () => {
  const rows = [
    row(null, "Vũ Thị An"),
    row("10A1", "Lê Văn Đạt"),
    row("10A1", "Phạm Thị Dung"),
    row("10A1", "Trần Ân"),
    row("10A1", "Trần An"),
    row("9A2", "Nguyễn Yến"),
    row("10A10", "Bùi Ảnh"),
    row("10A2", "Đỗ Bích"),
  ];
  expect(rows.toSorted(compareRows).map(({ className, fullName }) => `${className} ${fullName}`)).toEqual([
    "9A2 Nguyễn Yến",
    "10A1 Trần An",
    "10A1 Trần Ân",
    "10A1 Phạm Thị Dung",
    "10A1 Lê Văn Đạt",
    "10A2 Đỗ Bích",
    "10A10 Bùi Ảnh",
    "null Vũ Thị An",
  ]);
});

test("the order is one: of two different rows exactly one is first", () => {
  const word = fc.constantFrom("An", "Ân", "Đạt", "Dung", "an", "Ánh");
  const any = fc
    .record({
      c: fc.option(fc.constantFrom("1A", "1a", "10A", "2A")),
      a: word,
      b: word,
      id: fc.constantFrom("1", "2"),
    })
    .map(({ c, a, b, id }) => row(c, `${a} ${b}`, id));
  fc.assert(
    fc.property(any, any, any, (x, y, z) => {
      expect(Math.sign(compareRows(x, y)) + Math.sign(compareRows(y, x))).toBe(0);
      if (compareRows(x, y) <= 0 && compareRows(y, z) <= 0) expect(compareRows(x, z)).toBeLessThanOrEqual(0);
    }),
  );
});

test.each([
  ["nguyen an", true],
  ["an nguyễn", true],
  ["Thị", true],
  ["thí", false],
  ["hi", false],
  ["đ", false],
  ["", true],
])("finds Nguyễn Thị Ân by “%s”: %s", (text, isFound) => {
  expect(matchesName("Nguyễn Thị Ân", text)).toBe(isFound);
});

describe("over HTTP", () => {
  let at: TestApp;
  beforeAll(async () => {
    at = await createMatrixApp();
  });
  afterAll(() => at.close());
  const ask = async (url: string, role = "departmentSteward") =>
    (await at.app.inject({ url, headers: { "x-test-role": role } })).json<{
      data: RollRow[];
      next: string | null;
      count: number;
      code?: string;
    }>();

  test("pages of one make the whole, and each is asked for by the last's address", async () => {
    const whole = await ask("/api/v1/schools/S1/roll");
    expect(whole.data.length).toBeGreaterThan(1);
    expect(whole).toMatchObject({ next: null, count: whole.data.length });
    const pages: RollRow[] = [];
    for (let next: string | null = "/api/v1/schools/S1/roll?limit=1"; next !== null; ) {
      const page = await ask(next);
      pages.push(...page.data);
      next = page.next;
    }
    expect(pages).toEqual(whole.data);
  });

  test("another school's learners are in nobody's roll, and its cursor is none of this school's", async () => {
    const own = await ask("/api/v1/schools/S1/roll", "schoolSteward");
    expect(own.data.length).toBeGreaterThan(0);
    for (const school of ["S2", "S3"])
      expect((await ask(`/api/v1/schools/${school}/roll`, "schoolSteward")).data).toEqual([]);
    const { next } = await ask("/api/v1/schools/S1/roll?limit=1");
    const foreign = next?.replace("/S1/", "/S2/") ?? "";
    expect((await ask(foreign)).code).toBe("cursor-invalid");
    expect((await ask("/api/v1/schools/Z9/roll")).code).toBe("record-not-found");
  });
});
