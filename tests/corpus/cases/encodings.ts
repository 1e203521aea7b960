import { encodeLegacy, type LegacyName } from "../build/legacy-encoders.ts";
import { buildXlsx } from "../build/xlsx-builder.ts";
import { type CorpusCase, rowsFrom, utf8 } from "../case.ts";

const people: [string, string, string][] = [
  ["1", "Nguyễn Văn Đức", "Phường Lê Chân"],
  ["2", "Trần Thị Hường", "Xã Vĩnh Bảo"],
  ["3", "Phạm Quỳnh Như", "Huyện Tứ Kỳ"],
  ["4", "Lê Hoàng Yến", "Phường Nguyễn Trãi"],
  ["5", "Vũ Đình Khải", "Xã Cẩm Giàng"],
  ["6", "Đỗ Mỹ Linh", "Thị trấn Gia Lộc"],
  ["7", "Hoàng Thế Sự", "Xã Ngọc Kỵ"],
  ["8", "Bùi Ỷ Lan", "Đường Trường Chinh"],
];
const small = people.map(
  (row) => row.map((text) => text.replaceAll("Ỷ", "Ý").replaceAll("Ý", "Hảo")) as [string, string, string],
);
const header = ["Ma", "Họ tên", "Địa chỉ"];
const text = (rows: string[][]) => rows.map((row) => row.join(";")).join("\r\n");

function legacy(encoding: LegacyName, rows: string[][]): CorpusCase {
  return {
    name: `encoding: ${encoding}`,
    file: "cu.csv",
    bytes: () => encodeLegacy(text([header, ...rows]), encoding),
    expect: { encoding, sheets: [{ name: "cu.csv", rows: rowsFrom(1, header, ...rows) }] },
  };
}

function wide(name: string, encoding: "utf-16le" | "utf-16be", mark: boolean): CorpusCase {
  return {
    name: `encoding: ${name}`,
    file: "a.csv",
    bytes: () => {
      const bytes = Buffer.from(`${mark ? "\ufeff" : ""}${text([header, ...people])}`, "utf16le");
      return encoding === "utf-16le" ? bytes : bytes.swap16();
    },
    expect: { encoding, sheets: [{ name: "a.csv", rows: rowsFrom(1, header, ...people) }] },
  };
}

/** What a Unicode program keeps of text typed with an old font: each byte as a Latin-1 character. */
const throughFont = (encoding: LegacyName) =>
  small.map((row) => row.map((cell) => Buffer.from(encodeLegacy(cell, encoding)).toString("latin1")));

const upper = (rows: string[][]) => rows.map((row) => row.map((cell) => cell.toUpperCase()));
const nguyen = (encoding: LegacyName) => encodeLegacy("Ma;Ten\r\n1;Nguyễn\r\n", encoding);

