import type { ReasonCode } from "#src/pipeline/1-landing/parse/reason-codes.ts";
import { type BuiltBook, type BuiltCell, buildXlsx } from "../build/xlsx-builder.ts";
import { type CorpusCase, rowsFrom } from "../case.ts";

type Cells = (string | null)[];

/** One sheet "HS" of one row, with the cells it must give. */
function values(
  name: string,
  cells: BuiltCell[],
  expected: Cells,
  book: Partial<BuiltBook> = {},
): CorpusCase {
  return {
    name: `xlsx: ${name}`,
    file: "a.xlsx",
    bytes: () => buildXlsx({ sheets: [{ name: "HS", rows: [cells] }], ...book }),
    expect: {
      sheets: [{ name: "HS", rows: expected.every((cell) => cell === null) ? {} : { 1: expected } }],
    },
  };
}

/** A first cell that is fine and a second that must be rejected with a code. */
function rejected(
  name: string,
  cell: BuiltCell,
  code: ReasonCode,
  book: Partial<BuiltBook> = {},
): CorpusCase {
  return {
    name: `xlsx: ${name}`,
    file: "a.xlsx",
    bytes: () => buildXlsx({ sheets: [{ name: "HS", rows: [["Mã"], ["A1", cell, "sau"]] }], ...book }),
    expect: {
      sheets: [{ name: "HS", rows: rowsFrom(1, ["Mã"], ["A1", null, "sau"]) }],
      issues: [[code, 2, 2]],
    },
  };
}

const raw = (xml: string): BuiltCell => ({ raw: xml });
const day = "dd/mm/yyyy";
const n = (number: string | number, style = 1): BuiltCell => ({ number, style });

