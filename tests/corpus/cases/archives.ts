import { deflateRawSync } from "node:zlib";
import type { ReasonCode } from "#src/pipeline/1-landing/parse/reason-codes.ts";
import { buildXlsx, buildXlsxParts } from "../build/xlsx-builder.ts";
import { buildZip, type ZipFile, type ZipShape } from "../build/zip-builder.ts";
import { type CorpusCase, type Expected, joinBytes, rowsFrom } from "../case.ts";

const csv = "ma;ten\n1;An\n";
const csvRows = rowsFrom(1, ["ma", "ten"], ["1", "An"]);
const good: Expected = { sheets: [{ name: "hs.csv", rows: csvRows }] };

function zip(name: string, files: ZipFile[], expect: Expected, shape: ZipShape = {}): CorpusCase {
  return { name: `zip: ${name}`, file: "a.zip", bytes: () => buildZip(files, shape), expect };
}

function damaged(name: string, change: (bytes: Buffer) => Uint8Array, expect: Expected): CorpusCase {
  const bytes = () =>
    change(
      Buffer.from(
        buildZip([
          { name: "hs.csv", data: csv },
          { name: "b.csv", data: csv },
        ]),
      ),
    );
  return { name: `zip: ${name}`, file: "a.zip", bytes, expect };
}

const refused = (code: ReasonCode, more: object = {}): Expected => ({
  refused: code,
  ...more,
});
const hs: ZipFile = { name: "hs.csv", data: csv };
/** 40 MB of zeros in 40 KB. */
const bomb = deflateRawSync(Buffer.alloc(40_000_000), { level: 9 });

