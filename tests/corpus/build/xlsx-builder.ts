import { buildZip, type ZipFile } from "./zip-builder.ts";

/** A cell of a test workbook: text is a shared string unless told otherwise. */
export type BuiltCell =
  | string
  | number
  | boolean
  | null
  | { raw: string }
  | { inline: string }
  | { number: string | number; style?: number }
  | { formula: string; value?: string; type?: string };

export type BuiltSheet = {
  name: string;
  rows: (BuiltCell[] | null)[];
  state?: "hidden" | "veryHidden";
  merges?: string[];
  /** Whole part instead of one made from `rows`. */
  xml?: string;
};

export type BuiltBook = {
  sheets: BuiltSheet[];
  date1904?: boolean;
  /** Number format codes; style n+1 uses code n, style 0 is General. A number is a built-in format id. */
  formats?: (string | number)[];
  strict?: boolean;
  /** Parts to add, replace (same name) or drop (null). */
  parts?: Record<string, string | Uint8Array | null>;
  sharedStringsXml?: string;
};

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const transitional = {
  main: "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
  relations: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
};
const strict = {
  main: "http://purl.oclc.org/ooxml/spreadsheetml/main",
  relations: "http://purl.oclc.org/ooxml/officeDocument/relationships",
};

function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** Text of a `<t>` after ST_Xstring: what XML can't hold and what reads like an escape is escaped. */
function escapeCellText(text: string): string {
  const hex = (char: string) => `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`;
  return escapeXml(
    text
      .replace(/_(?=x[0-9a-fA-F]{4}_)/g, "_x005F_")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the characters XML 1.0 can't hold
      .replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, hex),
  );
}

function columnLetters(columnNo: number): string {
  return columnNo > 26
    ? columnLetters(Math.floor((columnNo - 1) / 26)) + columnLetters(((columnNo - 1) % 26) + 1)
    : String.fromCharCode(64 + columnNo);
}

export function buildXlsxParts(book: BuiltBook): ZipFile[] {
  const names = book.strict ? strict : transitional;
  const strings = new Map<string, number>();
  const parts = new Map<string, string | Uint8Array>();
  const sheetRefs: string[] = [];
  const relations: string[] = [];
  book.sheets.forEach((sheet, index) => {
    const id = index + 1;
    parts.set(`xl/worksheets/sheet${id}.xml`, sheet.xml ?? sheetXml(sheet, strings, names.main));
    const state = sheet.state === undefined ? "" : ` state="${sheet.state}"`;
    sheetRefs.push(`<sheet name="${escapeXml(sheet.name)}" sheetId="${id}"${state} r:id="rId${id}"/>`);
    relations.push(relation(`rId${id}`, `${names.relations}/worksheet`, `worksheets/sheet${id}.xml`));
  });
  relations.push(relation("rIdS", `${names.relations}/styles`, "styles.xml"));
  if (strings.size > 0 || book.sharedStringsXml !== undefined) {
    relations.push(relation("rIdT", `${names.relations}/sharedStrings`, "sharedStrings.xml"));
    const items = [...strings.keys()].map(
      (text) => `<si><t xml:space="preserve">${escapeCellText(text)}</t></si>`,
    );
    parts.set(
      "xl/sharedStrings.xml",
      book.sharedStringsXml ?? `${head}<sst xmlns="${names.main}">${items.join("")}</sst>`,
    );
  }
  const flag = book.date1904 ? '<workbookPr date1904="1"/>' : "<workbookPr/>";
  parts.set(
    "xl/workbook.xml",
    `${head}<workbook xmlns="${names.main}" xmlns:r="${names.relations}">${flag}<sheets>${sheetRefs.join("")}</sheets></workbook>`,
  );
  parts.set("xl/_rels/workbook.xml.rels", relationsXml(relations));
  parts.set(
    "_rels/.rels",
    relationsXml([relation("rId1", `${names.relations}/officeDocument`, "xl/workbook.xml")]),
  );
  parts.set("xl/styles.xml", stylesXml(book.formats ?? [], names.main));
  parts.set(
    "[Content_Types].xml",
    `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
  );
  for (const [name, content] of Object.entries(book.parts ?? {})) {
    if (content === null) parts.delete(name);
    else parts.set(name, content);
  }
  return [...parts].map(([name, data]) => ({ name, data }));
}

export function buildXlsx(book: BuiltBook): Uint8Array {
  return buildZip(buildXlsxParts(book));
}

export function sheetXml(sheet: BuiltSheet, strings: Map<string, number>, main = transitional.main): string {
  const rows = sheet.rows.map((cells, index) => {
    if (cells === null) return "";
    const row = index + 1;
    return `<row r="${row}">${cells.map((cell, at) => cellXml(cell, `${columnLetters(at + 1)}${row}`, strings)).join("")}</row>`;
  });
  const merges = (sheet.merges ?? []).map((ref) => `<mergeCell ref="${ref}"/>`);
  const merged =
    merges.length === 0 ? "" : `<mergeCells count="${merges.length}">${merges.join("")}</mergeCells>`;
  return `${head}<worksheet xmlns="${main}"><sheetData>${rows.join("")}</sheetData>${merged}</worksheet>`;
}

function cellXml(cell: BuiltCell, ref: string, strings: Map<string, number>): string {
  if (cell === null) return "";
  if (typeof cell === "number") return `<c r="${ref}"><v>${cell}</v></c>`;
  if (typeof cell === "boolean") return `<c r="${ref}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if (typeof cell === "string") {
    const index = strings.get(cell) ?? strings.size;
    strings.set(cell, index);
    return `<c r="${ref}" t="s"><v>${index}</v></c>`;
  }
  if ("raw" in cell) return cell.raw.replaceAll("{ref}", ref);
  if ("inline" in cell) {
    return `<c r="${ref}" t="inlineStr"><is><t xml:space="preserve">${escapeCellText(cell.inline)}</t></is></c>`;
  }
  if ("number" in cell) return `<c r="${ref}" s="${cell.style ?? 0}"><v>${cell.number}</v></c>`;
  const value = cell.value === undefined ? "" : `<v>${escapeCellText(cell.value)}</v>`;
  const type = cell.type === undefined ? "" : ` t="${cell.type}"`;
  return `<c r="${ref}"${type}><f>${escapeXml(cell.formula)}</f>${value}</c>`;
}

function relation(id: string, type: string, target: string): string {
  return `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`;
}

function relationsXml(relations: string[]): string {
  return `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations.join("")}</Relationships>`;
}

function stylesXml(formats: (string | number)[], main: string): string {
  const custom = formats.map((code, index) =>
    typeof code === "number" ? "" : `<numFmt numFmtId="${200 + index}" formatCode="${escapeXml(code)}"/>`,
  );
  const used = formats.map(
    (code, index) =>
      `<xf numFmtId="${typeof code === "number" ? code : 200 + index}" applyNumberFormat="1"/>`,
  );
  return `${head}<styleSheet xmlns="${main}"><numFmts count="${formats.length}">${custom.join("")}</numFmts><cellXfs count="${formats.length + 1}"><xf numFmtId="0"/>${used.join("")}</cellXfs></styleSheet>`;
}
