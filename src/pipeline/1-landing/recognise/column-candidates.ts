import type { CodeSet } from "#src/domains/dictionary/code-set.ts";
import { foldHeader } from "#src/domains/dictionary/fold.ts";
import type { Intake } from "#src/domains/dictionary/intake.ts";
import type { HeaderPath } from "./header-paths.ts";
import { cleanHeader } from "./header-text.ts";
import { REDUNDANT_VALUE_HEADERS, RUNNING_NUMBER_HEADERS, VALUE_HEADERS } from "./header-words.ts";
import { getLexicon } from "./lexicon.ts";
import { matchHeader } from "./match-header.ts";
import { type FoundMapping, foldPath, savedColumn } from "./saved-mapping.ts";
import { type Period, readSubjectHeader, subjectColumn } from "./subject-columns.ts";
import type { ColumnCandidate, MarkReading } from "./types.ts";
import { codeShare, support, type ValueProfile, weighByValues } from "./value-profile.ts";
import type { VendorTable } from "./vendor-profile.ts";

/** What may be known of a table while its columns are looked at. */
export interface ColumnKnowledge {
  readonly intake: Intake;
  readonly codeSets: ReadonlyMap<string, CodeSet>;
  readonly vendorTable?: VendorTable;
  readonly saved?: FoundMapping;
  readonly fingerprint: readonly string[];
  /** Period of subject columns whose header says none. */
  readonly period: Period | null;
}

export interface CandidateColumn {
  readonly index: number;
  readonly path: HeaderPath;
  readonly candidates: readonly ColumnCandidate[];
  readonly reading?: MarkReading;
  /** A person or vendor map says that nobody needs the column, or it is a running number. */
  readonly ignoredBy?: "person" | "vendor" | "alias";
  /** Subject column whose term is nowhere said. */
  readonly needsPeriod?: boolean;
}

const VENDOR_CONFIDENCE = 0.99;
/** What values alone can prove: enough to propose, never to accept. */
const VALUE_CONFIDENCE = 0.6;
const MIN_CANDIDATE = 0.3;
const EMPTY_IS_NO: MarkReading = { otherwise: "Không" };

const vendorHeaders = new WeakMap<VendorTable, ReadonlyMap<string, string | null>>();

/** Meaning of a header in a vendor's table: undefined when the vendor has no such header. */
export function vendorColumn(table: VendorTable, path: HeaderPath): string | null | undefined {
  let headers = vendorHeaders.get(table);
  if (headers === undefined) {
    headers = new Map(
      Object.entries(table.columns).map(([header, column]) => [foldPath(header.split(" › ")), column]),
    );
    vendorHeaders.set(table, headers);
  }
  return headers.get(foldPath(path));
}

/** Running numbers: a known header, or 1, 2, 3 … under no header. */
function isRunningNumber(path: HeaderPath, profile: ValueProfile): boolean {
  if (path.length > 0) return path.every((part) => RUNNING_NUMBER_HEADERS.has(foldHeader(cleanHeader(part))));
  return (
    profile.count >= 4 &&
    profile.values[0] === "1" &&
    profile.values.slice(0, 4).every((value, at) => value === String(at + 1))
  );
}

function byTicks(path: HeaderPath, profile: ValueProfile, known: ColumnKnowledge) {
  const header = foldHeader(path.map(cleanHeader).join(" "));
  const rule = VALUE_HEADERS.find((candidate) => candidate.headers.includes(header));
  // A column called Nữ that holds numbers counts girls.
  const ticked = profile.count === 0 || profile.flag >= 0.8 || new Set(profile.values).size === 1;
  if (rule === undefined || !ticked) return undefined;
  const column = Object.entries(known.intake.columns).find(
    ([, field]) => field.codeSet === rule.codeSet,
  )?.[0];
  if (column === undefined) return undefined;
  return { column, reading: { whenMarked: rule.whenMarked, otherwise: rule.otherwise } };
}

