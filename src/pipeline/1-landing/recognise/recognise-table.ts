import { foldHeader } from "#src/domains/dictionary/fold.ts";
import type { CandidateColumn } from "./column-candidates.ts";
import { type IntakeReading, likelyIntakes, readAs } from "./detect-intake.ts";
import { findVendorTable } from "./detect-vendor.ts";
import { findHeader } from "./find-header.ts";
import { isPlainHeader } from "./known-headers.ts";
import {
  allRows,
  familiarityIn,
  findVendorOf,
  type PreparedTable,
  prepareTable,
  titlesAbove,
} from "./prepare-table.ts";
import { findClues, settleContext } from "./read-context.ts";
import { findLastRow, rowKind } from "./row-kinds.ts";
import type { Period } from "./subject-columns.ts";
import { groupRowQuestion, intakeQuestion, missingHeader, sideBySideQuestion } from "./table-questions.ts";
import { demoteEmptyTwins, splitSharedHeaders } from "./twin-columns.ts";
import type { Knowledge, Question, SheetRow, TableDescription, TableInput } from "./types.ts";
import type { VendorTable } from "./vendor-profile.ts";

/** Of two intakes nearer than this nobody can say which it is. */
const INTAKE_MARGIN = 0.05;
/** Score of a table all of whose columns are known and signed, without a telling title. */
const FULL_SCORE = 1.2;
/** A table most of whose columns nobody knows is not what its two known ones say. */
const MIN_INTAKE_CONFIDENCE = 0.5;
/** Share of headers a vendor's own table must know to be taken as that table. */
const VENDOR_COVERAGE = 0.6;
/** Intakes that are read in full; the rest share too few names with the headers. */
const INTAKES_READ = 6;

function periodOf(term: string | undefined): Period | null {
  if (term === "HK1") return "t1";
  if (term === "HK2") return "t2";
  return term === "CN" ? "year" : null;
}

interface Readings {
  /** Best first. */
  readonly readings: readonly IntakeReading[];
  /** The vendor's own table, where the headers are that. */
  readonly vendorTable: VendorTable | undefined;
}

function readIntakes(input: TableInput, knowledge: Knowledge, prepared: PreparedTable): Readings {
  const { paths, profiles, header, saved, vendor } = prepared;
  const found = vendor === undefined ? undefined : findVendorTable(vendor, input, paths);
  const byId = new Map(knowledge.intakes.map((intake) => [intake.id, intake]));
  const vendorTable = found !== undefined && found.coverage >= VENDOR_COVERAGE ? found.table : undefined;
  const only = byId.get(saved?.mapping.intake ?? vendorTable?.intake ?? "");
  const intakes = only === undefined ? likelyIntakes(paths, knowledge, INTAKES_READ) : [only];
  const titleWords = new Set(
    [...prepared.titles, input.sheetName, input.fileName].flatMap((text) => foldHeader(text).split(" ")),
  );
  const codeSets = new Map(knowledge.codeSets.map((set) => [set.id, set]));
  const adjust = (columns: CandidateColumn[], intake: IntakeReading["intake"]) =>
    saved?.exact === true
      ? columns
      : demoteEmptyTwins(splitSharedHeaders(columns, intake, header.block, profiles), profiles);
  const readings = intakes.map((intake) => {
    const known = {
      codeSets,
      fingerprint: prepared.fingerprint,
      period: periodOf(vendorTable?.context?.term ?? prepared.context.term),
      ...(found?.table.intake === intake.id ? { vendorTable: found.table } : {}),
      ...(saved === undefined ? {} : { saved }),
    };
    return readAs(intake, { paths, profiles }, known, adjust, titleWords);
  });
  return { readings: readings.sort((a, b) => b.score - a.score), vendorTable };
}

interface ChosenIntake {
  readonly reading: IntakeReading | undefined;
  readonly confidence: number;
  readonly questions: readonly Question[];
}

function chooseIntake(readings: readonly IntakeReading[], decided: boolean): ChosenIntake {
  if (decided && readings[0] !== undefined) return { reading: readings[0], confidence: 1, questions: [] };
  const signed = readings.filter((reading) => reading.signed);
  const [best, second] = signed;
  if (best === undefined) {
    return { reading: readings[0], confidence: 0, questions: [intakeQuestion("intake-unknown", readings)] };
  }
  if (second !== undefined && best.score - second.score < INTAKE_MARGIN) {
    return { reading: best, confidence: 0, questions: [intakeQuestion("intake-unsure", signed)] };
  }
  const confidence = Math.min(1, best.score / FULL_SCORE);
  if (confidence < MIN_INTAKE_CONFIDENCE) {
    return { reading: best, confidence: 0, questions: [intakeQuestion("intake-unsure", signed)] };
  }
  return { reading: best, confidence, questions: [] };
}

/** Three rows in which three cells are filled. */
function looksLikeTable(rows: readonly SheetRow[]): boolean {
  return rows.filter((row) => row.cells.filter((cell) => (cell ?? "").trim() !== "").length >= 3).length >= 3;
}

