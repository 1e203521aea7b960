import { encodeLegacy, type LegacyName } from "./build/legacy-encoders.ts";
import { type BuiltBook, type BuiltCell, buildXlsx } from "./build/xlsx-builder.ts";
import { joinBytes, utf8 } from "./case.ts";

/** What standardising must make of a cell: its value, or the reason it is listed with. */
export type Outcome = { value: string | null } | { reason: string };

/** A learner list of one school with one odd row, `T1`, between two sound ones. */
export interface LearnerList {
  readonly name: string;
  readonly file: string;
  readonly bytes: () => Uint8Array;
  /** Row of `T1` as the sender counts. */
  readonly rowNo: number;
  /** Intake column → what becomes of the odd row's cell. */
  readonly expect: Readonly<Record<string, Outcome>>;
  /** Reason for which the whole odd row is held. */
  readonly held?: string;
}

const columns = [
  "Mã học sinh",
  "Họ và tên",
  "Ngày sinh",
  "Giới tính",
  "Số định danh cá nhân",
  "Dân tộc",
] as const;
const fields = ["learnerCode", "fullName", "birthDate", "sex", "nationalId", "ethnicity"] as const;
const sound = [
  ["S1", "Nguyễn Văn Đức", "05/09/2014", "Nam", "", "Kinh"],
  ["S2", "Trần Thị Hường", "16/10/2014", "Nữ", "", "Tày"],
];
const plain = ["T1", "Phạm Quỳnh Như", "21/11/2014", "Nữ", "", "Kinh"];

/** The row of plain cells with one of them replaced. */
function odd<T>(column: (typeof fields)[number], cell: T): (string | T)[] {
  return plain.map((text, at) => (fields[at] === column ? cell : text));
}

type Cell = readonly [name: string, column: (typeof fields)[number], text: string, outcome: Outcome];

/** Cells as text, whatever format they come in. */
const cells: readonly Cell[] = [
  ["a day first date", "birthDate", "1/2/2014", { value: "2014-02-01" }],
  ["a month first date is not swapped", "birthDate", "12/25/2014", { reason: "date-impossible" }],
  ["a day that does not exist", "birthDate", "31/02/2014", { reason: "date-impossible" }],
  ["a year alone", "birthDate", "2014", { value: "2014-01-01" }],
  ["two digits of a year", "birthDate", "1/2/14", { reason: "date-two-digit-year" }],
  ["a date cut short", "birthDate", "01/07/201", { reason: "date-malformed" }],
  ["a date in words", "birthDate", "ngày 1 tháng 2 năm 2014", { value: "2014-02-01" }],
  ["an id with its zero", "nationalId", "031214000123", { value: "031214000123" }],
  ["an id with blanks", "nationalId", "031 214 000124", { value: "031214000124" }],
  ["an id that lost its zero", "nationalId", "31214000123", { reason: "id-lost-zero" }],
  ["an id gone scientific", "nationalId", "3.12E+10", { reason: "id-scientific" }],
  ["an old card", "nationalId", "031214000", { reason: "id-old-card" }],
  ["words for an id", "nationalId", "chưa có", { reason: "id-malformed" }],
  ["a sex in capitals without accents", "sex", "NU", { value: "2" }],
  ["a sex nobody knows", "sex", "?", { reason: "code-unknown" }],
  ["an ethnic group by number", "ethnicity", "04", { reason: "code-unknown" }],
  ["an ethnic group in NFD", "ethnicity", "Mường".normalize("NFD"), { value: null }],
  ["a name in NFD", "fullName", "Phạm Đức".normalize("NFD"), { value: "Phạm Đức" }],
  ["a name with odd blanks", "fullName", " Phạm\u00a0 Đức\u200b ", { value: "Phạm Đức" }],
  ["a name of one letter", "fullName", "P", { reason: "name-length" }],
];

const outcomeOf = ([, column, , outcome]: Cell) => ({ [column]: outcome });

function csvText(row: readonly string[], delimiter = ";", end = "\r\n"): string {
  return [columns, sound[0] ?? [], row, sound[1] ?? []].map((line) => line.join(delimiter)).join(end);
}

const fromCsv = cells.map(
  (cell): LearnerList => ({
    name: `csv: ${cell[0]}`,
    file: "hs.csv",
    bytes: () => utf8(`\ufeff${csvText(odd(cell[1], cell[2]))}`),
    rowNo: 3,
    expect: outcomeOf(cell),
  }),
);

const fromXlsx = cells.map(
  (cell): LearnerList => ({
    name: `xlsx: ${cell[0]}`,
    file: "hs.xlsx",
    bytes: () => book([odd(cell[1], cell[2])]),
    rowNo: 5,
    expect: outcomeOf(cell),
  }),
);

/** Two title rows, an empty one, the header, the odd row, the sound ones, a signature. */
function book(rows: readonly BuiltCell[][], more: Partial<BuiltBook> = {}): Uint8Array {
  return buildXlsx({
    sheets: [
      {
        name: "HS",
        rows: [
          ["DANH SÁCH HỌC SINH"],
          null,
          null,
          [...columns],
          ...rows,
          ...sound.map((row) => [...row]),
          null,
          [null, null, null, "Hiệu trưởng"],
        ],
      },
    ],
    ...more,
  });
}

