import { Refusal } from "../refusal.ts";
import type { JsonHandler } from "./tokenizer.ts";

export type ScalarText = string | null;

/** Receives the tables found in a JSON text. A column is the dotted path of a value in its record. */
export interface TableReader {
  /** `rows`: the array holds arrays, so there are no column names. */
  tableStart(path: string, kind: "records" | "rows"): void;
  cell(column: string, index: number, text: ScalarText): void;
  recordEnd(): void;
  tableEnd(): void;
  /** A value beside the tables (school, date of export): path and text. */
  context(path: string, text: ScalarText): void;
}

/** Several values follow each other: newline-delimited JSON, to be read with `lines` set. */
export class SeveralRoots extends Error {}

type Frame = { kind: "object" | "array"; path: string; key: string; index: number };

/**
 * Finds the tables: every array that is not inside a record is one, its elements are the records, and
 * nested objects and arrays of a record become dotted columns (`cha.hoTen`, `diaChi.1.xa`; positions
 * count from 1). With `lines` every root value is a record of one table `$`.
 */
export class JsonTables implements JsonHandler {
  private readonly reader: TableReader;
  private readonly lines: boolean;
  private readonly frames: Frame[] = [];
  /** Number of frames around the record being read, -1 outside any. */
  private recordDepth = -1;
  private tableDepth = -1;
  private tableKind: "records" | "rows" | "unknown" = "unknown";
  private tablePath = "";
  private roots = 0;
  private readonly seen = new Set<string>();

  constructor(reader: TableReader, lines: boolean) {
    this.reader = reader;
    this.lines = lines;
    if (lines) this.enterTable("$", "records");
  }

  finish(): void {
    if (this.lines) this.reader.tableEnd();
    if (this.roots === 0) throw new Refusal("json-no-table");
  }

  objectStart(): void {
    this.beforeValue("object");
    this.frames.push({ kind: "object", path: this.currentPath(), key: "", index: 0 });
  }

  arrayStart(): void {
    this.beforeValue("array");
    const path = this.currentPath();
    this.frames.push({ kind: "array", path, key: "", index: 0 });
    if (this.recordDepth < 0 && this.tableDepth < 0) {
      this.tableDepth = this.frames.length;
      this.tableKind = "unknown";
      this.tablePath = path === "" ? "$" : path;
    }
  }

  objectEnd(): void {
    this.frames.pop();
    this.afterValue();
  }

  arrayEnd(): void {
    if (this.frames.length === this.tableDepth) {
      if (this.tableKind === "unknown") this.enterTable(this.tablePath, "records");
      this.reader.tableEnd();
      this.tableDepth = -1;
      this.frames.pop();
      return;
    }
    this.frames.pop();
    this.afterValue();
  }

  key(name: string): void {
    const frame = this.frames.at(-1);
    if (frame !== undefined) frame.key = name;
  }

  string(text: string): void {
    this.scalar(text);
  }

  literal(text: string): void {
    this.scalar(text);
  }

  null(): void {
    this.scalar(null);
  }

  private scalar(text: ScalarText): void {
    this.beforeValue("scalar");
    const path = this.currentPath();
    if (this.recordDepth < 0) this.reader.context(path === "" ? "$value" : path, text);
    else this.reader.cell(path === "" ? "$value" : path, this.frames.at(-1)?.index ?? 0, text);
    this.afterValue();
  }

  /** Counts array positions and notices where a record begins. */
  private beforeValue(kind: "object" | "array" | "scalar"): void {
    const depth = this.frames.length;
    const frame = this.frames.at(-1);
    if (frame?.kind === "array") frame.index++;
    if (depth === 0) {
      this.roots++;
      if (this.roots > 1 && !this.lines) throw new SeveralRoots();
    }
    if (this.recordDepth >= 0 || depth !== (this.lines ? 0 : this.tableDepth)) return;
    if (this.tableKind === "unknown") this.enterTable(this.tablePath, kind === "array" ? "rows" : "records");
    else if ((this.tableKind === "rows") !== (kind === "array")) {
      throw new Refusal("json-malformed", "records and lists mixed in one array");
    }
    this.recordDepth = depth;
  }

  private afterValue(): void {
    if (this.frames.length !== this.recordDepth) return;
    this.recordDepth = -1;
    this.reader.recordEnd();
  }

  private enterTable(path: string, kind: "records" | "rows"): void {
    this.tableKind = kind;
    if (this.seen.has(path)) throw new Refusal("json-malformed", `key ${path.slice(0, 60)} twice`);
    this.seen.add(path);
    this.reader.tableStart(path, kind);
  }

  /** Dotted path of the value about to come, from its record or, outside one, from the root. */
  private currentPath(): string {
    const frame = this.frames.at(-1);
    if (frame === undefined || this.frames.length === this.recordDepth) return "";
    const own = frame.kind === "object" ? frame.key : String(frame.index);
    return frame.path === "" ? own : `${frame.path}.${own}`;
  }
}
