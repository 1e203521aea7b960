import { readAttributes } from "../xml/attributes.ts";
import { isName, type XmlHandler, type XmlScanner } from "../xml/scanner.ts";
import { kindOfBuiltin, kindOfCode, type NumberKind } from "./number-format.ts";

/** Reads styles.xml only as far as needed: style index of a cell → what its number format means. */
export class Styles implements XmlHandler {
  private readonly codes = new Map<number, string>();
  private readonly formats: number[] = [];
  private readonly kinds: NumberKind[] = [];
  private inCellFormats = false;

  attach(_scanner: XmlScanner): void {}

  open(source: string, nameStart: number, nameEnd: number, tagEnd: number): void {
    if (isName(source, nameStart, nameEnd, "numFmt")) {
      const attributes = readAttributes(source, nameEnd, tagEnd);
      // The first wins: conditional formats (dxf) further down reuse ids with codes of their own.
      const id = Number(attributes.get("numFmtId"));
      if (!this.codes.has(id)) this.codes.set(id, attributes.get("formatCode") ?? "");
    } else if (isName(source, nameStart, nameEnd, "cellXfs")) this.inCellFormats = true;
    else if (this.inCellFormats && isName(source, nameStart, nameEnd, "xf")) {
      this.formats.push(Number(readAttributes(source, nameEnd, tagEnd).get("numFmtId") ?? "0"));
    }
  }

  close(source: string, nameStart: number, nameEnd: number): void {
    if (!isName(source, nameStart, nameEnd, "cellXfs")) return;
    this.inCellFormats = false;
    for (const id of this.formats) {
      const code = this.codes.get(id);
      this.kinds.push(code === undefined ? kindOfBuiltin(id) : kindOfCode(code));
    }
  }

  text(): void {}

  /** Style index as in the cell's `s`; an index the file doesn't have is an unformatted number. */
  kindOf(style: number): NumberKind {
    return this.kinds[style] ?? "plain";
  }
}