function xlsxCell(
  name: string,
  column: (typeof fields)[number],
  cell: BuiltCell,
  outcome: Outcome,
  more: Partial<BuiltBook> = {},
): LearnerList {
  return {
    name: `xlsx: ${name}`,
    file: "hs.xlsx",
    bytes: () => book([odd(column, cell)], more),
    rowNo: 5,
    expect: { [column]: outcome },
  };
}

const ownToXlsx: readonly LearnerList[] = [
  xlsxCell(
    "a date cell",
    "birthDate",
    { number: 41671, style: 1 },
    { value: "2014-02-01" },
    { formats: [14] },
  ),
  xlsxCell(
    "a date cell of the 1904 system",
    "birthDate",
    { number: 40209, style: 1 },
    { value: "2014-02-01" },
    { formats: [14], date1904: true },
  ),
  xlsxCell("a day number without a format", "birthDate", { number: 41671 }, { value: "2014-02-01" }),
  xlsxCell("an id as a number", "nationalId", { number: "31214000123" }, { reason: "id-lost-zero" }),
  xlsxCell(
    "an id as a number under a format of zeros",
    "nationalId",
    { number: "31214000125", style: 1 },
    { value: "031214000125" },
    { formats: ["000000000000"] },
  ),
  xlsxCell(
    "a formula never calculated",
    "birthDate",
    { formula: "TODAY()" },
    { reason: "formula-without-value" },
  ),
  xlsxCell(
    "a date before the calendar",
    "birthDate",
    { number: -1, style: 1 },
    { reason: "date-out-of-range" },
    { formats: [14] },
  ),
  xlsxCell("mojibake", "ethnicity", "TÃ y Ä‘", { reason: "mojibake" }),
  xlsxCell("a replacement character", "fullName", "Ph\ufffdm", { reason: "replacement-character" }),
  xlsxCell(
    "an error for a date",
    "birthDate",
    { formula: "1/0", value: "#DIV/0!", type: "e" },
    { reason: "date-malformed" },
  ),
];

const legacyNames: readonly LegacyName[] = ["windows-1258", "tcvn3", "vni"];
const inOldEncodings = legacyNames.map(
  (encoding): LearnerList => ({
    name: `csv in ${encoding}`,
    file: "cu.csv",
    bytes: () => encodeLegacy(csvText(odd("fullName", "Vũ Đình Khải")).normalize("NFC"), encoding),
    rowNo: 3,
    expect: { fullName: { value: "Vũ Đình Khải" }, ethnicity: { value: "01" } },
  }),
);

const objects = [sound[0] ?? [], plain, sound[1] ?? []].map((row) =>
  Object.fromEntries(columns.map((column, at) => [column, row[at]])),
);

const otherShapes: readonly LearnerList[] = [
  ...[",", "\t", "|"].map(
    (delimiter): LearnerList => ({
      name: `csv: ${JSON.stringify(delimiter)} between the columns`,
      file: "hs.csv",
      bytes: () => utf8(csvText(plain, delimiter)),
      rowNo: 3,
      expect: { fullName: { value: "Phạm Quỳnh Như" }, birthDate: { value: "2014-11-21" } },
    }),
  ),
  {
    name: "csv in UTF-16",
    file: "hs.csv",
    bytes: () => Buffer.from(`\ufeff${csvText(plain, "\t")}`, "utf16le"),
    rowNo: 3,
    expect: { fullName: { value: "Phạm Quỳnh Như" } },
  },
  {
    name: "csv: text after a closing quote",
    file: "hs.csv",
    bytes: () => utf8(csvText(odd("fullName", '"Phạm" Như'))),
    rowNo: 3,
    expect: { fullName: { reason: "csv-stray-quote" }, birthDate: { value: "2014-11-21" } },
  },
  {
    name: "csv: NUL in a cell",
    file: "hs.csv",
    bytes: () => joinBytes(csvText(odd("fullName", "Ph\0m"))),
    rowNo: 3,
    expect: { fullName: { reason: "nul-character" } },
  },
  {
    name: "csv: a row too wide is held",
    file: "hs.csv",
    bytes: () =>
      utf8(
        [
          csvText([...plain.slice(0, 1), "Phạm", ...plain.slice(1)]),
          ...Array.from({ length: 20 }, (_, at) => [`M${at}`, ...(sound[0] ?? []).slice(1)].join(";")),
        ].join("\r\n"),
      ),
    rowNo: 3,
    expect: {},
    held: "csv-row-too-wide",
  },
  {
    name: "json: objects under the printed names",
    file: "hs.json",
    bytes: () => utf8(JSON.stringify({ hocSinh: objects })),
    rowNo: 3,
    expect: {
      fullName: { value: "Phạm Quỳnh Như" },
      birthDate: { value: "2014-11-21" },
      ethnicity: { value: "01" },
    },
  },
  {
    name: "xlsx: the header printed again and a sum are no learners",
    file: "hs.xlsx",
    bytes: () => book([plain, [...columns], ["Tổng số: 3"]]),
    rowNo: 5,
    expect: { fullName: { value: "Phạm Quỳnh Như" } },
  },
];

export const learnerLists: readonly LearnerList[] = [
  ...fromCsv,
  ...fromXlsx,
  ...ownToXlsx,
  ...inOldEncodings,
  ...otherShapes,
];
