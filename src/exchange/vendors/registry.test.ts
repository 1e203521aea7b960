import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { codeSets, getIntake, intakes } from "#src/domains/catalogue.ts";
import { recogniseTable } from "#src/pipeline/1-landing/recognise/recognise-table.ts";
import { sampleValue } from "#src/pipeline/1-landing/recognise/samples/sample-values.ts";
import type { SheetRow, TableInput } from "#src/pipeline/1-landing/recognise/types.ts";
import type { VendorProfile, VendorTable } from "#src/pipeline/1-landing/recognise/vendor-profile.ts";
import { findVendor, getVendor, vendors } from "./registry.ts";

const knowledge = { intakes, codeSets, vendors };
const tables = vendors.flatMap((vendor) => vendor.tables.map((table) => ({ vendor, table })));
const named = tables.map(
  ({ vendor, table }) =>
    [`${vendor.id} ${table.intake} ${table.sheet ?? table.fileStart ?? ""}`, vendor, table] as const,
);

/** The vendor's table as its export looks: headers in the order of the profile, 15 rows. */
function exportOf(table: VendorTable, folders: readonly string[]): TableInput {
  const headers = Object.keys(table.columns).map((header) => header.split(" › "));
  const height = Math.max(...headers.map((parts) => parts.length));
  const rows: SheetRow[] = Array.from({ length: 15 }, (_, at) => ({
    rowNo: height + 1 + at,
    cells: Object.entries(table.columns).map(([header, column]) => {
      if (column === null) return String(at + 1);
      if (table.readings?.[header] !== undefined) return at % 2 === 0 ? "x" : null;
      return sampleValue(column, getIntake(table.intake).columns[column], codeSets, at);
    }),
  }));
  const headRows = Array.from({ length: height }, (_, line) => ({
    rowNo: line + 1,
    cells: headers.map((parts) => (parts.length === 1 && line > 0 ? null : (parts[line] ?? null))),
  }));
  return {
    sheetName: table.sheet ?? "Sheet1",
    headRows: [...headRows, ...rows],
    merges: headers.flatMap((parts, at) =>
      parts.length < height
        ? [{ firstRow: 1, lastRow: height, firstColumn: at + 1, lastColumn: at + 1 }]
        : [],
    ),
    sampleRows: rows,
    fileName: `${table.fileStart ?? "bang"}.xlsx`,
    pathSegments: folders,
  };
}

test("the registry lists every file of the folder", async () => {
  const files = readdirSync(new URL(".", import.meta.url)).filter(
    (name) => name.endsWith(".ts") && !name.startsWith("registry"),
  );
  const found = await Promise.all(
    files.map(async (name) =>
      Object.values(
        (await import(/* @vite-ignore */ new URL(name, import.meta.url).href)) as Record<
          string,
          VendorProfile
        >,
      ),
    ),
  );
  expect(
    found
      .flat()
      .map(({ id }) => `${id}.ts`)
      .sort(),
  ).toEqual([...files].sort());
  expect(vendors.map(({ id }) => id).sort()).toEqual(
    found
      .flat()
      .map(({ id }) => id)
      .sort(),
  );
});

test("ids and folders are told apart", () => {
  const folders = vendors.flatMap((vendor) => vendor.recognisedBy.pathSegments);
  expect(new Set(folders).size).toBe(folders.length);
  expect(findVendor("nobody")).toBe(undefined);
  expect(() => getVendor("nobody")).toThrow(/nobody/);
  expect(getVendor("smas").learnerCodeIssuer).toBe("sector");
});

