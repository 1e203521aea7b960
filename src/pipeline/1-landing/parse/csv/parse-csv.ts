import { decideEncoding, firstText } from "../encoding/decide.ts";
import { textChunks } from "../encoding/text-chunks.ts";
import { Refusal } from "../refusal.ts";
import type { RowGate } from "../row-gate.ts";
import type { CellText, EncodingGuess, ParseLimits, ParseOptions } from "../types.ts";
import { type Delimiter, detectDelimiter, readSepLine } from "./dialect.ts";
import { RowShape } from "./row-shape.ts";
import { CsvTokenizer } from "./tokenizer.ts";

/**
 * A csv or tsv. Read twice: once over all bytes for the encoding, once for the rows.
 * @param open gives the bytes from the start, each time it is called
 * @throws Refusal encoding-unsure, delimiter-unsure (with the candidates), csv-*
 */
export async function parseCsv(
  open: () => Iterable<Uint8Array>,
  sheetName: string,
  part: string | null,
  options: ParseOptions,
  gate: RowGate,
  limits: ParseLimits,
): Promise<EncodingGuess> {
  const encoding = decideEncoding(open, part, options);
  const head = firstText(open, encoding.guess.encoding);
  const sep = readSepLine(head.text);
  const delimiter = options.delimiter ?? sep ?? decideDelimiter(head, part);
  gate.undecodable = encoding.damaged ? "invalid-bytes" : "replacement-character";
  gate.begin(sheetName, part, false);
  const shape = new RowShape();
  const cells: CellText[] = [];
  const tokenizer = new CsvTokenizer(delimiter, limits.maxCellChars, (record) => {
    if (sep !== undefined && record.line === 1) return;
    const { fields, line, stray } = record;
    if (stray.length > 0 && record.lines > 1) {
      throw new Refusal("csv-broken-quotes", `${line}-${line + record.lines - 1}`, {
        sheetName,
        rowNo: line,
      });
    }
    let used = fields.length;
    while (used > 0 && fields[used - 1] === "") used--;
    if (used === 0) return;
    for (let at = 0; at < used; at++) cells[at] = unwrapTextFormula(fields[at] ?? "");
    cells.length = used;
    for (const at of stray) {
      gate.reject("csv-stray-quote", line, at + 1, fields[at] ?? "");
      cells[at] = null;
    }
    if (record.mark && line > 1) gate.warn("bom-inside", line, null, "");
    shape.add(line, fields.length, used);
    gate.row(line, cells);
  });
  for (const text of withoutEndMark(textChunks(open(), encoding.guess.encoding))) {
    tokenizer.push(text);
    await gate.drain();
  }
  if (!tokenizer.end()) {
    throw new Refusal("csv-unclosed-quote", `${tokenizer.openLine}`, {
      sheetName,
      rowNo: tokenizer.openLine,
    });
  }
  shape.report(gate);
  gate.end([]);
  return encoding.guess;
}

/** `="0312…"`: how csv for Excel keeps a leading zero. The text inside is what Excel shows. */
function unwrapTextFormula(field: string): string {
  if (!field.startsWith('="') || !field.endsWith('"') || field.length < 3) return field;
  const inner = field.slice(2, -1);
  return inner.includes('"') ? field : inner;
}

/** DOS programs end a text with Ctrl-Z. */
function* withoutEndMark(texts: Iterable<string>): Generator<string> {
  let held = "";
  for (const text of texts) {
    const whole = held + text;
    held = whole.endsWith("\x1a") ? "\x1a" : "";
    yield held === "" ? whole : whole.slice(0, -1);
  }
}

function decideDelimiter(head: { text: string; whole: boolean }, part: string | null): Delimiter {
  const { guesses, sure } = detectDelimiter(head.text, head.whole);
  const best = guesses[0];
  if (sure) return best === undefined || best.columns <= 1 ? "," : best.delimiter;
  const candidates = guesses
    .filter(({ columns }) => columns > 1)
    .map(({ delimiter, confidence, columns }) => ({ value: delimiter, confidence, sample: `${columns}` }));
  throw new Refusal("delimiter-unsure", candidates.map(({ value }) => JSON.stringify(value)).join(", "), {}, [
    { code: "delimiter-unsure", part, candidates },
  ]);
}