export const archiveCases: CorpusCase[] = [
  zip(
    "csv, json and xlsx together",
    [
      hs,
      { name: "lop/b.json", data: '[{"a":1}]' },
      { name: "c.xlsx", data: buildXlsx({ sheets: [{ name: "GV", rows: [["x"]] }] }) },
    ],
    {
      sheets: [
        { name: "hs.csv", rows: csvRows },
        { name: "lop/b.json › $", rows: rowsFrom(1, ["a"], ["1"]) },
        { name: "GV", rows: { 1: ["x"] } },
      ],
    },
  ),
  zip(
    "OneRoster 1.2",
    [
      { name: "manifest.csv", data: "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\n" },
      { name: "orgs.csv", data: 'sourcedId,name,type\no1,"Trường THCS ""A"", Hải Phòng",school\n' },
      { name: "users.csv", data: "sourcedId,givenName,familyName\nu1,Đức,Nguyễn\n" },
    ],
    {
      sheets: [
        {
          name: "manifest.csv",
          rows: rowsFrom(
            1,
            ["propertyName", "value"],
            ["manifest.version", "1.0"],
            ["oneroster.version", "1.2"],
          ),
        },
        {
          name: "orgs.csv",
          rows: rowsFrom(1, ["sourcedId", "name", "type"], ["o1", 'Trường THCS "A", Hải Phòng', "school"]),
        },
        {
          name: "users.csv",
          rows: rowsFrom(1, ["sourcedId", "givenName", "familyName"], ["u1", "Đức", "Nguyễn"]),
        },
      ],
    },
  ),
  zip(
    "folders, system files and a PDF beside the table",
    [
      { name: "d/", data: "" },
      { name: "__MACOSX/._hs.csv", data: "x" },
      { name: "doc.pdf", data: "%PDF-1.7" },
      { name: "rong.csv", data: "" },
      { ...hs, name: "d/hs.csv" },
    ],
    {
      sheets: [{ name: "d/hs.csv", rows: csvRows }],
      leftOut: [
        ["__MACOSX/._hs.csv", "format-unsupported"],
        ["doc.pdf", "format-unsupported"],
        ["rong.csv", "file-empty"],
      ],
    },
  ),
  zip("sizes in a data descriptor", [{ ...hs, descriptor: true }], good),
  zip("zip64", [{ ...hs, zip64: true }], good, { zip64End: true }),
  zip("a comment at the end", [hs], good, { comment: "Xuất từ phần mềm" }),
  zip("names with backslashes", [{ ...hs, name: "lop\\hs.csv" }], {
    sheets: [{ name: "lop/hs.csv", rows: csvRows }],
  }),
  zip(
    "an entry name in an old code page",
    [{ ...hs, name: Uint8Array.of(0x4c, 0xf4, 0x70, 0x2e, 0x63, 0x73, 0x76), flags: 0 }],
    { sheets: [{ name: "Lôp.csv", rows: csvRows }] },
  ),
  zip("path that leads outside", [{ ...hs, name: "../../etc/hs.csv" }], refused("zip-path-escape")),
  zip(
    "path that leads outside with backslashes",
    [{ ...hs, name: "..\\..\\hs.csv" }],
    refused("zip-path-escape"),
  ),
  zip(
    "path that leads outside in the middle",
    [{ ...hs, name: "a/../../hs.csv" }],
    refused("zip-path-escape"),
  ),
  zip("absolute path", [{ ...hs, name: "/etc/passwd" }], refused("zip-absolute-path")),
  zip("drive letter", [{ ...hs, name: "C:\\hs.csv" }], refused("zip-absolute-path")),
  zip(
    "symbolic link",
    [hs, { name: "link.csv", data: "/etc/passwd", unixMode: 0o120777 }],
    refused("zip-symlink"),
  ),
  zip("a device file", [{ ...hs, unixMode: 0o020666 }], refused("zip-special-file")),
  zip("NUL in a name", [{ ...hs, name: "hs.csv\0.txt" }], refused("zip-malformed")),
  zip("the same name twice", [hs, { ...hs, data: "ma;ten\n2;B\n" }], refused("zip-duplicate-entry")),
  zip("the same name in another case", [hs, { ...hs, name: "HS.CSV" }], refused("zip-duplicate-entry")),
  zip("encrypted", [{ ...hs, flags: 0x801 }], refused("zip-encrypted")),
  zip("AES encrypted", [{ ...hs, method: 99 }], refused("zip-encrypted")),
  zip("method LZMA", [{ ...hs, method: 14 }], refused("zip-method-unsupported")),
  zip(
    "zip in a zip",
    [hs, { name: "b.zip", data: buildZip([hs]) }],
    refused("zip-nested", { part: "b.zip" }),
  ),
  zip(
    "a bomb that says its size",
    [{ name: "a.csv", data: Buffer.alloc(40_000_000), packed: bomb }],
    refused("zip-bomb", { part: "a.csv" }),
  ),
  zip(
    "a bomb that lies about its size",
    [
      {
        name: "a.csv",
        data: Buffer.alloc(40_000_000),
        packed: bomb,
        central: { inflatedSize: 1000 },
        local: { inflatedSize: 1000 },
      },
    ],
    refused("zip-size-mismatch"),
  ),
  zip(
    "declared size beyond the limit",
    [
      { ...hs, central: { inflatedSize: 0xfffffffe }, local: { inflatedSize: 0xfffffffe } },
      {
        name: "b.csv",
        data: csv,
        central: { inflatedSize: 0xfffffffe },
        local: { inflatedSize: 0xfffffffe },
      },
    ],
    refused("zip-too-big"),
  ),
  zip(
    "entries that share their data",
    [hs, { name: "b.csv", data: csv, central: { offset: 0, name: "hs2.csv" } }],
    refused("zip-overlap"),
  ),
  zip("two names for one entry", [{ ...hs, central: { name: "b.csv" } }], refused("zip-malformed")),
  zip("wrong checksum", [{ ...hs, central: { crc32: 1 }, local: { crc32: 1 } }], refused("zip-crc-mismatch")),
  zip("sizes that disagree", [{ ...hs, local: { inflatedSize: 3 } }], refused("zip-size-mismatch")),
  zip("methods that disagree", [{ ...hs, local: { method: 0 } }], refused("zip-malformed")),
  zip(
    "data behind the end of the deflate stream",
    [{ ...hs, packed: joinBytes(deflateRawSync(csv), "hidden") }],
    refused("zip-malformed"),
  ),
  zip(
    "deflate data that is none",
    [{ ...hs, packed: Uint8Array.of(0xff, 0xff, 0xff, 0xff) }],
    refused("zip-malformed"),
  ),
  zip("more entries said than there are", [hs], refused("zip-malformed"), { count: 2 }),
  zip("several volumes", [hs], refused("zip-multi-disk"), { disk: 1 }),
  zip("nothing inside", [], refused("zip-no-tables")),
  zip(
    "only a picture inside",
    [{ name: "a.png", data: Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 1, 2) }],
    refused("format-unsupported", { part: "a.png" }),
  ),
  zip(
    "a broken csv refuses the whole zip and is named",
    [hs, { name: "b.csv", data: 'a;b\n1;"x\n' }],
    refused("csv-unclosed-quote", { part: "b.csv", rowNo: 2 }),
  ),
  damaged("cut off in the middle", (bytes) => bytes.subarray(0, bytes.length >> 1), refused("zip-truncated")),
  damaged("the last byte missing", (bytes) => bytes.subarray(0, -1), refused("zip-truncated")),
  damaged("bytes behind the end", (bytes) => joinBytes(bytes, "xx"), refused("zip-truncated")),
  damaged(
    "a flipped bit in the data",
    (bytes) => {
      bytes[40] = (bytes[40] ?? 0) ^ 0x10;
      return bytes;
    },
    refused("zip-malformed"),
  ),
  {
    name: "xlsx: a bomb as sheet",
    file: "a.xlsx",
    bytes: () =>
      buildZip(
        buildXlsxParts({ sheets: [{ name: "HS", rows: [] }] }).map((file) =>
          file.name === "xl/worksheets/sheet1.xml"
            ? {
                name: file.name,
                data: Buffer.alloc(40_000_000, " "),
                packed: deflateRawSync(Buffer.alloc(40_000_000, " ")),
              }
            : file,
        ),
      ),
    expect: refused("zip-bomb", { sheetName: "HS" }),
  },
  {
    name: "xlsx: cut off",
    file: "a.xlsx",
    bytes: () => buildXlsx({ sheets: [{ name: "HS", rows: [["a"]] }] }).subarray(0, 900),
    expect: refused("zip-truncated"),
  },
];
