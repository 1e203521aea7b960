import { Refusal } from "../refusal.ts";
import { decodeEntities } from "./entities.ts";

/**
 * What the scanner tells: positions into `source` instead of strings, since a sheet has millions of
 * tags and nearly all names are compared once and forgotten. Names come without namespace prefix.
 */
export interface XmlHandler {
  open(source: string, nameStart: number, nameEnd: number, tagEnd: number): void;
  /** Called for `<a/>` too, right after `open`. */
  close(source: string, nameStart: number, nameEnd: number): void;
  /** Character data with entities resolved; only while `scanner.capture` is set. May come in pieces. */
  text(text: string): void;
  /**
   * Asked at a tag while `scanner.elementDepth` is the depth we are at: may take a whole element itself
   * and return the position behind it, or -1 to have it scanned.
   */
  element?(source: string, open: number): number;
}

const lt = 60;
const gt = 62;
const slash = 47;
const bang = 33;
const question = 63;
const doubleQuote = 34;
const singleQuote = 39;
const colon = 58;

/** No token we read is near this: a cell's text is at most 32,767 characters. */
const maxTokenChars = 1_000_000;

/**
 * XML 1.0 in pieces of any size, without a DOM and without ever expanding anything: DOCTYPE and with it
 * every entity trick is refused when its first characters are seen. Not a validating parser; it
 * checks that tags nest and that there is one root.
 *
 * Measured with a 50,000 × 40 sheet on one core of two (see xlsx/worksheet.ts for whole-file figures).
 * @throws Refusal xml-doctype, xml-entity, xml-malformed, xml-too-deep
 */
export class XmlScanner {
  capture = false;
  depth = 0;
  elementDepth = -1;
  private readonly handler: XmlHandler;
  private readonly maxDepth: number;
  private readonly openKeys: number[] = [];
  private tail = "";
  private rootSeen = false;

  constructor(handler: XmlHandler, maxDepth: number) {
    this.handler = handler;
    this.maxDepth = maxDepth;
  }

  push(chunk: string): void {
    const source = this.tail === "" ? chunk : this.tail + chunk;
    const rest = this.scan(source);
    this.tail = rest === source.length ? "" : source.slice(rest);
    if (this.tail.length > maxTokenChars) throw new Refusal("xml-malformed", "token too long");
  }

  end(): void {
    if (this.depth !== 0 || !this.rootSeen || /\S/.test(this.tail))
      throw new Refusal("xml-malformed", "unexpected end");
  }

  /** Scans whole tokens; returns where the first incomplete one starts. */
  private scan(source: string): number {
    let at = 0;
    for (;;) {
      const open = source.indexOf("<", at);
      if (open < 0) {
        return this.capture ? at : this.skippedText(source, at);
      }
      if (open > at) {
        if (this.capture) this.emitText(source.substring(at, open));
        else if (this.depth === 0) this.outsideRoot(source, at, open);
        // The text is done: if the tag after it is incomplete, the rest starts at the tag.
        at = open;
      }
      if (this.depth === this.elementDepth) {
        const behind = this.handler.element?.(source, open) ?? -1;
        if (behind >= 0) {
          at = behind;
          continue;
        }
      }
      if (open + 1 >= source.length) return at;
      const kind = source.charCodeAt(open + 1);
      let next: number;
      if (kind === slash) next = this.closeTag(source, open);
      else if (kind === question) next = afterToken(source, "?>", open + 2);
      else if (kind === bang) next = this.declaration(source, open);
      else next = this.openTag(source, open);
      if (next < 0) return at;
      at = next;
    }
  }

  private skippedText(source: string, at: number): number {
    if (this.depth === 0) this.outsideRoot(source, at, source.length);
    return source.length;
  }

  private outsideRoot(source: string, from: number, to: number): void {
    for (let at = from; at < to; at++) {
      const code = source.charCodeAt(at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9 && code !== 0xfeff) {
        throw new Refusal("xml-malformed", "text outside the root");
      }
    }
  }