export const xlsxValues: CorpusCase[] = [
  values(
    "shared strings with accents, NFC and NFD kept as they are",
    ["Nguyễn Văn Đức", "Nguyễn".normalize("NFD"), "Hoà"],
    ["Nguyễn Văn Đức", "Nguyễn".normalize("NFD"), "Hoà"],
  ),
  values(
    "inline strings",
    [{ inline: "Trần Thị B" }, { inline: " có  dấu cách " }],
    ["Trần Thị B", " có  dấu cách "],
  ),
  values("an id kept as text keeps its zero", ["031212000123"], ["031212000123"]),
  values("an id kept as a number has lost its zero and is shown so", [31212000123], ["31212000123"]),
  values("a number format of zeros shows the zero again", [n(31212000123)], ["031212000123"], {
    formats: ["000000000000"],
  }),
  values(
    "1.23E+11 stays as written",
    [raw('<c r="{ref}"><v>1.23E+11</v></c>'), raw('<c r="{ref}"><v>1.2345678901234568E+17</v></c>')],
    ["1.23E+11", "1.2345678901234568E+17"],
  ),
  values(
    "a number of 20 digits is not rounded",
    [raw('<c r="{ref}"><v>12345678901234567890</v></c>')],
    ["12345678901234567890"],
  ),
  values(
    "a number with a leading zero in the file keeps it",
    [raw('<c r="{ref}"><v>031212000123</v></c>')],
    ["031212000123"],
  ),
  values(
    "17 digits of a double become its shortest decimal",
    [
      n("8.3000000000000007", 0),
      n("0.10000000000000001", 0),
      n("9.9999999999999995E-8", 0),
      n("-2.2000000000000002", 0),
    ],
    ["8.3", "0.1", "0.0000001", "-2.2"],
  ),
  values("zero is a value", [0, n("0", 0), n("0.0", 0)], ["0", "0", "0"]),
  values(
    "trailing zeros of a decimal go, zeros of an integer stay",
    [n("8.50", 0), n("100", 0), n("-5", 0)],
    ["8.5", "100", "-5"],
  ),
  values("booleans", [true, false, raw('<c r="{ref}" t="b"><v>true</v></c>')], ["TRUE", "FALSE", "TRUE"]),
  values(
    "errors are text",
    ["#REF!", "#N/A", "#DIV/0!", "#NAME?"].map((text) => raw(`<c r="{ref}" t="e"><v>${text}</v></c>`)),
    ["#REF!", "#N/A", "#DIV/0!", "#NAME?"],
  ),
  values(
    "formulas give their stored value",
    [
      { formula: "A1&B1", value: "Lớp 6A", type: "str" },
      { formula: "1+1", value: "2" },
      { formula: "1/0", value: "#DIV/0!", type: "e" },
    ],
    ["Lớp 6A", "2", "#DIV/0!"],
  ),
  values(
    "a formula that gives an empty text",
    ["x", { formula: 'IF(1,"","")', value: "", type: "str" }],
    ["x"],
  ),
  values(
    "dates by built-in format 14, 1900 system",
    [n(45000), n(1), n(59), n(61), n(2958465)],
    ["2023-03-15", "1900-01-01", "1900-02-28", "1900-03-01", "9999-12-31"],
    { formats: [14] },
  ),
  values("dates in the 1904 system", [n(0), n(43538), n(1)], ["1904-01-01", "2023-03-15", "1904-01-02"], {
    formats: [day],
    date1904: true,
  }),
  values(
    "dates by custom format, quoted and bracketed parts don't count",
    [n(41000, 1), n(41000, 2), n(41000, 3), n(41000, 4)],
    ["2012-04-01", "2012-04-01", "41000", "41000"],
    { formats: ['"ngày" dd "tháng" mm "năm" yyyy', "[$-42A]d mmmm yyyy;@", '0" ngày"', "[Red]#,##0\\ \\d"] },
  ),
  values(
    "date with a time of day",
    [n("45000.5", 1), n("45000.999988425923", 1), n("45000.25", 2)],
    ["2023-03-15T12:00:00", "2023-03-15T23:59:59", "2023-03-15T06:00:00"],
    { formats: [22, day] },
  ),
  values(
    "time of day and durations",
    [n("0.5", 1), n("0.30208333333333331", 2), n("1.5", 3)],
    ["12:00:00", "07:15:00", "36:00:00"],
    { formats: [20, "h:mm AM/PM", "[h]:mm"] },
  ),
  values("month and year formats are dates", [n(45000, 1), n(45000, 2)], ["2023-03-15", "2023-03-15"], {
    formats: ["mmm-yy", "yyyy"],
  }),
  values(
    "percent, scientific and money formats are numbers",
    [n("0.25", 1), n("8.5", 2), n("1500000", 3)],
    ["0.25", "8.5", "1500000"],
    { formats: ["0.00%", "0.0E+00", '#,##0.00\\ "₫"'] },
  ),
  values(
    "a date as text stays text",
    ["15/03/2012", "03-15-2012", "2012"],
    ["15/03/2012", "03-15-2012", "2012"],
  ),
  values("East Asian built-in date formats", [n(45000, 1), n(45000, 2)], ["2023-03-15", "2023-03-15"], {
    formats: [27, 57],
  }),
  values(
    "strict ISO dates",
    [
      raw('<c r="{ref}" t="d"><v>2012-04-01</v></c>'),
      raw('<c r="{ref}" t="d"><v>2012-04-01T00:00:00</v></c>'),
      raw('<c r="{ref}" t="d"><v>2012-04-01T07:30:00Z</v></c>'),
    ],
    ["2012-04-01", "2012-04-01", "2012-04-01T07:30:00"],
  ),
  values(
    "rich text runs join, phonetic hints don't count",
    [raw('<c r="{ref}" t="s"><v>0</v></c>')],
    ["Nguyễn Văn An"],
    {
      sharedStringsXml:
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><rPr><b/></rPr><t>Nguyễn </t></r><r><t xml:space="preserve">Văn </t></r><rPh sb="0" eb="1"><t>gu-yen</t></rPh><r><t>An</t></r><phoneticPr fontId="1"/></si></sst>',
    },
  ),
  values(
    "rich inline text",
    [
      raw(
        '<c r="{ref}" t="inlineStr"><is><r><t>Lê </t></r><rPh sb="0" eb="1"><t>xx</t></rPh><r><t>Thị</t></r></is></c>',
      ),
    ],
    ["Lê Thị"],
  ),
  values(
    "entities and CDATA",
    [
      raw(
        '<c r="{ref}" t="inlineStr"><is><t>A&amp;B &lt;x&gt; &#7889; &#x1EA1;<![CDATA[ <&> ]]></t></is></c>',
      ),
    ],
    ["A&B <x> ố ạ <&> "],
  ),
  values(
    "_xHHHH_ escapes and the escaped underscore",
    [raw('<c r="{ref}" t="inlineStr"><is><t>a_x000D_\nb _x005F_x000D_ c_x_</t></is></c>')],
    ["a\r\nb _x000D_ c_x_"],
  ),
  values(
    "line breaks and tabs inside a cell",
    [{ inline: "Xã A\nHuyện B\tTỉnh C" }],
    ["Xã A\nHuyện B\tTỉnh C"],
  ),
  values(
    "separators of our own files inside a cell",
    [{ inline: "a\u001fb\u001ec\u001bd" }, { inline: "\u001be" }, "sau"],
    ["a\u001fb\u001ec\u001bd", "\u001be", "sau"],
  ),
  values("emoji and characters beyond the first plane", ["🌺 phượng", "𠀋"], ["🌺 phượng", "𠀋"]),
  values(
    "text that looks like a formula or a number",
    ["=1+1", "@SUM", "-5", "1e5", "TRUE", "NULL"],
    ["=1+1", "@SUM", "-5", "1e5", "TRUE", "NULL"],
  ),
  values("empty strings are empty cells", ["", { inline: "" }, "x", ""], [null, null, "x"]),
  values(
    "blanks are kept, no-break and zero-width ones too",
    [" ", "\u00a0An\u00a0", "A\u200bn"],
    [" ", "\u00a0An\u00a0", "A\u200bn"],
  ),
  values("a longest possible cell", ["x".repeat(32_767)], ["x".repeat(32_767)]),
  values("numbers with blanks around", [raw('<c r="{ref}"><v> 12 </v></c>')], ["12"]),
  values(
    "other letters of Vietnamese minorities",
    ["Ƀanar Ê-đê Č Ŏ", "K'Brơi"],
    ["Ƀanar Ê-đê Č Ŏ", "K'Brơi"],
  ),
  rejected("29/2/1900 never was", n(60), "date-phantom", { formats: [day] }),
  rejected("a date before the calendar", n(-5), "date-out-of-range", { formats: [day] }),
  rejected("day 0", n(0), "date-out-of-range", { formats: [day] }),
  rejected("a date beyond 9999", n(2958466), "date-out-of-range", { formats: [day] }),
  rejected("an id in a date cell", n(31212000123), "date-out-of-range", { formats: [day] }),
  rejected("a strict date that is none", raw('<c r="{ref}" t="d"><v>2023-02-29</v></c>'), "date-malformed"),
  rejected("a formula never calculated", { formula: "VLOOKUP(A1,X:Y,2,0)" }, "formula-without-value"),
  rejected("a number cell that holds text", raw('<c r="{ref}"><v>8,5</v></c>'), "number-malformed"),
  rejected("a number cell that holds NaN", raw('<c r="{ref}"><v>NaN</v></c>'), "number-malformed"),
  rejected("a boolean that is neither", raw('<c r="{ref}" t="b"><v>2</v></c>'), "boolean-malformed"),
  rejected(
    "a string index out of the table",
    raw('<c r="{ref}" t="s"><v>99</v></c>'),
    "shared-string-missing",
  ),
  rejected(
    "a string index that is no number",
    raw('<c r="{ref}" t="s"><v>-1</v></c>'),
    "shared-string-missing",
  ),
  rejected("an unknown cell type", raw('<c r="{ref}" t="zz"><v>1</v></c>'), "cell-type-unknown"),
  rejected("a cell too long for Excel", { inline: "x".repeat(32_768) }, "cell-too-long"),
  rejected("a NUL escaped in", { inline: "An\u0000h" }, "nul-character"),
  rejected(
    "half a character escaped in",
    raw('<c r="{ref}" t="inlineStr"><is><t>An_xD83D_</t></is></c>'),
    "lone-surrogate",
  ),
  rejected("a replacement character from the sender", "Nguy�n", "replacement-character"),
  rejected("mojibake saved into the cell", "Nguyá»…n VÄƒn An", "mojibake"),
  rejected(
    "the same cell twice",
    raw('<c r="{ref}"><v>1</v></c><c r="{ref}"><v>2</v></c>'),
    "cell-duplicate",
  ),
];
