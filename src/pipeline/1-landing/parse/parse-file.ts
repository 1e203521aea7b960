import { basename } from "node:path";
import { type ByteSource, chunksOf, openBytes, openFile } from "./byte-source.ts";
import { parseCsv } from "./csv/parse-csv.ts";
import { parseJson } from "./json/parse-json.ts";
import { defaultParseLimits } from "./limits.ts";
import { Refusal } from "./refusal.ts";
import { RowGate } from "./row-gate.ts";
import { sniffFormat } from "./sniff.ts";
import type {
  EncodingGuess,
  FileFormat,
  ParseLimits,
  ParseOptions,
  ParseOutcome,
  PartOutcome,
  RowSink,
} from "./types.ts";
import { parseXlsx } from "./xlsx/parse-xlsx.ts";
import { readZipDirectory, type ZipEntry } from "./zip/directory.ts";
import { type InflateBudget, inflateWhole } from "./zip/inflate.ts";
import { packageKind } from "./zip/package-kind.ts";

type Work = {
  options: ParseOptions;
  gate: RowGate;
  limits: ParseLimits;
  budget: InflateBudget;
};

/**
 * Reads one vendor file and hands every row of every table to `sink`. The format is told by content.
 * Rows reach the sink before the file is known to be sound: when this throws, drop what came.
 * Runs in the caller's process; vendor files belong into the child (`pool.ts`).
 * @throws Refusal with the reason code and, where known, part, sheet, row and column
 */
export async function parseFile(
  path: string,
  options: ParseOptions,
  sink: RowSink,
  limits: ParseLimits = defaultParseLimits,
): Promise<ParseOutcome> {
  const source = openFile(path);
  try {
    return await parseSource(
      source,
      { ...options, fileName: options.fileName ?? basename(path) },
      sink,
      limits,
    );
  } finally {
    source.close();
  }
}

/** As `parseFile`, on bytes already in memory. */
export async function parseBytes(
  bytes: Uint8Array,
  options: ParseOptions,
  sink: RowSink,
  limits: ParseLimits = defaultParseLimits,
): Promise<ParseOutcome> {
  return parseSource(openBytes(bytes), options, sink, limits);
}

async function parseSource(
  source: ByteSource,
  options: ParseOptions,
  sink: RowSink,
  limits: ParseLimits,
): Promise<ParseOutcome> {
  if (source.size > limits.maxFileBytes)
    throw new Refusal("file-too-big", `${source.size} > ${limits.maxFileBytes}`);
  const work: Work = { options, gate: new RowGate(sink, limits, options), limits, budget: { inflated: 0 } };
  const outcome = await parseWhole(source, work);
  work.gate.finish();
  return outcome;
}

async function parseWhole(source: ByteSource, work: Work): Promise<ParseOutcome> {
  const { limits } = work;
  const format = sniffFormat(source);
  if (format !== "zip") {
    const encoding = await parseText(source, format, null, work);
    return { format, encoding, questions: [], refusedParts: [] };
  }
  const entries = readZipDirectory(source, limits);
  if (packageKind(entries) === "xlsx") {
    const refusedParts = await parseXlsx(source, entries, null, work.gate, limits, work.budget);
    return { format: "xlsx", encoding: null, questions: [], refusedParts };
  }
  return parseArchive(source, entries, work);
}

/**
 * A zip of tables (OneRoster, or a school's folder). What is no table is left out with its reason; a
 * table that can't be read refuses the whole zip, since half a OneRoster set says that the other half
 * of the learners has left.
 */
async function parseArchive(source: ByteSource, entries: ZipEntry[], work: Work): Promise<ParseOutcome> {
  const refusedParts: PartOutcome[] = [];
  let encoding: EncodingGuess | null = null;
  for (const entry of entries) {
    if (entry.directory) continue;
    if (/(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i.test(entry.name)) {
      refusedParts.push({ part: entry.name, reasonCode: "format-unsupported", detail: "system file" });
      continue;
    }
    try {
      const { maxZipEntryBytes } = work.limits;
      const bytes = await inflateWhole(source, entry, work.limits, work.budget, maxZipEntryBytes);
      const found = await parseEntry(openBytes(bytes), entry.name, work);
      refusedParts.push(...found.refusedParts);
      encoding = leastSure(encoding, found.encoding);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (!leftOutCodes.has(error.code)) throw error.at({ part: entry.name });
      refusedParts.push({ part: entry.name, reasonCode: error.code, detail: error.detail });
    }
  }
  if (work.gate.sheetNo === 0) {
    const first = refusedParts[0];
    if (first !== undefined) throw new Refusal(first.reasonCode, first.detail, { part: first.part });
    throw new Refusal("zip-no-tables");
  }
  return { format: "zip", encoding, questions: [], refusedParts };
}

/** What an entry may be without making the whole zip suspect: no table at all. */
const leftOutCodes: ReadonlySet<string> = new Set([
  "file-empty",
  "format-unsupported",
  "format-unknown",
  "html-not-excel",
]);

async function parseEntry(
  source: ByteSource,
  name: string,
  work: Work,
): Promise<{ encoding: EncodingGuess | null; refusedParts: PartOutcome[] }> {
  const format = sniffFormat(source);
  if (format !== "zip") return { encoding: await parseText(source, format, name, work), refusedParts: [] };
  const entries = readZipDirectory(source, work.limits);
  if (packageKind(entries) !== "xlsx") throw new Refusal("zip-nested", name);
  return {
    encoding: null,
    refusedParts: await parseXlsx(source, entries, name, work.gate, work.limits, work.budget),
  };
}

function parseText(
  source: ByteSource,
  format: Exclude<FileFormat, "xlsx" | "zip">,
  part: string | null,
  work: Work,
): Promise<EncodingGuess> {
  const open = () => chunksOf(source);
  if (format === "json") return parseJson(open, part, work.options, work.gate, work.limits);
  const sheetName = part ?? work.options.fileName ?? "csv";
  return parseCsv(open, sheetName, part, work.options, work.gate, work.limits);
}

/** The least sure encoding of a zip's parts stands for the file. */
function leastSure(a: EncodingGuess | null, b: EncodingGuess | null): EncodingGuess | null {
  if (a === null || b === null) return a ?? b;
  return a.confidence <= b.confidence ? a : b;
}
