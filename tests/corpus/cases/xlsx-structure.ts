import type { ReasonCode } from "#src/pipeline/1-landing/parse/reason-codes.ts";
import { type BuiltBook, buildXlsx, buildXlsxParts } from "../build/xlsx-builder.ts";
import { buildZip } from "../build/zip-builder.ts";
import { type CorpusCase, type Expected, rowsFrom } from "../case.ts";

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

function book(name: string, built: BuiltBook, expect: Expected, file = "a.xlsx"): CorpusCase {
  return { name: `xlsx: ${name}`, file, bytes: () => buildXlsx(built), expect };
}

/** A sheet part of one's own around rows. */
function sheet(rows: string, name = "HS"): BuiltBook {
  return {
    sheets: [
      { name, rows: [], xml: `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>` },
    ],
  };
}

const part = (name: string, xml: string, expect: Expected): CorpusCase =>
  book(name, { sheets: [{ name: "HS", rows: [], xml }] }, expect);

const one = (cells: (string | null)[], rowNo = 1): Expected => ({
  sheets: [{ name: "HS", rows: { [rowNo]: cells } }],
});
const refused = (code: ReasonCode, more: object = {}): Expected => ({
  refused: code,
  ...more,
});

export const xlsxStructure: CorpusCase[] = [
  book(
    "title rows, two header rows, merges: value only top left, ranges reported",
    {
      sheets: [
        {
          name: "KQHT",
          rows: [
            ["SỞ GD&ĐT HẢI PHÒNG"],
            null,
            ["TT", "Họ tên", "Toán", null, "Văn", null],
            [null, null, "HK1", "HK2", "HK1", "HK2"],
            [1, "An", 8.5, 0, 7, 10],
          ],
          merges: ["A1:F1", "A3:A4", "B3:B4", "C3:D3", "E3:F3"],
        },
      ],
    },
    {
      sheets: [
        {
          name: "KQHT",
          merges: 5,
          rows: {
            1: ["SỞ GD&ĐT HẢI PHÒNG"],
            3: ["TT", "Họ tên", "Toán", null, "Văn"],
            4: [null, null, "HK1", "HK2", "HK1", "HK2"],
            5: ["1", "An", "8.5", "0", "7", "10"],
          },
        },
      ],
    },
  ),
  book(
    "hidden and very hidden sheets are read and marked",
    {
      sheets: [
        { name: "Lớp 6A", rows: [["a"]] },
        { name: "DM", rows: [["b"]], state: "hidden" },
        { name: "X", rows: [["c"]], state: "veryHidden" },
      ],
    },
    {
      sheets: [
        { name: "Lớp 6A", rows: { 1: ["a"] } },
        { name: "DM", hidden: true, rows: { 1: ["b"] } },
        { name: "X", hidden: true, rows: { 1: ["c"] } },
      ],
    },
  ),
  book(
    "an empty sheet between two",
    {
      sheets: [
        { name: "1", rows: [["a"]] },
        { name: "2", rows: [] },
        { name: "3", rows: [["c"]] },
      ],
    },
    {
      sheets: [
        { name: "1", rows: { 1: ["a"] } },
        { name: "2", rows: {} },
        { name: "3", rows: { 1: ["c"] } },
      ],
    },
  ),
  book(
    "two tables in one sheet",
    {
      sheets: [
        { name: "HS", rows: [["Mã", "Tên"], ["1", "An"], null, null, ["Mã GV", "Tên"], ["g1", "Bình"]] },
      ],
    },
    {
      sheets: [
        {
          name: "HS",
          rows: {
            ...rowsFrom(1, ["Mã", "Tên"], ["1", "An"]),
            ...rowsFrom(5, ["Mã GV", "Tên"], ["g1", "Bình"]),
          },
        },
      ],
    },
  ),
  book(
    "a sheet name with special characters",
    { sheets: [{ name: "HS & GV <2026>", rows: [["a"]] }] },
    { sheets: [{ name: "HS & GV <2026>", rows: { 1: ["a"] } }] },
  ),
  book(
    "macro-enabled workbook",
    { sheets: [{ name: "HS", rows: [["a"]] }], parts: { "xl/vbaProject.bin": "\u0001\u0002" } },
    one(["a"]),
    "a.xlsm",
  ),
  book("xlsx named .csv", { sheets: [{ name: "HS", rows: [["a"]] }] }, one(["a"]), "a.csv"),
  book("xlsx named .xls", { sheets: [{ name: "HS", rows: [["a"]] }] }, one(["a"]), "a.xls"),
  book("strict OOXML", { sheets: [{ name: "HS", rows: [["a", 1]] }], strict: true }, one(["a", "1"])),
  book(
    "row and cell addresses missing",
    sheet('<row><c><v>1</v></c><c t="inlineStr"><is><t>x</t></is></c></row><row><c/><c><v>2</v></c></row>'),
    {
      sheets: [{ name: "HS", rows: rowsFrom(1, ["1", "x"], [null, "2"]) }],
    },
  ),
  book(
    "gaps in rows and columns keep their places",
    sheet('<row r="3"><c r="D3"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>2</v></c></row>'),
    {
      sheets: [{ name: "HS", rows: { 3: [null, null, null, "1"], 1048576: ["2"] } }],
    },
  ),
  book("the last column XFD", sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>'), {
    sheets: [{ name: "HS", rows: { 1: [...Array<null>(16383).fill(null), "1"] } }],
  }),
  book(
    "styled but empty cells are no columns",
    sheet('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="3"/></row><row r="2"><c r="A2" s="1"/></row>'),
    one(["1"]),
  ),
  book(
    "cells of a row out of order",
    sheet('<row r="1"><c r="C1"><v>3</v></c><c r="A1"><v>1</v></c></row>'),
    one(["1", null, "3"]),
  ),
  book(
    "namespace prefixes",
    {
      sheets: [
        {
          name: "HS",
          rows: [],
          xml: `<x:worksheet xmlns:x="${main}"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>An</x:t></x:is></x:c><x:c r="B1"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
        },
      ],
    },
    one(["An", "5"]),
  ),
  book(
    "single quotes, blanks and other attributes in tags",
    sheet("<row  r = '1' spans='1:2'\n ht='15'><c cm='1' r = \"A1\"  vm='2'  s='0' ><v >5</v ></c ></row >"),
    one(["5"]),
  ),
  part(
    "comments and processing instructions inside the sheet",
    `<?xml version="1.0"?><!-- a <c> b --><worksheet xmlns="${main}"><!--x--><sheetData><row r="1"><!-- <c r="A1"><v>9</v></c> --><c r="A1"><v>1<!-- 2 -->3</v></c><?pi <c?></row></sheetData></worksheet>`,
    one(["13"]),
  ),
  part(
    "cells in extension lists are no cells",
    `<worksheet xmlns="${main}"><sheetData><row r="1"><c r="A1"><v>1</v><extLst><ext><x><v>9</v></x></ext></extLst></c></row></sheetData><extLst><ext><row r="2"><c r="A2"><v>2</v></c></row></ext></extLst></worksheet>`,
    one(["1"]),
  ),
  {
    name: "xlsx: sheet written in UTF-16",
    file: "a.xlsx",
    bytes: () =>
      buildXlsx({
        sheets: [{ name: "HS", rows: [] }],
        parts: {
          "xl/worksheets/sheet1.xml": Buffer.from(
            `\ufeff<?xml version="1.0" encoding="UTF-16"?><worksheet xmlns="${main}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Đức</t></is></c></row></sheetData></worksheet>`,
            "utf16le",
          ),
        },
      }),
    expect: one(["Đức"]),
  },
  {
    name: "xlsx: part names in another case, backslashes, sizes in data descriptors",
    file: "a.xlsx",
    bytes: () =>
      buildZip(
        buildXlsxParts({ sheets: [{ name: "HS", rows: [["a"]] }] }).map((file) => ({
          ...file,
          name: String(file.name).replace("xl/worksheets/sheet1", "XL\\Worksheets\\Sheet1"),
          descriptor: true,
        })),
      ),
    expect: one(["a"]),
  },
  {
    name: "xlsx: stored without compression",
    file: "a.xlsx",
    bytes: () =>
      buildZip(
        buildXlsxParts({ sheets: [{ name: "HS", rows: [["a"]] }] }).map((file) => ({ ...file, method: 0 })),
      ),
    expect: one(["a"]),
  },
  {
    name: "xlsx: zip64 fields",
    file: "a.xlsx",
    bytes: () =>
      buildZip(
        buildXlsxParts({ sheets: [{ name: "HS", rows: [["a"]] }] }).map((file) => ({ ...file, zip64: true })),
        { zip64End: true },
      ),
    expect: one(["a"]),
  },
  book(
    "chart sheets are left out and told",
    {
      sheets: [
        { name: "HS", rows: [["a"]] },
        { name: "Biểu đồ", rows: [] },
      ],
      parts: {
        "xl/_rels/workbook.xml.rels":
          '<Relationships xmlns="x"><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://x/chartsheet" Target="chartsheets/sheet1.xml"/><Relationship Id="s" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
      },
    },
    { sheets: [{ name: "HS", rows: { 1: ["a"] } }], leftOut: [["Biểu đồ", "format-unsupported"]] },
  ),
  book(
    "targets from the package root",
    {
      sheets: [{ name: "HS", rows: [[1]] }],
      parts: {
        "xl/_rels/workbook.xml.rels":
          '<Relationships xmlns="x"><Relationship Id="rId1" Type="http://x/worksheet" Target="/xl/worksheets/../worksheets/sheet1.xml"/></Relationships>',
      },
    },
    one(["1"]),
  ),
  book(
    "a workbook without a string table",
    { sheets: [{ name: "HS", rows: [["a", 5]] }], parts: { "xl/sharedStrings.xml": null } },
    {
      sheets: [{ name: "HS", rows: { 1: [null, "5"] } }],
      issues: [["shared-string-missing", 1, 1]],
    },
  ),
  book(
    "styles missing: dates could not be told",
    { sheets: [{ name: "HS", rows: [["a"]] }], parts: { "xl/styles.xml": null } },
    refused("xlsx-missing-part"),
  ),
  book(
    "rows running backwards",
    sheet('<row r="5"><c r="A5"><v>1</v></c></row><row r="4"><c r="A4"><v>1</v></c></row>'),
    refused("xlsx-row-order", { rowNo: 4, sheetName: "HS" }),
  ),
  book(
    "the same row twice",
    sheet('<row r="5"><c r="A5"><v>1</v></c></row><row r="5"><c r="B5"><v>1</v></c></row>'),
    refused("xlsx-row-order", { rowNo: 5 }),
  ),
  book(
    "a cell that says another row",
    sheet('<row r="5"><c r="A6"><v>1</v></c></row>'),
    refused("xlsx-bad-reference", { rowNo: 5 }),
  ),
  book(
    "a column beyond XFD",
    sheet('<row r="1"><c r="XFE1"><v>1</v></c></row>'),
    refused("xlsx-bad-reference", { rowNo: 1 }),
  ),
  book("row 0", sheet('<row r="0"><c><v>1</v></c></row>'), refused("xlsx-bad-reference")),
  book(
    "a DOCTYPE in the sheet (XXE)",
    {
      sheets: [
        {
          name: "HS",
          rows: [],
          xml: `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet xmlns="${main}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row></sheetData></worksheet>`,
        },
      ],
    },
    refused("xml-doctype"),
  ),
  book(
    "billion laughs in the string table",
    {
      sheets: [{ name: "HS", rows: [["a"]] }],
      sharedStringsXml: `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><sst xmlns="${main}"><si><t>&c;</t></si></sst>`,
    },
    refused("xml-doctype"),
  ),
  book(
    "an unknown entity",
    sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>a&nbsp;b</t></is></c></row>'),
    refused("xml-entity"),
  ),
  book(
    "a reference to a NUL",
    sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>a&#0;b</t></is></c></row>'),
    refused("xml-entity"),
  ),
  part(
    "XML cut off",
    `<worksheet xmlns="${main}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>`,
    refused("xml-malformed"),
  ),
  part(
    "tags that don't nest",
    `<worksheet xmlns="${main}"><sheetData><row r="1"><c r="A1"><v>1</c></v></row></sheetData></worksheet>`,
    refused("xml-malformed"),
  ),
  part("XML nested 100 deep", `${"<a>".repeat(100)}${"</a>".repeat(100)}`, refused("xml-too-deep")),
  {
    name: "xlsx: sheet that is not UTF-8",
    file: "a.xlsx",
    bytes: () =>
      buildXlsx({
        sheets: [{ name: "HS", rows: [] }],
        parts: {
          "xl/worksheets/sheet1.xml": Buffer.from(
            `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Nguy\xf4n</t></is></c></row></sheetData></worksheet>`,
            "latin1",
          ),
        },
      }),
    expect: refused("xml-encoding"),
  },
  book(
    "no workbook part",
    { sheets: [{ name: "HS", rows: [["a"]] }], parts: { "xl/workbook.xml": null } },
    refused("xlsx-no-workbook"),
  ),
  book(
    "a sheet whose part is missing",
    { sheets: [{ name: "HS", rows: [["a"]] }], parts: { "xl/worksheets/sheet1.xml": null } },
    refused("xlsx-missing-part", { sheetName: "HS" }),
  ),
  book("no sheets at all", { sheets: [] }, refused("xlsx-no-sheets")),
  book(
    "binary workbook",
    { sheets: [{ name: "HS", rows: [["a"]] }], parts: { "xl/workbook.xml": null, "xl/workbook.bin": "x" } },
    refused("xlsb-unsupported"),
    "a.xlsb",
  ),
];
