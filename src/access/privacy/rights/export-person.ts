import { createHash } from "node:crypto";
import { sourcePlace } from "#src/domains/dictionary/source-row-id.ts";
import type { Text } from "#src/domains/dictionary/text.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import { type ConsentLine, readConsentLines } from "../consent/ledger.ts";
import { purposes } from "../purposes/register.ts";
import { getSubject, type KnownSubject, type Subject } from "../subject.ts";
import { findPersonRows, inClear } from "./find-rows.ts";
import { type OwnRow, ownRow } from "./own-row.ts";
import { type RightsRequest, readRequestsOf } from "./request.ts";
import { type Restriction, readRestrictions } from "./restrictions.ts";
import { readNotes } from "./sealed-notes.ts";

export interface ExportedDataset {
  readonly dataset: string;
  readonly title: Text;
  readonly grain: Text;
  readonly rows: readonly OwnRow[];
}

/** Everything the system holds about one person. */
export interface PersonExport {
  readonly format: "hoa-phuong.person/1";
  readonly madeAt: string;
  readonly subject: Subject & { readonly formerIds: readonly string[]; readonly schoolId: string | null };
  /** What the data are processed for, on what ground, and who gets them. */
  readonly purposes: readonly {
    readonly id: string;
    readonly title: Text;
    readonly legalBasis: string;
    readonly recipients: readonly string[];
    readonly keep: string;
  }[];
  readonly datasets: readonly ExportedDataset[];
  readonly consents: readonly Omit<ConsentLine, "recordedBy">[];
  readonly requests: readonly (Omit<RightsRequest, "guardianId"> & {
    readonly notes: Readonly<Record<string, string>>;
  })[];
  readonly restrictions: readonly Restriction[];
  /** Free text that may name other people: an officer reads it before it is handed over. */
  readonly readFirst: readonly string[];
}

/** Fields in which schools write sentences. */
const sentences: Readonly<Record<string, readonly string[]>> = {
  enrolment: ["schoolViolenceNote", "note"],
  staffMember: ["discipline", "rewards"],
};

/**
 * Everything about a person, from all datasets that refer to them, and nothing about anybody else.
 * Runs with the owner's rights: row policies would hide what the asking officer may not see, and the person may.
 * @throws HpError `record-not-found`
 */
export async function exportPerson(
  db: Db,
  keyring: Keyring,
  named: Subject,
  at: Date,
): Promise<PersonExport> {
  const subject = await getSubject(db, named);
  const { found, own } = await findPersonRows(db, subject);
  const datasets = found.map(({ dataset, rows }) => ({
    dataset: dataset.id,
    title: dataset.title,
    grain: dataset.grain,
    rows: rows.map((row) => withPlace(ownRow(dataset, inClear(keyring, dataset, row), own, subject.entity))),
  }));
  const held = new Set(found.map(({ dataset }) => dataset.id));
  return {
    format: "hoa-phuong.person/1",
    madeAt: at.toISOString(),
    subject: {
      entity: subject.entity,
      recordId: subject.recordId,
      formerIds: subject.ids.slice(1),
      schoolId: subject.schoolId,
    },
    purposes: purposes
      .filter(({ needs }) => Object.keys(needs).some((id) => held.has(id)))
      .map(({ id, title, legalBasis, recipients, keep }) => ({ id, title, legalBasis, recipients, keep })),
    datasets,
    consents: (await readConsentLines(db, subject)).map(({ recordedBy: _, ...line }) => ({
      ...line,
      by: isOwnWord(line, subject) ? line.by : { guardianId: "…" },
    })),
    requests: await Promise.all(
      (await readRequestsOf(db, subject.entity, subject.ids)).map(async ({ guardianId: _, ...request }) => ({
        ...request,
        notes: { ...(await readNotes(db, keyring, request.requestId)) },
      })),
    ),
    restrictions: await readRestrictions(db, subject),
    readFirst: datasets.flatMap(({ dataset, rows }) =>
      (sentences[dataset] ?? [])
        .filter((field) => rows.some(({ values }) => values[field] !== undefined))
        .map((field) => `${dataset}.${field}`),
    ),
  };
}

const isOwnWord = (line: Pick<ConsentLine, "by">, subject: KnownSubject): boolean =>
  line.by === "self" || subject.ids.includes(line.by.guardianId);

/** The number of a source row says file, sheet and row. */
function withPlace(row: OwnRow): OwnRow {
  const id = row.values.sourceRowId;
  if (typeof id !== "string") return row;
  return { ...row, values: { ...row.values, source: sourcePlace(id) } };
}

/** The export as the file that is handed over, and its SHA-256 for the request. */
export function exportFile(made: PersonExport): { readonly text: string; readonly sha256: string } {
  const text = `${JSON.stringify(made, null, 2)}\n`;
  return { text, sha256: createHash("sha256").update(text).digest("hex") };
}
