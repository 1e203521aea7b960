import { decideEncoding } from "../encoding/decide.ts";
import { textChunks } from "../encoding/text-chunks.ts";
import { Refusal } from "../refusal.ts";
import type { RowGate } from "../row-gate.ts";
import type { CellText, EncodingGuess, EncodingId, ParseLimits, ParseOptions } from "../types.ts";
import { JsonTables, type ScalarText, SeveralRoots, type TableReader } from "./tables.ts";
import { JsonTokenizer } from "./tokenizer.ts";

type TableShape = { kind: "records" | "rows"; columns: Map<string, number> };

/** First reading: which tables there are and which columns each has, in order of appearance. */
class ShapeReader implements TableReader {
  readonly tables = new Map<string, TableShape>();
  readonly beside: Map<string, ScalarText> = new Map();
  private current: TableShape = { kind: "records", columns: new Map() };
  private readonly limits: ParseLimits;

  constructor(limits: ParseLimits) {
    this.limits = limits;
  }

  tableStart(path: string, kind: "records" | "rows"): void {
    this.current = { kind, columns: new Map() };
    this.tables.set(path, this.current);
  }
  cell(column: string): void {
    const { columns } = this.current;
    if (this.current.kind === "rows" || columns.has(column)) return;
    columns.set(column, columns.size);
    if (columns.size > this.limits.maxColumns)
      throw new Refusal("too-many-columns", `> ${this.limits.maxColumns}`);
  }
  recordEnd(): void {}
  tableEnd(): void {}
  context(path: string, text: ScalarText): void {
    if (this.beside.size >= this.limits.maxColumns)
      throw new Refusal("too-many-columns", `> ${this.limits.maxColumns}`);
    this.beside.set(path, text);
  }
}

/** Second reading: header row, then a row per record; a record is row 2 onwards, as in a sheet. */
class RowReader implements TableReader {
  private readonly tables: Map<string, TableShape>;
  private readonly gate: RowGate;
  private readonly part: string | null;
  private shape: TableShape = { kind: "records", columns: new Map() };
  private rowNo = 0;
  private cells: (CellText | undefined)[] = [];
  private readonly clashes: number[] = [];

  constructor(tables: Map<string, TableShape>, gate: RowGate, part: string | null) {
    this.tables = tables;
    this.gate = gate;
    this.part = part;
  }

  tableStart(path: string, kind: "records" | "rows"): void {
    this.shape = this.tables.get(path) ?? { kind, columns: new Map() };
    this.gate.begin(this.part === null ? path : `${this.part} › ${path}`, this.part, false);
    this.rowNo = 0;
    if (kind === "records" && this.shape.columns.size > 0)
      this.gate.row(++this.rowNo, [...this.shape.columns.keys()]);
  }

  cell(column: string, index: number, text: ScalarText): void {
    if (this.shape.kind === "rows" && column.includes(".")) {
      throw new Refusal("json-malformed", "a list of lists holds something else than plain values", {
        rowNo: this.rowNo + 1,
      });
    }
    const at = this.shape.kind === "rows" ? index - 1 : (this.shape.columns.get(column) ?? 0);
    while (this.cells.length <= at) this.cells.push(undefined);
    const before = this.cells[at];
    if (before !== undefined && before !== text) this.clashes.push(at);
    this.cells[at] = text;
  }

  recordEnd(): void {
    this.rowNo++;
    const row = this.cells.map((text) => text ?? null);
    for (const at of this.clashes) {
      const column = [...this.shape.columns.keys()][at] ?? String(at + 1);
      this.gate.reject("json-duplicate-key", this.rowNo, at + 1, column);
      row[at] = null;
    }
    this.gate.row(this.rowNo, row);
    this.cells = [];
    this.clashes.length = 0;
  }

  tableEnd(): void {
    this.gate.end([]);
  }
  context(): void {}
}

/**
 * A JSON text: an array of objects, tables inside an object (`{data:[…]}`, several of them), arrays of
 * arrays, or newline-delimited objects. Values beside the tables become a last table `$` of one record.
 * Read three times: for the encoding, for the columns, for the rows.
 * @throws Refusal json-*, encoding-unsure, too-many-columns
 */
export async function parseJson(
  open: () => Iterable<Uint8Array>,
  part: string | null,
  options: ParseOptions,
  gate: RowGate,
  limits: ParseLimits,
): Promise<EncodingGuess> {
  const encoding = decideEncoding(open, part, options);
  const shape = new ShapeReader(limits);
  let lines = false;
  let reader = shape;
  try {
    await readTables(open(), encoding.guess.encoding, reader, lines, limits);
  } catch (error) {
    if (!(error instanceof SeveralRoots)) throw error;
    lines = true;
    reader = new ShapeReader(limits);
    await readTables(open(), encoding.guess.encoding, reader, lines, limits);
  }
  gate.undecodable = encoding.damaged ? "invalid-bytes" : "replacement-character";
  const rows = new RowReader(reader.tables, gate, part);
  await readTables(open(), encoding.guess.encoding, rows, lines, limits, () => gate.drain());
  if (reader.beside.size > 0) {
    if (reader.tables.size === 0 && reader.beside.has("$value")) throw new Refusal("json-no-table");
    gate.begin(part === null ? "$" : `${part} › $`, part, false);
    gate.row(1, [...reader.beside.keys()]);
    gate.row(2, [...reader.beside.values()]);
    gate.end([]);
  } else if (reader.tables.size === 0) throw new Refusal("json-no-table");
  return encoding.guess;
}

async function readTables(
  bytes: Iterable<Uint8Array>,
  encoding: EncodingId,
  reader: TableReader,
  lines: boolean,
  limits: ParseLimits,
  drain?: () => Promise<void> | undefined,
): Promise<void> {
  const tables = new JsonTables(reader, lines);
  const tokenizer = new JsonTokenizer(tables, limits.maxDepth);
  for (const text of textChunks(bytes, encoding)) {
    tokenizer.push(text);
    await drain?.();
  }
  tokenizer.end();
  tables.finish();
}
