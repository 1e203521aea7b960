export type CsvDialect = {
  delimiter: ";" | "," | "\t";
  newline: "\r\n" | "\n";
  byteOrderMark: boolean;
};

/** Collects csv lines of one file; quotes only where the dialect needs them, quotes inside doubled. */
export class CsvWriter {
  readonly #dialect: CsvDialect;
  readonly #needsQuotes: RegExp;
  readonly #chunks: string[] = [];
  #text: string;
  #line = 0;

  constructor(dialect: CsvDialect) {
    this.#dialect = dialect;
    this.#needsQuotes = new RegExp(`["\\r\\n${dialect.delimiter}]`);
    this.#text = dialect.byteOrderMark ? "\ufeff" : "";
  }

  /** Line number (1-based) of the last row's first line. */
  get lastRow(): number {
    return this.#line;
  }

  /** Appends a row and returns its line number. Values hold no line breaks in the city's files. */
  addRow(cells: readonly (string | number | null | undefined)[]): number {
    let line = "";
    for (let index = 0; index < cells.length; index += 1) {
      if (index > 0) line += this.#dialect.delimiter;
      const cell = cells[index];
      if (cell === null || cell === undefined) continue;
      const value = typeof cell === "number" ? String(cell) : cell;
      line += this.#needsQuotes.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
    }
    this.#text += line + this.#dialect.newline;
    this.#line += 1;
    if (this.#text.length > 1 << 20) {
      this.#chunks.push(this.#text);
      this.#text = "";
    }
    return this.#line;
  }

  toText(): string {
    return this.#chunks.join("") + this.#text;
  }
}