function byValues(profile: ValueProfile, known: ColumnKnowledge): ColumnCandidate[] {
  if (profile.count < 8) return [];
  const found: ColumnCandidate[] = [];
  for (const [column, field] of Object.entries(known.intake.columns)) {
    const set = known.codeSets.get(field.codeSet ?? "");
    const isTelling = ["nationalId", "date", "phone", "email"].includes(field.kind) || set !== undefined;
    const share =
      set === undefined ? (support(field, profile, known.codeSets) ?? 0) : codeShare(profile, set);
    if (isTelling && share >= 0.9) found.push({ column, confidence: VALUE_CONFIDENCE * share, by: "value" });
  }
  return found;
}

/** Everything the column at `index` (1-based) may be, best first. */
export function findCandidates(
  index: number,
  path: HeaderPath,
  profile: ValueProfile,
  known: ColumnKnowledge,
): CandidateColumn {
  const base = { index, path };
  const said = known.saved === undefined ? undefined : savedColumn(known.saved, known.fingerprint, index);
  if (said !== undefined) {
    if (said.column === null) return { ...base, candidates: [], ignoredBy: "person" };
    const reading = said.reading === undefined ? {} : { reading: said.reading };
    return { ...base, candidates: [{ column: said.column, confidence: 1, by: "person" }], ...reading };
  }
  const fromVendor =
    path.length === 0 || known.vendorTable === undefined ? undefined : vendorColumn(known.vendorTable, path);
  if (fromVendor === null) return { ...base, candidates: [], ignoredBy: "vendor" };
  if (isRunningNumber(path, profile)) return { ...base, candidates: [], ignoredBy: "alias" };
  const best = new Map<string, ColumnCandidate>();
  const offer = (candidate: ColumnCandidate) => {
    if (candidate.confidence > Math.max(MIN_CANDIDATE, best.get(candidate.column)?.confidence ?? 0)) {
      best.set(candidate.column, candidate);
    }
  };
  const weigh = (column: string, confidence: number) => {
    const field = known.intake.columns[column];
    return field === undefined ? confidence : weighByValues(confidence, field, profile, known.codeSets);
  };
  if (fromVendor !== undefined) {
    const readings = known.vendorTable?.readings ?? {};
    const header = path.join(" › ");
    const ofHeader = Object.hasOwn(readings, header) ? readings[header] : undefined;
    const confidence =
      ofHeader === undefined
        ? Math.min(VENDOR_CONFIDENCE, weigh(fromVendor, VENDOR_CONFIDENCE))
        : VENDOR_CONFIDENCE;
    const candidate = { column: fromVendor, confidence, by: "vendor" } as const;
    const isTicked =
      known.vendorTable?.ticks === true && known.intake.columns[fromVendor]?.kind === "boolean";
    const reading = ofHeader ?? (isTicked ? EMPTY_IS_NO : undefined);
    return { ...base, candidates: [candidate], ...(reading === undefined ? {} : { reading }) };
  }
  if (path.length === 0) return { ...base, candidates: byValues(profile, known) };
  const ticks = byTicks(path, profile, known);
  if (ticks !== undefined) {
    return {
      ...base,
      candidates: [{ column: ticks.column, confidence: 0.93, by: "alias" }],
      reading: ticks.reading,
    };
  }
  for (const [column, confidence] of matchHeader(path, getLexicon(known.intake))) {
    offer({ column, confidence: weigh(column, confidence), by: "alias" });
  }
  if (REDUNDANT_VALUE_HEADERS.has(foldHeader(path.map(cleanHeader).join(" "))) && profile.flag >= 0.8) {
    return { ...base, candidates: [], ignoredBy: "alias" };
  }
  const subjects = known.intake.subjectColumns === true ? known.codeSets.get("subject") : undefined;
  const subject = subjects === undefined ? undefined : readSubjectHeader(path, subjects);
  if (subject !== undefined) {
    const { column, confidence } = subjectColumn(subject, profile, known.period);
    if (column === null) return { ...base, candidates: [], needsPeriod: true };
    offer({ column, confidence, by: "alias" });
  }
  if (best.size === 0) for (const candidate of byValues(profile, known)) offer(candidate);
  return { ...base, candidates: [...best.values()].sort((a, b) => b.confidence - a.confidence) };
}
