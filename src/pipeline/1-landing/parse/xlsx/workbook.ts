import { Refusal } from "../refusal.ts";
import type { ParseLimits } from "../types.ts";
import { findPrefixed, readAttributes } from "../xml/attributes.ts";
import { readXml } from "../xml/read-xml.ts";
import { isName, type XmlHandler, type XmlScanner } from "../xml/scanner.ts";
import { SharedStrings } from "./shared-strings.ts";
import { Styles } from "./styles.ts";

/** Parts of the package by path; `open` inflates with the file's budget. */
export type Package = {
  find(path: string): string | undefined;
  open(path: string): AsyncIterable<Uint8Array>;
};

type SheetPart = {
  name: string;
  hidden: boolean;
  kind: "worksheet" | "other";
  path: string | undefined;
};

export type Workbook = {
  sheets: SheetPart[];
  date1904: boolean;
  strings: string[];
  styles: Styles;
  /** Day number literal → text, filled while reading. */
  dateTexts: Map<string, string>;
};

type Relation = { type: string; target: string };

class Relations implements XmlHandler {
  readonly byId = new Map<string, Relation>();
  attach(_scanner: XmlScanner): void {}
  open(source: string, nameStart: number, nameEnd: number, tagEnd: number): void {
    if (!isName(source, nameStart, nameEnd, "Relationship")) return;
    const attributes = readAttributes(source, nameEnd, tagEnd);
    if (attributes.get("TargetMode") === "External") return;
    // The last word of the type is the same in transitional and strict OOXML.
    const type = (attributes.get("Type") ?? "").split("/").pop() ?? "";
    this.byId.set(attributes.get("Id") ?? "", { type, target: attributes.get("Target") ?? "" });
  }
  close(): void {}
  text(): void {}
}

class WorkbookXml implements XmlHandler {
  readonly sheets: { name: string; state: string; relation: string }[] = [];
  date1904 = false;
  attach(_scanner: XmlScanner): void {}
  open(source: string, nameStart: number, nameEnd: number, tagEnd: number): void {
    if (isName(source, nameStart, nameEnd, "sheet")) {
      const attributes = readAttributes(source, nameEnd, tagEnd);
      this.sheets.push({
        name: attributes.get("name") ?? "",
        state: attributes.get("state") ?? "visible",
        relation: findPrefixed(attributes, "id") ?? "",
      });
    } else if (isName(source, nameStart, nameEnd, "workbookPr")) {
      const flag = readAttributes(source, nameEnd, tagEnd).get("date1904");
      this.date1904 = flag === "1" || flag === "true";
    }
  }
  close(): void {}
  text(): void {}
}

/** Everything but the sheets themselves. @throws Refusal xlsx-no-workbook, xlsx-missing-part, xml-*, zip-* */
export async function readWorkbook(parts: Package, limits: ParseLimits): Promise<Workbook> {
  const path = await findWorkbookPath(parts, limits);
  const xml = await readXml(parts.open(path), new WorkbookXml(), limits);
  const relations = await readRelations(parts, path, limits);
  const sheets = xml.sheets.map((sheet): SheetPart => {
    const relation = relations.get(sheet.relation);
    const target = relation === undefined ? undefined : resolvePart(path, relation.target);
    return {
      name: sheet.name,
      hidden: sheet.state !== "visible",
      kind: relation === undefined || relation.type === "worksheet" ? "worksheet" : "other",
      path: target === undefined ? undefined : parts.find(target),
    };
  });
  const strings = new SharedStrings(limits);
  const styles = new Styles();
  for (const relation of relations.values()) {
    if (relation.type !== "sharedStrings" && relation.type !== "styles") continue;
    const target = parts.find(resolvePart(path, relation.target));
    if (target === undefined) {
      // Without styles every date would pass for a number. A missing string table shows cell by cell.
      if (relation.type === "styles") throw new Refusal("xlsx-missing-part", relation.target);
      continue;
    }
    if (relation.type === "sharedStrings") await readXml(parts.open(target), strings, limits);
    else await readXml(parts.open(target), styles, limits);
  }
  return { sheets, date1904: xml.date1904, strings: strings.strings, styles, dateTexts: new Map() };
}

async function findWorkbookPath(parts: Package, limits: ParseLimits): Promise<string> {
  const root = await readRelations(parts, "", limits);
  for (const relation of root.values()) {
    if (relation.type !== "officeDocument") continue;
    const path = parts.find(resolvePart("", relation.target));
    if (path !== undefined) return path;
  }
  const usual = parts.find("xl/workbook.xml");
  if (usual === undefined) throw new Refusal("xlsx-no-workbook");
  return usual;
}

async function readRelations(
  parts: Package,
  owner: string,
  limits: ParseLimits,
): Promise<Map<string, Relation>> {
  const slash = owner.lastIndexOf("/") + 1;
  const path = parts.find(`${owner.slice(0, slash)}_rels/${owner.slice(slash)}.rels`);
  if (path === undefined) return new Map();
  return (await readXml(parts.open(path), new Relations(), limits)).byId;
}

/** Target of a relation as a package path (OPC part 2 §9.3): relative to the owner's folder or from the root. */
function resolvePart(owner: string, target: string): string {
  const parts = target.startsWith("/") ? [] : owner.split("/").slice(0, -1);
  for (const piece of target.replaceAll("\\", "/").split("/")) {
    if (piece === "..") parts.pop();
    else if (piece !== "." && piece !== "") parts.push(piece);
  }
  return parts.join("/");
}
