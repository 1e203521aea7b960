import type { RightsRequest } from "#src/access/privacy/rights/request.ts";
import { readNotes } from "#src/access/privacy/rights/sealed-notes.ts";
import { findDataset } from "#src/domains/catalogue.ts";
import { fieldTitle } from "#src/domains/dictionary/dataset.ts";
import type { Text } from "#src/domains/dictionary/text.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import { type Evidence, listEvidence } from "./evidence.ts";

/** A request to have values put right, as its asker and the school see it. */
export interface CorrectionRequest {
  readonly requestId: string;
  readonly entity: string;
  readonly recordId: string;
  readonly schoolId: string | null;
  readonly state: RightsRequest["state"];
  readonly isProven: boolean;
  readonly askedBy: RightsRequest["askedBy"];
  readonly receivedAt: Date;
  /** The day it is to be answered by, `yyyy-mm-dd`. */
  readonly dueOn: string;
  readonly closedAt: Date | null;
  readonly fields: readonly {
    readonly dataset: string;
    readonly field: string;
    readonly title: Text;
    /** What the asker says is right; null where they only said that it is wrong. */
    readonly proposed: string | null;
  }[];
  readonly detail: string | null;
  /** What the school answered. */
  readonly outcome: string | null;
  readonly evidence: readonly Evidence[];
}

/** With what was written in it, opened. */
export async function describeRequest(
  db: Db,
  keyring: Keyring,
  request: RightsRequest,
): Promise<CorrectionRequest> {
  const notes = await readNotes(db, keyring, request.requestId);
  const proposed = JSON.parse(notes.proposed ?? "{}") as Readonly<Record<string, string>>;
  return {
    requestId: request.requestId,
    entity: request.entity,
    recordId: request.recordId,
    schoolId: request.schoolId,
    state: request.state,
    isProven: request.proof !== null,
    askedBy: request.askedBy,
    receivedAt: request.receivedAt,
    dueOn: request.actDue ?? request.replyDue,
    closedAt: request.closedAt,
    fields: request.fields.map((named) => {
      const [dataset = "", field = ""] = named.split(".");
      const declared = findDataset(dataset)?.fields[field];
      return {
        dataset,
        field,
        title: declared === undefined ? { vi: named, en: named } : fieldTitle(field, declared),
        proposed: proposed[named] ?? null,
      };
    }),
    detail: notes.detail ?? null,
    outcome: notes.outcome ?? null,
    evidence: await listEvidence(db, request.requestId),
  };
}