export const encodingCases: CorpusCase[] = [
  legacy("windows-1258", people),
  legacy("tcvn3", small),
  legacy("vni", people),
  { ...legacy("vni", upper(people)), name: "encoding: vni in capitals" },
  { ...legacy("windows-1258", upper(people)), name: "encoding: windows-1258 in capitals" },
  wide("UTF-16LE with a mark (Excel's “Unicode text”)", "utf-16le", true),
  wide("UTF-16BE with a mark", "utf-16be", true),
  wide("UTF-16LE without a mark", "utf-16le", false),
  wide("UTF-16BE without a mark", "utf-16be", false),
  {
    name: "encoding: ASCII for 300 KB, then TCVN3",
    file: "cu.csv",
    bytes: () =>
      encodeLegacy(
        text([
          ["Ma", "Ten", "x"],
          ...Array.from({ length: 20_000 }, (_, i) => [`${i}`, "Nguyen", "x"]),
          ...small,
        ]),
        "tcvn3",
      ),
    expect: {
      encoding: "tcvn3",
      sheets: [
        {
          name: "cu.csv",
          rows: {
            1: ["Ma", "Ten", "x"],
            ...rowsFrom(2, ...Array.from({ length: 20_000 }, (_, i) => [`${i}`, "Nguyen", "x"])),
            ...rowsFrom(20_002, ...small),
          },
        },
      ],
    },
  },
  {
    name: "encoding: capitals of TCVN3 are small letters in a capitals font, given as they are",
    file: "cu.csv",
    bytes: () =>
      encodeLegacy(
        text([
          ["MA", "TEN"],
          ["1", "NGUYễN THị MơI"],
          ["2", "TRầN ĐứC QUảNG"],
          ["3", "PHạM VăN HUỳNH"],
          ["4", "Lê Hữu Phước"],
          ["5", "Đặng Trường Sơn"],
        ]),
        "tcvn3",
      ),
    expect: {
      encoding: "tcvn3",
      sheets: [
        {
          name: "cu.csv",
          rows: rowsFrom(
            1,
            ["MA", "TEN"],
            ["1", "NGUYễN THị MơI"],
            ["2", "TRầN ĐứC QUảNG"],
            ["3", "PHạM VăN HUỳNH"],
            ["4", "Lê Hữu Phước"],
            ["5", "Đặng Trường Sơn"],
          ),
        },
      ],
    },
  },
  {
    name: "encoding: a byte TCVN3 does not use takes out its cell only",
    file: "cu.csv",
    bytes: () =>
      Buffer.concat([
        encodeLegacy(`${text([header, ...small])}\r\n9;L`, "tcvn3"),
        Uint8Array.of(0xff),
        Buffer.from(";x\r\n"),
      ]),
    expect: {
      encoding: "tcvn3",
      sheets: [{ name: "cu.csv", rows: { ...rowsFrom(1, header, ...small), 10: ["9", null, "x"] } }],
      issues: [["invalid-bytes", 10, 2]],
    },
  },
  ...(["tcvn3", "vni", "windows-1258"] as const).map(
    (encoding): CorpusCase => ({
      name: `encoding: one word of ${encoding} is too little to be sure`,
      file: "cu.csv",
      bytes: () => nguyen(encoding),
      expect: { refused: "encoding-unsure", candidates: [encoding] },
    }),
  ),
  ...(["tcvn3", "vni", "windows-1258"] as const).map(
    (encoding): CorpusCase => ({
      name: `encoding: one word of ${encoding}, told by a person`,
      file: "cu.csv",
      bytes: () => nguyen(encoding),
      options: { encoding },
      expect: { encoding, sheets: [{ name: "cu.csv", rows: rowsFrom(1, ["Ma", "Ten"], ["1", "Nguyễn"]) }] },
    }),
  ),
  {
    name: "font: an Excel sheet typed in .VnTime is asked about",
    file: "cu.xlsx",
    bytes: () => buildXlsx({ sheets: [{ name: "HS", rows: throughFont("tcvn3") }] }),
    expect: { refused: "font-unsure", candidates: ["tcvn3"] },
  },
  {
    name: "font: an Excel sheet typed in .VnTime, told by a person; Unicode columns stay",
    file: "cu.xlsx",
    bytes: () =>
      buildXlsx({ sheets: [{ name: "HS", rows: throughFont("tcvn3").map((row) => [...row, "Nguyễn Ư"]) }] }),
    options: { font: "tcvn3" },
    expect: { sheets: [{ name: "HS", rows: rowsFrom(1, ...small.map((row) => [...row, "Nguyễn Ư"])) }] },
  },
  {
    name: "font: a UTF-8 csv saved from a sheet typed in VNI-Times is asked about",
    file: "cu.csv",
    bytes: () => utf8(text(throughFont("vni"))),
    expect: { refused: "font-unsure", candidates: ["vni"] },
  },
  {
    name: "font: taken as it is when a person says so",
    file: "cu.csv",
    bytes: () => utf8(text(throughFont("vni"))),
    options: { font: "none" },
    expect: { sheets: [{ name: "cu.csv", rows: rowsFrom(1, ...throughFont("vni")) }] },
  },
  {
    name: "encoding: half the file UTF-8, half TCVN3",
    file: "cu.csv",
    bytes: () => Buffer.concat([utf8(text(people)), Buffer.from("\r\n"), encodeLegacy(text(small), "tcvn3")]),
    expect: { refused: "encoding-unsure" },
  },
  {
    name: "encoding: 300 KB of UTF-8, then 300 KB of TCVN3",
    file: "cu.csv",
    bytes: () => {
      const many = Array.from({ length: 1200 }, () => text(small)).join("\r\n");
      return Buffer.concat([utf8(many), Buffer.from("\r\n"), encodeLegacy(many, "tcvn3")]);
    },
    expect: { refused: "encoding-unsure" },
  },
  {
    name: "encoding: Latin-1 French is none of ours",
    file: "fr.csv",
    bytes: () =>
      Buffer.from("id;nom\n1;Élève à l'école\n2;Garçon œuvré\n3;Ça dépend\n4;Forêt brûlée\n", "latin1"),
    expect: { refused: "encoding-unsure" },
  },
];
