import { foldHeader } from "#src/domains/dictionary/fold.ts";
import type { Intake } from "#src/domains/dictionary/intake.ts";
import { type CandidateColumn, type ColumnKnowledge, findCandidates } from "./column-candidates.ts";
import type { HeaderPath } from "./header-paths.ts";
import { SPLIT_HEADERS } from "./header-words.ts";
import { getLexicon } from "./lexicon.ts";
import { isKnownName, matchHeader } from "./match-header.ts";
import { namingColumns } from "./row-kinds.ts";
import { type SettledColumns, settleColumns } from "./settle-columns.ts";
import { readSubjectHeader } from "./subject-columns.ts";
import { ACCEPT_CONFIDENCE, type Knowledge } from "./types.ts";
import type { ValueProfile } from "./value-profile.ts";

/** How an intake would read the table. */
export interface IntakeReading {
  readonly intake: Intake;
  readonly settled: SettledColumns;
  /** Share of headers it gives a meaning to, weighed by confidence, plus what titles and signature say. */
  readonly score: number;
  /** A whole set of the columns that make this intake was recognised. */
  readonly signed: boolean;
}

const TITLE_WEIGHT = 0.15;
const SIGNATURE_WEIGHT = 0.2;

/** Share of the words of the intake's title that the table's titles, sheet or file name hold. */
function titleShare(intake: Intake, words: ReadonlySet<string>): number {
  const title = foldHeader(intake.title.vi)
    .split(" ")
    .filter((word) => word !== "danh" && word !== "sach");
  return title.length === 0 ? 0 : title.filter((word) => words.has(word)).length / title.length;
}

/** Subject columns by themselves tell a sheet of results from any other list of the same people. */
const TELLING_SUBJECTS = 3;

function isSigned(intake: Intake, mapped: ReadonlySet<string>): boolean {
  const has = (column: string): boolean =>
    mapped.has(column) ||
    SPLIT_HEADERS.some(({ whole, parts }) => whole === column && parts.every((part) => mapped.has(part)));
  if (intake.signature.some((set) => set.length > 0 && set.every(has))) return true;
  const subjects = [...mapped].filter((column) => /^(mark|level)\./.test(column)).length;
  return subjects >= TELLING_SUBJECTS && [...namingColumns(intake)].some(has);
}

export interface TableHeaders {
  readonly paths: readonly HeaderPath[];
  readonly profiles: readonly ValueProfile[];
}

/** Reads the table as one intake. */
export function readAs(
  intake: Intake,
  headers: TableHeaders,
  known: Omit<ColumnKnowledge, "intake">,
  adjust: (columns: CandidateColumn[], intake: Intake) => CandidateColumn[],
  titleWords: ReadonlySet<string>,
): IntakeReading {
  const columns = headers.paths.map((path, at) => {
    const profile = headers.profiles[at];
    if (profile === undefined) throw new Error(`column ${at + 1} has no value profile`);
    return findCandidates(at + 1, path, profile, { ...known, intake });
  });
  const settled = settleColumns(
    adjust(columns, intake),
    namingColumns(intake),
    (index) => (headers.profiles[index - 1]?.count ?? 0) > 0,
  );
  const named = settled.columns.filter((column) => column.header !== "" && column.confidence < 1.01);
  const relevant = named.filter((column) => !(column.column === null && column.confidence === 1));
  const mapped = settled.columns.flatMap((column) => (column.column === null ? [] : [column.column]));
  const sum = settled.columns.reduce(
    (total, column) => total + (column.column === null ? 0 : column.confidence),
    0,
  );
  const signed = isSigned(intake, new Set(mapped));
  const score =
    sum / Math.max(1, relevant.length) +
    TITLE_WEIGHT * titleShare(intake, titleWords) +
    (signed ? SIGNATURE_WEIGHT : 0);
  return { intake, settled, score, signed };
}

/** How surely any intake knows the header; used to find the header rows. */
export function familiarityOf(path: readonly string[], knowledge: Knowledge): number {
  const subjects = knowledge.codeSets.find((set) => set.id === "subject");
  if (knowledge.intakes.some((intake) => isKnownName(path, getLexicon(intake)))) return 1;
  let best = 0;
  for (const intake of knowledge.intakes) {
    for (const confidence of matchHeader(path, getLexicon(intake)).values())
      best = Math.max(best, confidence);
  }
  if (best < ACCEPT_CONFIDENCE && subjects !== undefined && readSubjectHeader(path, subjects) !== undefined)
    return 0.9;
  return best;
}

/** Intakes worth a full reading: those whose names meet most headers. */
export function likelyIntakes(
  paths: readonly HeaderPath[],
  knowledge: Pick<Knowledge, "intakes" | "codeSets">,
  limit: number,
): Intake[] {
  const subjects = knowledge.codeSets.find((set) => set.id === "subject");
  const subjectCount =
    subjects === undefined
      ? 0
      : paths.filter((path) => readSubjectHeader(path, subjects) !== undefined).length;
  const rated = knowledge.intakes.map((intake) => {
    const lexicon = getLexicon(intake);
    const sum = paths.reduce((total, path) => {
      const best = path.length === 0 ? 0 : Math.max(0, ...matchHeader(path, lexicon).values());
      return total + (best >= ACCEPT_CONFIDENCE ? best : 0);
    }, 0);
    return { intake, sum: sum + (intake.subjectColumns === true ? subjectCount : 0) };
  });
  return rated
    .filter(({ sum }) => sum > 0)
    .sort((a, b) => b.sum - a.sum)
    .slice(0, limit)
    .map(({ intake }) => intake);
}