  private emitText(raw: string): void {
    let text = raw;
    if (text.includes("\r")) text = text.replace(/\r\n?/g, "\n");
    this.handler.text(text.includes("&") ? decodeEntities(text) : text);
  }

  private openTag(source: string, open: number): number {
    let at = open + 1;
    let nameStart = at;
    const length = source.length;
    for (; at < length; at++) {
      const code = source.charCodeAt(at);
      if (code <= 32 || code === gt || code === slash) break;
      if (code === colon) nameStart = at + 1;
      else if (code === lt) throw new Refusal("xml-malformed", "tag in tag");
    }
    const nameEnd = at;
    let quote = 0;
    for (; at < length; at++) {
      const code = source.charCodeAt(at);
      if (quote !== 0) {
        if (code === quote) quote = 0;
        else if (code === lt) throw new Refusal("xml-malformed", "< in attribute");
      } else if (code === doubleQuote || code === singleQuote) quote = code;
      else if (code === gt) break;
      else if (code === lt) throw new Refusal("xml-malformed", "tag in tag");
    }
    if (at >= length) return -1;
    if (nameEnd === nameStart) throw new Refusal("xml-malformed", "tag without a name");
    if (this.depth === 0) {
      if (this.rootSeen) throw new Refusal("xml-malformed", "two roots");
      this.rootSeen = true;
    }
    if (this.depth >= this.maxDepth) throw new Refusal("xml-too-deep", String(this.maxDepth));
    const selfClosing = source.charCodeAt(at - 1) === slash;
    this.openKeys[this.depth] = keyOf(source, nameStart, nameEnd);
    this.depth++;
    this.handler.open(source, nameStart, nameEnd, selfClosing ? at - 1 : at);
    if (selfClosing) {
      this.depth--;
      this.handler.close(source, nameStart, nameEnd);
    }
    return at + 1;
  }

  private closeTag(source: string, open: number): number {
    const end = source.indexOf(">", open + 2);
    if (end < 0) return -1;
    let nameStart = open + 2;
    let nameEnd = nameStart;
    for (; nameEnd < end; nameEnd++) {
      const code = source.charCodeAt(nameEnd);
      if (code <= 32) break;
      if (code === colon) nameStart = nameEnd + 1;
    }
    if (this.depth === 0) throw new Refusal("xml-malformed", "end tag without start");
    this.depth--;
    if (this.openKeys[this.depth] !== keyOf(source, nameStart, nameEnd)) {
      throw new Refusal("xml-malformed", `end tag </${source.slice(nameStart, nameEnd).slice(0, 40)}>`);
    }
    this.handler.close(source, nameStart, nameEnd);
    return end + 1;
  }

  /** Comment, CDATA, or a DOCTYPE, which is refused as soon as it can't be one of the others. */
  private declaration(source: string, open: number): number {
    if (source.startsWith("<!--", open)) return afterToken(source, "-->", open + 4);
    if (source.startsWith("<![CDATA[", open)) {
      const next = afterToken(source, "]]>", open + 9);
      if (next >= 0 && this.capture)
        this.handler.text(source.slice(open + 9, next - 3).replace(/\r\n?/g, "\n"));
      return next;
    }
    const start = source.slice(open, open + 9);
    if ("<![CDATA[".startsWith(start) || "<!--".startsWith(start)) return -1;
    throw new Refusal("xml-doctype");
  }
}

/** Names are compared by a key of length, first, middle and last character: cheap, and enough to see damage. */
function keyOf(source: string, start: number, end: number): number {
  const middle = source.charCodeAt((start + end) >> 1);
  return (
    ((end - start) << 24) ^ (source.charCodeAt(start) << 16) ^ (middle << 8) ^ source.charCodeAt(end - 1)
  );
}

function afterToken(source: string, token: string, from: number): number {
  const at = source.indexOf(token, from);
  return at < 0 ? -1 : at + token.length;
}

/** Is the name at these positions exactly `name`? */
export function isName(source: string, start: number, end: number, name: string): boolean {
  return end - start === name.length && source.startsWith(name, start);
}