describe("every table of every vendor", () => {
  test.each(named)("%s names columns that the intake has", (_, __, table) => {
    const { columns, subjectColumns } = getIntake(table.intake);
    const strange = Object.values(table.columns).filter(
      (column) =>
        column !== null &&
        !(column in columns) &&
        !(subjectColumns === true && /^(mark|level)\.[A-Z_]+\.(t1|t2|year)$/.test(column)),
    );
    expect(strange).toEqual([]);
    expect(Object.keys(table.readings ?? {}).filter((header) => !(header in table.columns))).toEqual([]);
  });

  test.each(named.filter(([, vendor]) => vendor.id !== "qlcm"))(
    "%s is read as the profile says",
    (_, vendor, table) => {
      const folder = vendor.recognisedBy.pathSegments[0] ?? "";
      const description = recogniseTable(exportOf(table, ["inbox", folder, "311194802001"]), knowledge);
      expect(description.intake).toBe(table.intake);
      expect(description.context.vendor).toBe(vendor.id);
      expect(description.questions).toEqual([]);
      const expected = Object.entries(table.columns).map(([header, column]) => [header, column]);
      expect(description.columns.map(({ header, column }) => [header, column])).toEqual(expected);
      expect(description.keyIssuer).toBe(table.learnerCodeIssuer ?? vendor.learnerCodeIssuer);
    },
  );

  test.each(named.filter(([, vendor]) => vendor.id !== "qlcm"))(
    "%s is never read wrong without the profile",
    (_, __, table) => {
      const description = recogniseTable(exportOf(table, []), { intakes, codeSets });
      const wrong = description.columns.filter(({ header, column, confidence }) => {
        const meant = table.columns[header];
        // What a profile leaves out may still be what its name says.
        return column !== null && confidence >= 0.9 && meant !== null && column !== meant;
      });
      // A contact number on a nursery list is a parent's; only the profile knows.
      expect(wrong.map(({ header }) => header).filter((header) => header !== "Điện thoại liên hệ")).toEqual(
        [],
      );
    },
  );
});

test.each(named.filter(([, , table]) => table.ticks === true))(
  "%s ticks its yes-no columns: empty is no, however few rows came",
  (_, vendor, table) => {
    const { columns } = getIntake(table.intake);
    const whole = exportOf(table, ["inbox", vendor.recognisedBy.pathSegments[0] ?? vendor.id]);
    const first = whole.sampleRows.slice(0, 1);
    const headRows = whole.headRows.filter((row) => row.rowNo <= (first[0]?.rowNo ?? 0));
    const description = recogniseTable({ ...whole, headRows, sampleRows: first }, knowledge);
    const ticked = Object.values(table.columns).filter(
      (column) => column !== null && columns[column]?.kind === "boolean",
    );
    expect(ticked).not.toEqual([]);
    expect(
      description.columns.filter(({ reading }) => reading?.otherwise === "Không").map(({ column }) => column),
    ).toEqual(ticked);
  },
);

describe("results", () => {
  const qlcm = getVendor("qlcm");
  const [wide] = qlcm.tables;
  const pick = (pattern: RegExp) =>
    Object.fromEntries(Object.entries(wide?.columns ?? {}).filter(([header]) => pattern.test(header)));

  test.each([
    [
      "secondary",
      /^(Toán|Ngữ văn|KHTN|Giáo dục thể chất|HĐTN, hướng nghiệp|Học tập|Rèn luyện|Vắng) › (HK|CN|Có|Không)/,
    ],
    [
      "primary",
      /^(STT|Mã học sinh|Họ và tên|Ngày sinh|Lớp|Đánh giá KQGD cuối năm)$|^(Toán|Tiếng Việt|Đạo đức) › (Mức|Điểm)/,
    ],
  ])("%s sheets, by profile and without it", (_, pattern) => {
    if (wide === undefined) throw new Error("qlcm has no table");
    const table = { ...wide, columns: pick(pattern) };
    const expected = Object.entries(table.columns).map(([header, column]) => [header, column]);
    for (const more of [{ vendors }, {}]) {
      const description = recogniseTable(exportOf(table, ["qlcm"]), { intakes, codeSets, ...more });
      expect(description.intake).toBe("resultRow");
      expect(description.columns.map(({ header, column }) => [header, column])).toEqual(expected);
    }
  });
});

test("an exam file tells its exam by its name, and 0 is a value like any other", () => {
  const exam = getVendor("exam");
  const [table] = exam.tables;
  if (table === undefined) throw new Error("exam has no table");
  const headers = Object.keys(table.columns);
  const rows = Array.from({ length: 10 }, (_, at) => ({
    rowNo: at + 2,
    cells: headers.map((header, column) =>
      header === "sbd" ? `0300000${at}` : (at + column) % 3 === 0 ? "0" : null,
    ),
  }));
  const description = recogniseTable(
    {
      sheetName: "thpt_2025.csv",
      headRows: [{ rowNo: 1, cells: headers }, ...rows],
      merges: [],
      sampleRows: rows,
      fileName: "thpt_2025_haiphong.csv",
      pathSegments: ["data"],
    },
    knowledge,
  );
  expect(description.context).toEqual({ vendor: "exam", examId: "THPT-2025" });
  expect(description.columns.every(({ column }) => column !== null)).toBe(true);
});
