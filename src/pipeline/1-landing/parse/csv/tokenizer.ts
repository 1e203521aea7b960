/** One record as it stood in the file. `fields` is reused: copy what is kept. */
export type CsvRecord = {
  /** 1-based number of the line the record starts on. */
  line: number;
  fields: string[];
  /** Fields (0-based) with text behind their closing quote; empty for nearly all records. */
  stray: number[];
  /** Number of lines the record runs over. */
  lines: number;
  /** A byte order mark stood before the record: files were glued together. It is not part of the field. */
  mark: boolean;
};

const quoteCode = 34;
const cr = 13;
const lf = 10;
const byteOrderMark = 0xfeff;

type State = "fieldStart" | "plain" | "quoted" | "quoteInQuoted" | "afterQuote";

/**
 * RFC 4180 in pieces of any size, with what Excel and people add: LF, CRLF and CR mixed, quotes inside
 * plain fields kept as text, blanks behind a closing quote dropped. Text behind a closing quote is kept
 * and reported. A field longer than `maxFieldChars` is kept up to one character more, enough to be seen
 * as too long without keeping it in memory.
 */
export class CsvTokenizer {
  private readonly delimiter: number;
  private readonly maxFieldChars: number;
  private readonly emit: (record: CsvRecord) => void;
  private state: State = "fieldStart";
  private field = "";
  private blanks = "";
  private line = 1;
  private skipLf = false;
  private readonly record: CsvRecord = { line: 1, fields: [], stray: [], lines: 1, mark: false };

  constructor(delimiter: string, maxFieldChars: number, emit: (record: CsvRecord) => void) {
    this.delimiter = delimiter.charCodeAt(0);
    this.maxFieldChars = maxFieldChars;
    this.emit = emit;
  }

  push(text: string): void {
    let at = 0;
    if (this.skipLf && text.length > 0) {
      this.skipLf = false;
      if (text.charCodeAt(0) === lf) {
        at = 1;
        if (this.state === "quoted") this.append("\n");
      }
    }
    while (at < text.length) {
      if (this.state === "quoted") at = this.inQuotes(text, at);
      else if (this.state === "quoteInQuoted") at = this.behindQuote(text, at);
      else if (this.state === "afterQuote") at = this.afterQuote(text, at);
      else if (this.state === "fieldStart") at = this.startField(text, at);
      else at = this.inPlain(text, at);
    }
  }

  /** @returns false when a quoted field is still open: the rest of the file was swallowed by it */
  end(): boolean {
    if (this.state === "quoted") return false;
    if (this.state !== "fieldStart" || this.record.fields.length > 0) this.endRecord();
    return true;
  }

  get openLine(): number {
    return this.record.line;
  }

  private startField(text: string, at: number): number {
    const code = text.charCodeAt(at);
    if (code === quoteCode) {
      this.state = "quoted";
      return at + 1;
    }
    if (code === byteOrderMark && this.record.fields.length === 0) {
      this.record.mark = true;
      return at + 1;
    }
    return this.inPlain(text, at);
  }

  private inPlain(text: string, from: number): number {
    const { delimiter } = this;
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code !== delimiter && code !== lf && code !== cr) continue;
      if (at > from) this.append(text.slice(from, at));
      if (code === delimiter) this.endField();
      else {
        this.endRecord();
        this.newLine();
        if (code === cr) return this.afterCr(text, at + 1);
      }
      return at + 1;
    }
    this.append(text.slice(from));
    if (this.state === "fieldStart") this.state = "plain";
    return text.length;
  }

  private inQuotes(text: string, from: number): number {
    const close = text.indexOf('"', from);
    const to = close < 0 ? text.length : close;
    if (to > from) {
      const piece = text.slice(from, to);
      this.append(piece);
      this.countLines(piece, close < 0);
    }
    if (close < 0) return text.length;
    this.state = "quoteInQuoted";
    return close + 1;
  }

  private behindQuote(text: string, at: number): number {
    if (text.charCodeAt(at) === quoteCode) {
      this.append('"');
      this.state = "quoted";
      return at + 1;
    }
    this.state = "afterQuote";
    this.blanks = "";
    return at;
  }

  /** Blanks before the delimiter are dropped; any other text makes the field a stray one. */
  private afterQuote(text: string, from: number): number {
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 32 || (code === 9 && this.delimiter !== 9)) {
        this.blanks += text.charAt(at);
        continue;
      }
      this.state = "plain";
      if (code !== this.delimiter && code !== lf && code !== cr) {
        this.record.stray.push(this.record.fields.length);
        this.append(this.blanks);
      }
      return at;
    }
    return text.length;
  }

  private countLines(piece: string, atEnd: boolean): void {
    const record = this.record;
    for (let at = 0; at < piece.length; at++) {
      const code = piece.charCodeAt(at);
      if (code !== lf && code !== cr) continue;
      if (code === cr && piece.charCodeAt(at + 1) === lf) at++;
      else if (code === cr && at + 1 === piece.length) this.skipLf = atEnd;
      record.lines++;
      this.line++;
    }
  }

  private afterCr(text: string, at: number): number {
    if (at >= text.length) {
      this.skipLf = true;
      return at;
    }
    return text.charCodeAt(at) === lf ? at + 1 : at;
  }

  private append(piece: string): void {
    if (this.field === "")
      this.field = piece.length > this.maxFieldChars ? piece.slice(0, this.maxFieldChars + 1) : piece;
    else if (this.field.length <= this.maxFieldChars) this.field += piece;
  }

  private endField(): void {
    this.record.fields.push(this.field);
    this.field = "";
    this.state = "fieldStart";
  }

  private endRecord(): void {
    this.endField();
    this.emit(this.record);
    this.record.fields.length = 0;
    this.record.stray.length = 0;
    this.record.mark = false;
  }

  private newLine(): void {
    this.line++;
    this.record.line = this.line;
    this.record.lines = 1;
  }
}
