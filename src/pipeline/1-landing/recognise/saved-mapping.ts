import { z } from "zod";
import { foldHeader } from "#src/domains/dictionary/fold.ts";
import type { HeaderPath } from "./header-paths.ts";
import { type ColumnDescription, HEADER_JOINT, type TableContext, type TableDescription } from "./types.ts";

/**
 * What a person said about one kind of table, stored as JSON and used again for every file with the same
 * headers. A column of null was looked at and is not wanted.
 */
export const savedMappingSchema = z.strictObject({
  version: z.literal(1),
  intake: z.string().min(1),
  /** Folded headers in column order, see {@link fingerprintOf}. */
  fingerprint: z.array(z.string()).min(1),
  columns: z.array(
    z.strictObject({
      header: z.string(),
      column: z.string().min(1).nullable(),
      reading: z.strictObject({ whenMarked: z.string().optional(), otherwise: z.string() }).optional(),
    }),
  ),
  /** Context that no title row of these files tells. */
  context: z
    .strictObject({
      schoolCode: z.string(),
      schoolName: z.string(),
      place: z.string(),
      schoolYear: z.string().regex(/^\d{4}-\d{4}$/),
      term: z.enum(["HK1", "HK2", "CN"]),
      vendor: z.string(),
      className: z.string(),
      gradeLevel: z.string(),
      asOf: z.iso.date(),
      examId: z.string(),
      delivery: z.enum(["full", "delta"]),
    })
    .partial()
    .optional(),
  savedBy: z.string().min(1).optional(),
  savedAt: z.iso.datetime({ offset: true }).optional(),
});

export type SavedMapping = z.infer<typeof savedMappingSchema>;

export function foldPath(path: HeaderPath): string {
  return path.map(foldHeader).join(HEADER_JOINT);
}

/** The key of a kind of table: its folded headers in order, columns without a header as "". */
export function fingerprintOf(paths: readonly HeaderPath[]): string[] {
  const folded = paths.map(foldPath);
  while (folded.length > 0 && folded.at(-1) === "") folded.pop();
  return folded;
}

function similarity(a: readonly string[], b: readonly string[]): number {
  const left = new Set(a.filter((header) => header !== ""));
  const right = new Set(b.filter((header) => header !== ""));
  const both = [...left].filter((header) => right.has(header)).length;
  return both / Math.max(1, left.size + right.size - both);
}

/** A mapping made for a table with a few columns more or fewer still tells the meaning of the shared headers. */
const MIN_SIMILARITY = 0.8;

export interface FoundMapping {
  readonly mapping: SavedMapping;
  /** The headers are the very same: the mapping answers every question. */
  readonly exact: boolean;
}

/** The newest mapping a person saved for these headers, or for nearly these. */
export function findSavedMapping(
  fingerprint: readonly string[],
  saved: readonly SavedMapping[],
): FoundMapping | undefined {
  const same = (mapping: SavedMapping) =>
    mapping.fingerprint.length === fingerprint.length &&
    mapping.fingerprint.every((header, at) => header === fingerprint[at]);
  const newestFirst = saved.toSorted((a, b) => (b.savedAt ?? "").localeCompare(a.savedAt ?? ""));
  const exact = newestFirst.find(same);
  if (exact !== undefined) return { mapping: exact, exact: true };
  const rated = newestFirst
    .map((mapping) => ({ mapping, rate: similarity(mapping.fingerprint, fingerprint) }))
    .filter(({ rate }) => rate >= MIN_SIMILARITY)
    .sort((a, b) => b.rate - a.rate);
  return rated[0] === undefined ? undefined : { mapping: rated[0].mapping, exact: false };
}

/** What a saved mapping says of the column at `index` (1-based) with this header; undefined when nothing. */
export function savedColumn(
  found: FoundMapping,
  fingerprint: readonly string[],
  index: number,
): SavedMapping["columns"][number] | undefined {
  if (found.exact) return found.mapping.columns[index - 1];
  const header = fingerprint[index - 1];
  const places = found.mapping.fingerprint.flatMap((known, at) => (known === header ? [at] : []));
  const [only, ...others] = places;
  const repeated = fingerprint.filter((other) => other === header).length > 1;
  return only === undefined || others.length > 0 || repeated ? undefined : found.mapping.columns[only];
}

/** Answers of a person: column number (1-based) → column of the intake, or null for "not wanted". */
export interface MappingAnswers {
  readonly intake?: string;
  readonly columns?: Readonly<Record<number, string | null>>;
  readonly context?: TableContext;
  readonly savedBy?: string;
  readonly savedAt?: string;
}

/**
 * Turns a recognised table and a person's answers into a mapping to store.
 * @throws when the table has no intake and none is answered, or two columns get the same meaning
 */
export function toSavedMapping(table: TableDescription, answers: MappingAnswers = {}): SavedMapping {
  const intake = answers.intake ?? table.intake;
  if (intake === null) throw new Error("the mapping names no intake");
  const columns = table.columns.map((column: ColumnDescription) => {
    const answer = answers.columns?.[column.index];
    const meaning = answer === undefined ? column.column : answer;
    const kept = meaning === column.column && column.reading !== undefined ? { reading: column.reading } : {};
    return { header: column.header, column: meaning, ...kept };
  });
  const meanings = columns.flatMap(({ column }) => (column === null ? [] : [column]));
  const twice = meanings.find((meaning, at) => meanings.indexOf(meaning) !== at);
  if (twice !== undefined) throw new Error(`two columns are mapped to ${twice}`);
  return savedMappingSchema.parse({
    version: 1,
    intake,
    fingerprint: [...table.fingerprint],
    columns,
    ...(answers.context === undefined ? {} : { context: answers.context }),
    ...(answers.savedBy === undefined ? {} : { savedBy: answers.savedBy }),
    ...(answers.savedAt === undefined ? {} : { savedAt: answers.savedAt }),
  });
}
