import type { ReasonCode } from "#src/pipeline/1-landing/parse/reason-codes.ts";
import { buildZip } from "../build/zip-builder.ts";
import { type CorpusCase, utf8 } from "../case.ts";

function refused(name: string, file: string, bytes: string | Uint8Array, code: ReasonCode): CorpusCase {
  return {
    name: `format: ${name}`,
    file,
    bytes: () => (typeof bytes === "string" ? utf8(bytes) : bytes),
    expect: { refused: code },
  };
}

/** A compound file with one directory sector that names these streams (MS-CFB 2.6). */
function ole(...names: string[]): Uint8Array {
  const bytes = Buffer.alloc(2048);
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(bytes);
  bytes.writeUInt16LE(9, 30);
  bytes.writeUInt32LE(1, 48);
  names.forEach((name, index) => {
    Buffer.from(name, "utf16le").copy(bytes, 1024 + index * 128);
  });
  return bytes;
}

export const formatCases: CorpusCase[] = [
  refused("an empty file", "a.xlsx", "", "file-empty"),
  refused(
    "HTML saved as .xls",
    "a.xls",
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>Mã</td></tr></table></html>',
    "html-not-excel",
  ),
  refused(
    "HTML with a doctype and a byte order mark",
    "a.xls",
    "\ufeff\r\n<!DOCTYPE html>\n<html></html>",
    "html-not-excel",
  ),
  refused("a bare table of HTML", "a.xls", "<table border=1><tr><td>1</td></tr></table>", "html-not-excel"),
  refused(
    "single file web page",
    "a.xls",
    'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n',
    "html-not-excel",
  ),
  refused(
    "XML Spreadsheet 2003",
    "a.xls",
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    "xml-spreadsheet-2003",
  ),
  refused("other XML", "a.xml", '<?xml version="1.0"?><hocsinh/>', "format-unsupported"),
  refused(
    "XML with an external entity",
    "a.xml",
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
    "format-unsupported",
  ),
  refused("Excel 97-2003", "a.xls", ole("Root Entry", "Workbook"), "xls-legacy"),
  refused("Excel 5", "a.xlsx", ole("Root Entry", "Book"), "xls-legacy"),
  refused(
    "Excel 2, before containers",
    "a.xls",
    Uint8Array.of(0x09, 0x00, 0x04, 0x00, 0x02, 0x00, 0x10, 0x00),
    "xls-legacy",
  ),
  refused(
    "xlsx with a password",
    "a.xlsx",
    ole("Root Entry", "EncryptionInfo", "EncryptedPackage"),
    "xlsx-encrypted",
  ),
  refused("Word 97", "a.xls", ole("Root Entry", "WordDocument"), "format-unsupported"),
  refused(
    "an OLE header and nothing else",
    "a.xls",
    Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1),
    "format-unsupported",
  ),
  refused(
    "docx named .xlsx",
    "a.xlsx",
    buildZip([
      { name: "[Content_Types].xml", data: "<Types/>" },
      { name: "word/document.xml", data: "<x/>" },
    ]),
    "format-unsupported",
  ),
  refused(
    "OpenDocument",
    "a.ods",
    buildZip([
      { name: "mimetype", data: "application/vnd.oasis.opendocument.spreadsheet", method: 0 },
      { name: "content.xml", data: "<x/>" },
    ]),
    "format-unsupported",
  ),
  refused("PDF named .csv", "a.csv", "%PDF-1.7\n", "format-unsupported"),
  refused(
    "a picture named .xlsx",
    "a.xlsx",
    Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16),
    "format-unsupported",
  ),
  refused("RAR", "a.zip", Uint8Array.of(0x52, 0x61, 0x72, 0x21, 0x1a, 0x07, 0), "format-unsupported"),
  refused("7-Zip", "a.zip", Uint8Array.of(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c), "format-unsupported"),
  refused("gzip", "a.csv.gz", Uint8Array.of(0x1f, 0x8b, 8, 0, 0), "format-unsupported"),
  refused("RTF", "a.csv", "{\\rtf1\\ansi Danh sách}", "format-unsupported"),
  refused(
    "random bytes",
    "a.csv",
    Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919 + (i >> 3) * 31) % 256),
    "format-unknown",
  ),
  refused("text full of NUL", "a.csv", `Ma;Ten\n${"1;An\0\n".repeat(200)}`, "csv-binary"),
];
