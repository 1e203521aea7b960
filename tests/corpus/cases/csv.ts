import type { ReasonCode } from "#src/pipeline/1-landing/parse/reason-codes.ts";
import { type CorpusCase, type ExpectedIssue, joinBytes, rowsFrom, utf8 } from "../case.ts";

type Row = (string | null)[];

function csv(
  name: string,
  text: string | Uint8Array,
  rows: Record<number, Row>,
  issues?: ExpectedIssue[],
  file = "hs.csv",
): CorpusCase {
  return {
    name: `csv: ${name}`,
    file,
    bytes: () => (typeof text === "string" ? utf8(text) : text),
    expect: { sheets: [{ name: file, rows }], ...(issues === undefined ? {} : { issues }) },
  };
}

function refused(name: string, text: string | Uint8Array, code: ReasonCode, more: object = {}): CorpusCase {
  return {
    name: `csv: ${name}`,
    file: "hs.csv",
    bytes: () => (typeof text === "string" ? utf8(text) : text),
    expect: { refused: code, ...more },
  };
}

const header: Row = ["Mã", "Họ tên", "Lớp"];

export const csvCases: CorpusCase[] = [
  csv(
    "semicolons, UTF-8 with BOM",
    "\ufeffMã;Họ tên;Lớp\r\n1;Nguyễn Văn An;6A\r\n",
    rowsFrom(1, header, ["1", "Nguyễn Văn An", "6A"]),
  ),
  csv(
    "commas",
    "Mã,Họ tên,Lớp\n1,An,6A\n2,Bình,6B\n",
    rowsFrom(1, header, ["1", "An", "6A"], ["2", "Bình", "6B"]),
  ),
  csv("tabs", "Mã\tHọ tên\tLớp\n1\tAn\t6A\n", rowsFrom(1, header, ["1", "An", "6A"]), undefined, "hs.tsv"),
  csv("bars", "Mã|Họ tên|Lớp\n1|An|6A\n", rowsFrom(1, header, ["1", "An", "6A"])),
  csv(
    "decimal commas between semicolons",
    "Mã;Toán;Văn\n1;8,5;7,25\n2;0;10\n3;9,0;6,5\n",
    rowsFrom(1, ["Mã", "Toán", "Văn"], ["1", "8,5", "7,25"], ["2", "0", "10"], ["3", "9,0", "6,5"]),
  ),
  csv(
    "addresses with commas between semicolons",
    "Mã;Địa chỉ\n1;Xã A, Huyện B\n2;Xã C, Huyện D\n3;Xã E, Huyện F\n",
    rowsFrom(1, ["Mã", "Địa chỉ"], ["1", "Xã A, Huyện B"], ["2", "Xã C, Huyện D"], ["3", "Xã E, Huyện F"]),
  ),
  csv("sep= line", "sep=|\r\nMã|Họ, tên\r\n1|A, B\r\n", { 2: ["Mã", "Họ, tên"], 3: ["1", "A, B"] }),
  csv(
    "quotes, delimiter and quotes inside",
    'Mã;Họ tên;Lớp\n1;"An; ""Tí""";6A\n',
    rowsFrom(1, header, ["1", 'An; "Tí"', "6A"]),
  ),
  csv(
    "line breaks inside quotes: rows keep the line they start on",
    'Mã;Họ tên;Lớp\n1;"An\r\nBình";6A\n2;C;6B\n',
    { 1: header, 2: ["1", "An\r\nBình", "6A"], 4: ["2", "C", "6B"] },
  ),
  csv(
    "CR, LF and CRLF mixed",
    "Mã;T\r1;a\n2;b\r\n3;c",
    rowsFrom(1, ["Mã", "T"], ["1", "a"], ["2", "b"], ["3", "c"]),
  ),
  csv("no line end at the end, last field empty", "Mã;T\n1;", rowsFrom(1, ["Mã", "T"], ["1"])),
  csv("empty lines between", "Mã;T\n\n\n1;a\n\r\n;\n2;b\n", { 1: ["Mã", "T"], 4: ["1", "a"], 7: ["2", "b"] }),
  csv("one column only", "Họ tên\nAn\nBình\n", rowsFrom(1, ["Họ tên"], ["An"], ["Bình"])),
  csv("quoted empty and blank fields", 'a;b;c\n"";" ";x\n', rowsFrom(1, ["a", "b", "c"], [null, " ", "x"])),
  csv("blanks around quotes", 'a;b\n"1" ;2\n', rowsFrom(1, ["a", "b"], ["1", "2"])),
  csv(
    "a quote inside a plain field is text",
    'Mã;Tên\n1;Nguyễn "Tí" An\n2;5" màn\n',
    rowsFrom(1, ["Mã", "Tên"], ["1", 'Nguyễn "Tí" An'], ["2", '5" màn']),
  ),
  csv(
    "text after a closing quote",
    'Mã;Tên;Lớp\n1;"Tí" An;6A\n2;B;6B\n',
    rowsFrom(1, ["Mã", "Tên", "Lớp"], ["1", null, "6A"], ["2", "B", "6B"]),
    [["csv-stray-quote", 2, 2]],
  ),
  csv(
    '="…" keeps a leading zero for Excel',
    'Mã;Tên\n="031212000123";An\n',
    rowsFrom(1, ["Mã", "Tên"], ["031212000123", "An"]),
  ),
  csv(
    "ids: leading zero, 1.23E+11, 12 digits",
    "Mã;Tên\n031212000123;a\n1.23E+11;b\n31212000123;c\n",
    rowsFrom(1, ["Mã", "Tên"], ["031212000123", "a"], ["1.23E+11", "b"], ["31212000123", "c"]),
  ),
  csv(
    "a mark of 0 is not empty",
    "Mã;Toán\n1;0\n2;\n3;0.0\n",
    rowsFrom(1, ["Mã", "Toán"], ["1", "0"], ["2"], ["3", "0.0"]),
  ),
  csv(
    "NFD names stay NFD",
    `Mã;Tên\n1;${"Nguyễn Đức".normalize("NFD")}\n`,
    rowsFrom(1, ["Mã", "Tên"], ["1", "Nguyễn Đức".normalize("NFD")]),
  ),
  csv("a cell with NUL", "Mã;Tên\n1;A\0n\n2;B\n", rowsFrom(1, ["Mã", "Tên"], ["1"], ["2", "B"]), [
    ["nul-character", 2, 2],
  ]),
  csv(
    "a byte order mark in the middle: two files glued",
    joinBytes("\ufeffMã;Tên\n1;An\n", "\ufeffMã;Tên\n2;Bình\n"),
    rowsFrom(1, ["Mã", "Tên"], ["1", "An"], ["Mã", "Tên"], ["2", "Bình"]),
    [["bom-inside", 3, null]],
  ),
  csv(
    "a byte order mark in the middle before a quote",
    '\ufeffMã;Tên\n1;An\n\ufeff"2";"Bình"\n',
    rowsFrom(1, ["Mã", "Tên"], ["1", "An"], ["2", "Bình"]),
    [["bom-inside", 3, null]],
  ),
  csv("Ctrl-Z at the end", "Mã;Tên\n1;An\n\x1a", rowsFrom(1, ["Mã", "Tên"], ["1", "An"])),
  csv(
    "control characters are text",
    "Mã;Tên\n1;A\u001fn\u001e\u001b\n",
    rowsFrom(1, ["Mã", "Tên"], ["1", "A\u001fn\u001e\u001b"]),
  ),
  csv(
    "a row too wide",
    `a;b;c\n${"1;2;3\n".repeat(12)}1;2;3;4\n`,
    { 1: ["a", "b", "c"], ...rowsFrom(2, ...Array<Row>(12).fill(["1", "2", "3"])), 14: ["1", "2", "3", "4"] },
    [["csv-row-too-wide", 14, null]],
  ),
  csv(
    "a row too narrow",
    `a;b;c\n${"1;2;3\n".repeat(12)}1;2\n5;6;7\n`,
    {
      1: ["a", "b", "c"],
      ...rowsFrom(2, ...Array<Row>(12).fill(["1", "2", "3"])),
      14: ["1", "2"],
      15: ["5", "6", "7"],
    },
    [["csv-row-too-narrow", 14, null]],
  ),
  csv(
    "a row broken by a line end",
    `a;b;c\n${"1;2;3\n".repeat(22)}1;Nguyễn\nAn;3\n7;8;9\n`,
    {
      1: ["a", "b", "c"],
      ...rowsFrom(2, ...Array<Row>(22).fill(["1", "2", "3"])),
      24: ["1", "Nguyễn"],
      25: ["An", "3"],
      26: ["7", "8", "9"],
    },
    [
      ["csv-row-broken", 24, null],
      ["csv-row-broken", 25, null],
    ],
  ),
  csv(
    "title lines above a table are no broken rows",
    `TRƯỜNG THCS A\nNăm học 2025-2026\n${"a;b;c\n".repeat(20)}`,
    {
      1: ["TRƯỜNG THCS A"],
      2: ["Năm học 2025-2026"],
      ...rowsFrom(3, ...Array<Row>(20).fill(["a", "b", "c"])),
    },
  ),
  csv("trailing delimiters", "a;b;;;\n1;2;;;\n", rowsFrom(1, ["a", "b"], ["1", "2"])),
  csv(
    "a field beyond the limit",
    `Mã;Tên\n1;${"x".repeat(40_000)}\n2;b\n`,
    rowsFrom(1, ["Mã", "Tên"], ["1"], ["2", "b"]),
    [["cell-too-long", 2, 2]],
  ),
  csv(
    "mojibake cells are taken out, the rest stays",
    "Mã;Tên\n1;Nguyá»…n VÄƒn An\n2;Trần Đức Ưng\n3;Äá»— ThÆ°\n",
    rowsFrom(1, ["Mã", "Tên"], ["1"], ["2", "Trần Đức Ưng"], ["3"]),
    [
      ["mojibake", 2, 2],
      ["mojibake", 4, 2],
    ],
  ),
  csv(
    "replacement characters from the sender",
    "Mã;Tên\n1;Nguy\ufffdn\n2;Trần\n",
    rowsFrom(1, ["Mã", "Tên"], ["1"], ["2", "Trần"]),
    [["replacement-character", 2, 2]],
  ),
  csv(
    "a few broken bytes in UTF-8",
    joinBytes(`Mã;Tên\n${"1;Nguyễn Đức Ưng\n".repeat(20)}2;Tr`, Uint8Array.of(0xe1, 0xba), "n\n"),
    { 1: ["Mã", "Tên"], ...rowsFrom(2, ...Array<Row>(20).fill(["1", "Nguyễn Đức Ưng"])), 22: ["2"] },
    [["invalid-bytes", 22, 2]],
  ),
  csv(
    "French letters are no mojibake",
    "Mã;Tên\n1;Trường Saint-Exupéry ÄÖÜ\n2;«Âm» á—b Ãn\n",
    rowsFrom(1, ["Mã", "Tên"], ["1", "Trường Saint-Exupéry ÄÖÜ"], ["2", "«Âm» á—b Ãn"]),
  ),
  csv("csv named .xlsx", "Mã;Tên\n1;An\n", rowsFrom(1, ["Mã", "Tên"], ["1", "An"]), undefined, "hs.xlsx"),
  csv("text that begins with < or [", "<Mã>;[Tên]\n1;An\n", rowsFrom(1, ["<Mã>", "[Tên]"], ["1", "An"])),
  {
    name: "csv: the delimiter a person chose",
    file: "a.csv",
    bytes: () => utf8("1,5;2,5\n3,5;4,5\n"),
    options: { delimiter: ";" },
    expect: { sheets: [{ name: "a.csv", rows: rowsFrom(1, ["1,5", "2,5"], ["3,5", "4,5"]) }] },
  },
  refused("two delimiters fit alike", "1,5;2,5\n3,5;4,5\n5,0;6,0\n", "delimiter-unsure", {
    candidates: [",", ";"],
  }),
  refused("a quote opened and never closed", 'Mã;Tên\n1;"An\n2;Bình\n3;C\n', "csv-unclosed-quote", {
    rowNo: 2,
  }),
  refused("a misplaced quote that glues lines", 'Mã;Tên\n1;"An\n2;"Bình"\n', "csv-broken-quotes", {
    rowNo: 2,
  }),
  {
    name: "csv: only blanks",
    file: "a.csv",
    bytes: () => utf8("\n\r\n \n"),
    expect: { sheets: [{ name: "a.csv", rows: { 3: [" "] } }] },
  },
  {
    name: "csv: a byte order mark and nothing else",
    file: "a.csv",
    bytes: () => utf8("\ufeff"),
    expect: { sheets: [{ name: "a.csv", rows: {} }] },
  },
];