function describeHeaderless(input: TableInput, knowledge: Knowledge): TableDescription {
  const titles = [...(input.fileTitles ?? []), ...titlesAbove(input.headRows, Number.POSITIVE_INFINITY)];
  const vendor = findVendorOf(input, knowledge);
  const clues = findClues({ ...input, titles, ...(vendor === undefined ? {} : { vendor }) });
  const { context } = settleContext(clues);
  return {
    fileSeq: input.fileSeq ?? 0,
    sheetNo: input.sheetNo ?? 1,
    sheetName: input.sheetName,
    headerRows: [0, 0],
    firstDataRow: input.headRows[0]?.rowNo ?? 1,
    lastRow: input.lastRow ?? allRows(input).at(-1)?.rowNo ?? 0,
    columns: [],
    intake: null,
    intakeConfidence: 0,
    context: vendor === undefined ? context : { ...context, vendor: vendor.id },
    keyIssuer: vendor?.learnerCodeIssuer ?? "vendor",
    fingerprint: [],
    questions: [missingHeader(input.sheetName, looksLikeTable(input.headRows))],
  };
}

/**
 * Says what a sheet is: where its header and data stand, which intake it is, what each column means and what
 * its titles say of all rows. Columns that are not sure stay unmapped and are asked about.
 * Never throws on what a file holds; a sheet without a header comes back with the question `header-missing`.
 */
export function recogniseTable(input: TableInput, knowledge: Knowledge): TableDescription {
  const prepared = prepareTable(input, knowledge);
  if (prepared === undefined) return describeHeaderless(input, knowledge);
  const { readings, vendorTable } = readIntakes(input, knowledge, prepared);
  const { reading, confidence, questions } = chooseIntake(readings, prepared.saved !== undefined);
  const headerRows = prepared.header.block.rows;
  const sheetLastRow = input.lastRow ?? allRows(input).at(-1)?.rowNo ?? 0;
  const draft: TableDescription = {
    fileSeq: input.fileSeq ?? 0,
    sheetNo: input.sheetNo ?? 1,
    sheetName: input.sheetName,
    headerRows: [headerRows[0]?.rowNo ?? 0, headerRows.at(-1)?.rowNo ?? 0],
    firstDataRow: prepared.firstDataRow,
    lastRow: sheetLastRow,
    columns: reading?.settled.columns ?? [],
    intake: confidence > 0 ? (reading?.intake.id ?? null) : null,
    intakeConfidence: confidence,
    context: { ...vendorTable?.context, ...prepared.context },
    keyIssuer: vendorTable?.learnerCodeIssuer ?? prepared.vendor?.learnerCodeIssuer ?? "vendor",
    fingerprint: prepared.fingerprint,
    questions: [],
  };
  if (reading === undefined) return { ...draft, questions: [...questions, ...prepared.contextQuestions] };
  const isAnswered = prepared.saved?.exact === true;
  return {
    ...draft,
    lastRow: findLastRow(draft, reading.intake, prepared.rows, sheetLastRow),
    questions: [
      ...questions,
      ...prepared.contextQuestions,
      ...(isAnswered ? [] : reading.settled.questions),
      ...(isAnswered ? [] : sideBySideQuestion(prepared.paths)),
      ...groupRowQuestion(draft, reading.intake, prepared.rows),
    ],
  };
}

/** Rows below the first table in which another header of another layout begins; 0 when there is none. */
function findSecondTable(input: TableInput, knowledge: Knowledge, first: TableDescription): number {
  const intake = knowledge.intakes.find((one) => one.id === first.intake);
  const vendor = findVendorOf(input, knowledge);
  const below = input.headRows.filter((row) => row.rowNo >= first.firstDataRow);
  const start = below.findIndex(
    (row) =>
      isPlainHeader(row, knowledge.intakes, vendor) &&
      (intake === undefined || rowKind(first, intake, row) !== "repeatedHeader"),
  );
  if (start === -1) return 0;
  const near = below.slice(Math.max(0, start - 1), start + 3);
  const next = findHeader(near, input.merges, familiarityIn(knowledge, vendor));
  const isTable = next !== undefined && next.familiar >= 3 && next.score >= next.familiar * 0.8;
  return isTable ? (next.block.rows[0]?.rowNo ?? 0) : 0;
}

/**
 * {@link recogniseTable} for every table of a sheet: below the first one another header of another layout may
 * begin. The first table then ends above it, and what its titles say holds below unless said anew.
 */
export function recogniseTables(input: TableInput, knowledge: Knowledge): TableDescription[] {
  const first = recogniseTable(input, knowledge);
  const nextRow = first.headerRows[1] === 0 ? 0 : findSecondTable(input, knowledge, first);
  if (nextRow === 0) return [first];
  const intake = knowledge.intakes.find((one) => one.id === first.intake);
  const lastRecord = allRows(input).findLast(
    (row) =>
      row.rowNo < nextRow &&
      row.rowNo >= first.firstDataRow &&
      (intake === undefined || rowKind(first, intake, row) === "record"),
  );
  const end = lastRecord?.rowNo ?? first.headerRows[1];
  const upper = recogniseTable(
    {
      ...input,
      headRows: input.headRows.filter((row) => row.rowNo <= end),
      sampleRows: input.sampleRows.filter((row) => row.rowNo <= end),
      lastRow: end,
    },
    knowledge,
  );
  const rest: TableInput = {
    ...input,
    headRows: input.headRows.filter((row) => row.rowNo > end),
    sampleRows: input.sampleRows.filter((row) => row.rowNo > end),
  };
  const lower = recogniseTables(rest, knowledge).map((table) => ({
    ...table,
    context: { ...upper.context, ...table.context },
  }));
  return [upper, ...lower];
}
