import type { ByteSource } from "./byte-source.ts";
import { Refusal } from "./refusal.ts";

/** What the bytes are, whatever the name says. A zip may turn out to be an .xlsx. */
export type SniffedFormat = "zip" | "json" | "csv";

const magics: { bytes: number[]; kind: string; at?: number }[] = [
  { bytes: [0x25, 0x50, 0x44, 0x46], kind: "PDF" },
  { bytes: [0x89, 0x50, 0x4e, 0x47], kind: "PNG" },
  { bytes: [0xff, 0xd8, 0xff], kind: "JPEG" },
  { bytes: [0x47, 0x49, 0x46, 0x38], kind: "GIF" },
  { bytes: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07], kind: "RAR" },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], kind: "7-Zip" },
  { bytes: [0x1f, 0x8b, 0x08], kind: "GZIP" },
  { bytes: [0x42, 0x5a, 0x68], kind: "BZIP2" },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], kind: "XZ" },
  { bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20], kind: "SQLite" },
  { bytes: [0x50, 0x41, 0x52, 0x31], kind: "Parquet" },
  { bytes: [0x4d, 0x5a, 0x90, 0x00], kind: "EXE" },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], kind: "ELF" },
  { bytes: [0x7b, 0x5c, 0x72, 0x74, 0x66], kind: "RTF" },
  { bytes: [0x00, 0x01, 0x00, 0x00, 0x53, 0x74, 0x61, 0x6e], kind: "Access (MDB)" },
];

/**
 * Tells the format by content. @throws Refusal file-empty, format-unknown, format-unsupported,
 * html-not-excel, xml-spreadsheet-2003, xls-legacy, xlsx-encrypted, zip-multi-disk, csv-binary
 */
export function sniffFormat(source: ByteSource): SniffedFormat {
  if (source.size === 0) throw new Refusal("file-empty");
  const head = Buffer.from(source.read(0, 8192));
  if (startsWith(head, [0x50, 0x4b])) {
    if (startsWith(head, [0x50, 0x4b, 3, 4]) || startsWith(head, [0x50, 0x4b, 5, 6])) return "zip";
    if (startsWith(head, [0x50, 0x4b, 7, 8])) throw new Refusal("zip-multi-disk");
  }
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) throw oleRefusal(source, head);
  // BIFF 2-4, Excel before 1993, is a bare stream of records that starts with BOF.
  if (startsWith(head, [0x09, 0x00, 0x04, 0x00]) || startsWith(head, [0x09, 0x02, 0x06, 0x00])) {
    throw new Refusal("xls-legacy");
  }
  for (const { bytes, kind } of magics) {
    if (startsWith(head, bytes)) throw new Refusal("format-unsupported", kind);
  }
  refuseBinary(head);
  return sniffText(head);
}

function sniffText(head: Buffer): SniffedFormat {
  const text = head
    .toString(startsWith(head, [0xff, 0xfe]) ? "utf16le" : "utf8")
    .replace(/^\ufeff/, "")
    .trimStart();
  if (text === "") return "csv";
  if (text.startsWith("<")) {
    if (/^<\?xml/i.test(text)) {
      if (text.includes("urn:schemas-microsoft-com:office:spreadsheet"))
        throw new Refusal("xml-spreadsheet-2003");
      if (!/<html[\s>]/i.test(text)) throw new Refusal("format-unsupported", "XML");
    }
    if (/<(html|head|table|body|meta|style|script|div|!doctype\s+html)[\s>]/i.test(text)) {
      throw new Refusal("html-not-excel");
    }
  }
  // Excel's "single file web page" is a MIME message around HTML.
  if (/^MIME-Version:/i.test(text)) throw new Refusal("html-not-excel");
  return /^(\{\s*["}]|\[\s*([[{\]"0-9tfn-]|$))/.test(text) || text === "{" ? "json" : "csv";
}

/** Text has no control characters but line ends, tabs and the odd form feed; zeros only as UTF-16. */
function refuseBinary(head: Buffer): void {
  if (startsWith(head, [0xff, 0xfe]) || startsWith(head, [0xfe, 0xff])) return;
  const zerosAt = [0, 0];
  let control = 0;
  for (let at = 0; at < head.length; at++) {
    const byte = head[at] ?? 0;
    if (byte === 0) zerosAt[at % 2] = (zerosAt[at % 2] ?? 0) + 1;
    else if (byte < 9 || (byte > 13 && byte < 26) || (byte > 27 && byte < 32)) control++;
  }
  const [even = 0, odd = 0] = zerosAt;
  const wide = Math.max(even, odd) > head.length * 0.25 && Math.min(even, odd) < Math.max(even, odd) * 0.02;
  if (wide) return;
  if (control > Math.max(8, head.length * 0.02)) throw new Refusal("format-unknown");
  if (even + odd > head.length * 0.1) throw new Refusal("csv-binary", `NUL × ${even + odd}`);
}

/** An OLE container: its directory names the streams in UTF-16 (MS-CFB 2.6). */
function oleRefusal(source: ByteSource, head: Buffer): Refusal {
  const sectorBytes = head.length >= 52 ? 1 << Math.min(head.readUInt16LE(30), 12) : 512;
  const directoryAt = head.length >= 52 ? (head.readUInt32LE(48) + 1) * sectorBytes : 0;
  const directory = Buffer.from(source.read(Math.min(directoryAt, source.size), 16_384));
  const names = (name: string) => {
    const wide = Buffer.from(name, "utf16le");
    return directory.includes(wide) || head.includes(wide);
  };
  if (names("EncryptedPackage") || names("EncryptionInfo")) return new Refusal("xlsx-encrypted");
  if (names("Workbook") || names("Book")) return new Refusal("xls-legacy");
  return new Refusal("format-unsupported", names("WordDocument") ? "Word (.doc)" : "OLE");
}

function startsWith(head: Uint8Array, bytes: number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte);
}
