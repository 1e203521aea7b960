import { Refusal } from "../refusal.ts";
import type { ParseLimits } from "../types.ts";
import { isName, type XmlHandler, type XmlScanner } from "../xml/scanner.ts";
import { unescapeText } from "./escaped-text.ts";

/** Collects the text of `<si>` items: runs are joined, phonetic hints (`rPh`) are not text. */
export class SharedStrings implements XmlHandler {
  readonly strings: string[] = [];
  private readonly limits: ParseLimits;
  private scanner: XmlScanner | undefined;
  private current = "";
  private phoneticDepth = 0;
  private chars = 0;

  constructor(limits: ParseLimits) {
    this.limits = limits;
  }

  attach(scanner: XmlScanner): void {
    this.scanner = scanner;
  }

  open(source: string, nameStart: number, nameEnd: number): void {
    if (this.scanner === undefined) return;
    if (isName(source, nameStart, nameEnd, "si")) this.current = "";
    else if (isName(source, nameStart, nameEnd, "rPh")) this.phoneticDepth++;
    else if (isName(source, nameStart, nameEnd, "t")) this.scanner.capture = this.phoneticDepth === 0;
  }

  close(source: string, nameStart: number, nameEnd: number): void {
    if (this.scanner === undefined) return;
    if (isName(source, nameStart, nameEnd, "t")) this.scanner.capture = false;
    else if (isName(source, nameStart, nameEnd, "rPh")) this.phoneticDepth--;
    else if (isName(source, nameStart, nameEnd, "si")) {
      this.chars += this.current.length + 8;
      if (this.chars > this.limits.maxSharedStringChars) {
        throw new Refusal("too-many-strings", `> ${this.limits.maxSharedStringChars}`);
      }
      this.strings.push(unescapeText(this.current));
    }
  }

  text(text: string): void {
    // A formatted cell of a few runs is the rule; a bomb of runs would grow without this.
    if (this.current.length <= this.limits.maxCellChars) this.current += text;
  }
}
