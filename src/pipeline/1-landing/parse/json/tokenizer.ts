import { Refusal } from "../refusal.ts";

/** What the tokenizer tells. Numbers come as they are written: 1e11 and 031 digits long ids stay text. */
export interface JsonHandler {
  objectStart(): void;
  objectEnd(): void;
  arrayStart(): void;
  arrayEnd(): void;
  key(name: string): void;
  string(text: string): void;
  /** Number literal, or TRUE, FALSE. */
  literal(text: string): void;
  null(): void;
}

/** What may come next. */
type Expect = "value" | "valueOrEnd" | "keyOrEnd" | "key" | "colon" | "commaOrEnd";

const maxTokenChars = 4_000_000;
const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const numberPart = /[-+.0-9eE]*/y;
const word = /[a-z]*/y;

/**
 * JSON (RFC 8259) in pieces of any size; several values one after the other are taken too (NDJSON).
 * @throws Refusal json-malformed, json-too-deep
 */
export class JsonTokenizer {
  private readonly handler: JsonHandler;
  private readonly maxDepth: number;
  private readonly stack: ("object" | "array")[] = [];
  private expect: Expect = "value";
  private tail = "";
  private consumed = 0;
  private last = false;

  constructor(handler: JsonHandler, maxDepth: number) {
    this.handler = handler;
    this.maxDepth = maxDepth;
  }

  push(text: string): void {
    const source = this.tail === "" ? text : this.tail + text;
    const rest = this.scan(source);
    this.tail = source.slice(rest);
    this.consumed += rest;
    if (this.tail.length > maxTokenChars) throw this.malformed("token too long", 0);
  }

  end(): void {
    this.last = true;
    this.push("");
    if (this.tail !== "" || this.stack.length > 0 || this.expect !== "value")
      throw this.malformed("unexpected end", 0);
  }

  /** Position of the first token that is not complete yet. */
  private scan(source: string): number {
    let at = 0;
    while (at < source.length) {
      const code = source.charCodeAt(at);
      if (code === 32 || code === 10 || code === 13 || code === 9) {
        at++;
        continue;
      }
      const next = this.token(source, at, code);
      if (next < 0) return at;
      at = next;
    }
    return at;
  }

  private token(source: string, at: number, code: number): number {
    if (code === 34) return this.quoted(source, at);
    if (code === 44 || code === 58) {
      const comma = code === 44;
      if (this.expect !== (comma ? "commaOrEnd" : "colon")) throw this.malformed(comma ? "," : ":", at);
      this.expect = comma && this.stack.at(-1) === "object" ? "key" : "value";
      return at + 1;
    }
    if (code === 123 || code === 91) {
      this.open(code === 123 ? "object" : "array", at);
      return at + 1;
    }
    if (code === 125 || code === 93) {
      this.close(code === 125 ? "object" : "array", at);
      return at + 1;
    }
    return code === 45 || (code >= 48 && code <= 57) ? this.number(source, at) : this.word(source, at);
  }

  private quoted(source: string, at: number): number {
    let end = source.indexOf('"', at + 1);
    let escaped = false;
    while (end >= 0) {
      let slashes = 0;
      while (source.charCodeAt(end - 1 - slashes) === 92) slashes++;
      if (slashes > 0) escaped = true;
      if (slashes % 2 === 0) break;
      end = source.indexOf('"', end + 1);
    }
    if (end < 0) return -1;
    const raw = source.slice(at + 1, end);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what RFC 8259 §7 forbids
    if (/[\u0000-\u001f]/.test(raw)) throw this.malformed("control character in a string", at);
    const text = escaped || raw.includes("\\") ? this.unescape(raw, at) : raw;
    if (this.expect === "key" || this.expect === "keyOrEnd") {
      this.handler.key(text);
      this.expect = "colon";
    } else {
      this.value(at);
      this.handler.string(text);
    }
    return end + 1;
  }

  private unescape(raw: string, at: number): string {
    try {
      return JSON.parse(`"${raw}"`) as string;
    } catch {
      throw this.malformed("bad escape in a string", at);
    }
  }

  private number(source: string, at: number): number {
    numberPart.lastIndex = at;
    const length = numberPart.exec(source)?.[0].length ?? 0;
    if (at + length === source.length && !this.last) return -1;
    number.lastIndex = at;
    const literal = number.exec(source)?.[0] ?? "";
    if (literal.length !== length) throw this.malformed("number", at);
    this.value(at);
    this.handler.literal(literal);
    return at + length;
  }

  private word(source: string, at: number): number {
    word.lastIndex = at;
    const found = word.exec(source)?.[0] ?? "";
    if (found !== "" && at + found.length === source.length && !this.last && found.length < 6) return -1;
    if (found !== "true" && found !== "false" && found !== "null") throw this.malformed("unknown word", at);
    this.value(at);
    if (found === "null") this.handler.null();
    else this.handler.literal(found.toUpperCase());
    return at + found.length;
  }

  private value(at: number): void {
    if (this.expect !== "value" && this.expect !== "valueOrEnd")
      throw this.malformed("value not expected", at);
    this.expect = this.stack.length === 0 ? "value" : "commaOrEnd";
  }

  private open(kind: "object" | "array", at: number): void {
    this.value(at);
    if (this.stack.length >= this.maxDepth) throw new Refusal("json-too-deep", `> ${this.maxDepth}`);
    this.stack.push(kind);
    this.expect = kind === "object" ? "keyOrEnd" : "valueOrEnd";
    if (kind === "object") this.handler.objectStart();
    else this.handler.arrayStart();
  }

  private close(kind: "object" | "array", at: number): void {
    const fits =
      this.expect === "commaOrEnd" || this.expect === (kind === "object" ? "keyOrEnd" : "valueOrEnd");
    if (!fits || this.stack.pop() !== kind) throw this.malformed(kind === "object" ? "}" : "]", at);
    this.expect = this.stack.length === 0 ? "value" : "commaOrEnd";
    if (kind === "object") this.handler.objectEnd();
    else this.handler.arrayEnd();
  }

  private malformed(what: string, at: number): Refusal {
    return new Refusal("json-malformed", `${what}, @${this.consumed + at + 1}`);
  }
}
