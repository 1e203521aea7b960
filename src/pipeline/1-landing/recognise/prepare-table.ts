import { vendorColumn } from "./column-candidates.ts";
import { familiarityOf } from "./detect-intake.ts";
import { detectVendor } from "./detect-vendor.ts";
import { type Familiarity, type FoundHeader, findHeader, isColumnNumbers, widthOf } from "./find-header.ts";
import type { HeaderPath } from "./header-paths.ts";
import { isPlainHeader } from "./known-headers.ts";
import { findClues, settleContext } from "./read-context.ts";
import { type FoundMapping, findSavedMapping, fingerprintOf, foldPath } from "./saved-mapping.ts";
import { contextQuestions } from "./table-questions.ts";
import type { Knowledge, Question, SheetRow, TableContext, TableInput } from "./types.ts";
import { profileValues, type ValueProfile } from "./value-profile.ts";
import type { VendorProfile } from "./vendor-profile.ts";

const SAMPLE_SIZE = 120;

/** Texts above the header, each cell alone and each row as a whole. */
export function titlesAbove(rows: readonly SheetRow[], before: number): string[] {
  return rows
    .filter((row) => row.rowNo < before)
    .flatMap((row) => {
      const cells = row.cells.map((cell) => (cell ?? "").trim()).filter((cell) => cell !== "");
      return cells.length > 1 ? [...cells, cells.join(" ")] : cells;
    });
}

/** Every row seen, in order. */
export function allRows(input: TableInput): SheetRow[] {
  const byNumber = new Map([...input.headRows, ...input.sampleRows].map((row) => [row.rowNo, row]));
  return [...byNumber.values()].sort((a, b) => a.rowNo - b.rowNo);
}

/**
 * Columns are profiled over at most {@link SAMPLE_SIZE} rows, evenly spread. Rows far emptier than most are
 * notes and signatures, not values.
 */
function profileColumns(rows: readonly SheetRow[], width: number): ValueProfile[] {
  const filled = rows.map((row) => row.cells.filter((cell) => (cell ?? "").trim() !== "").length);
  const usual = filled.toSorted((a, b) => a - b)[Math.floor(filled.length / 2)] ?? 0;
  const full = rows.filter((_, at) => (filled[at] ?? 0) >= usual * 0.4);
  const step = Math.max(1, Math.ceil(full.length / SAMPLE_SIZE));
  const sample = full.filter((_, at) => at % step === 0);
  return Array.from({ length: width }, (_, column) => profileValues(sample.map((row) => row.cells[column])));
}

/** A sheet whose header is found, with all that is known before its columns are looked at. */
export interface PreparedTable {
  readonly header: FoundHeader;
  readonly titles: readonly string[];
  readonly vendor: VendorProfile | undefined;
  readonly paths: readonly HeaderPath[];
  readonly profiles: readonly ValueProfile[];
  readonly fingerprint: readonly string[];
  readonly saved: FoundMapping | undefined;
  readonly context: TableContext;
  readonly contextQuestions: readonly Question[];
  readonly firstDataRow: number;
  readonly rows: readonly SheetRow[];
}

export function findVendorOf(input: TableInput, knowledge: Knowledge): VendorProfile | undefined {
  if (knowledge.vendor !== undefined) return knowledge.vendor;
  const top = titlesAbove(input.headRows.slice(0, 12), Number.POSITIVE_INFINITY);
  return detectVendor(knowledge.vendors ?? [], input.pathSegments, [...(input.fileTitles ?? []), ...top]);
}

function isPrintedBy(vendor: VendorProfile, path: HeaderPath): boolean {
  return vendor.tables.some((table) => vendorColumn(table, path) !== undefined);
}

/** How surely a header is one: as the vendor prints it, as a person once mapped it, or as the dictionary names it. */
export function familiarityIn(knowledge: Knowledge, vendor: VendorProfile | undefined): Familiarity {
  const saved = new Set(
    (knowledge.savedMappings ?? []).flatMap((mapping) =>
      mapping.fingerprint.filter((header) => header !== ""),
    ),
  );
  return (path: HeaderPath): number => {
    if (vendor !== undefined && isPrintedBy(vendor, path)) return 1;
    if (saved.has(foldPath(path))) return 1;
    return familiarityOf(path, knowledge);
  };
}

/** The header near the first row of plain names, else wherever names are spelt in any other way. */
function findTableHeader(
  input: TableInput,
  knowledge: Knowledge,
  vendor: VendorProfile | undefined,
): FoundHeader | undefined {
  const familiarity = familiarityIn(knowledge, vendor);
  const plain = input.headRows.findIndex((row) => isPlainHeader(row, knowledge.intakes, vendor));
  if (plain !== -1) {
    const near = input.headRows.slice(Math.max(0, plain - 2), plain + 3);
    if (vendor !== undefined) {
      const printed = (path: HeaderPath) => (isPrintedBy(vendor, path) ? 1 : 0);
      const found = findHeader(near, input.merges, printed, widthOf(input.headRows));
      if (found?.isClear === true) return found;
    }
    const found = findHeader(near, input.merges, familiarity, widthOf(input.headRows));
    if (found?.isClear === true) return found;
  }
  return findHeader(input.headRows, input.merges, familiarity);
}

/** Undefined when the sheet has no header that anybody knows. */
export function prepareTable(input: TableInput, knowledge: Knowledge): PreparedTable | undefined {
  let vendor = findVendorOf(input, knowledge);
  const header = findTableHeader(input, knowledge, vendor);
  if (header === undefined) return undefined;
  const firstHeaderRow = header.block.rows[0]?.rowNo ?? 0;
  const lastHeaderRow = header.block.rows.at(-1)?.rowNo ?? 0;
  const titles = [...(input.fileTitles ?? []), ...titlesAbove(input.headRows, firstHeaderRow)];
  vendor ??= detectVendor(knowledge.vendors ?? [], input.pathSegments, titles, header.block.paths);
  const below = allRows(input).filter((row) => row.rowNo > lastHeaderRow);
  const rows = below[0] !== undefined && isColumnNumbers(below[0]) ? below.slice(1) : below;
  const width = Math.max(header.block.paths.length, widthOf(rows));
  const paths = Array.from({ length: width }, (_, at) => header.block.paths[at] ?? []);
  const fingerprint = fingerprintOf(paths);
  const saved = findSavedMapping(fingerprint, knowledge.savedMappings ?? []);
  const clues = findClues({ ...input, titles, ...(vendor === undefined ? {} : { vendor }) });
  const { context, conflicts } = settleContext(clues);
  if (vendor !== undefined) context.vendor = vendor.id;
  if (saved?.mapping.context !== undefined) Object.assign(context, saved.mapping.context);
  const settledByPerson = new Set(Object.keys(saved?.mapping.context ?? {}));
  return {
    header,
    titles,
    vendor,
    paths,
    profiles: profileColumns(rows, width),
    fingerprint,
    saved,
    context,
    contextQuestions: contextQuestions(conflicts.filter(({ key }) => !settledByPerson.has(key))),
    firstDataRow: rows[0]?.rowNo ?? lastHeaderRow + 1,
    rows,
  };
}
