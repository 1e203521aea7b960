import { getRole } from "#src/access/roles/roles.ts";
import type { Scope } from "#src/access/scope/reach.ts";
import { findDataset, getDataset } from "#src/domains/catalogue.ts";
import { getField } from "#src/domains/dictionary/dataset.ts";
import type { Text } from "#src/domains/dictionary/text.ts";
import { findMendable } from "#src/domains/mendable.ts";
import { cellOf } from "#src/pipeline/1-landing/correction-rows.ts";
import type { Resource } from "../read/resource.ts";
import { readCell } from "./read-cell.ts";
import { type RecordNow, seesField } from "./record-now.ts";
import { type OwnReason, refusalText } from "./refusals.ts";

/** One cell as it was typed or pasted. */
export interface Cell {
  readonly dataset: string;
  readonly recordKey: string;
  readonly field: string;
  readonly value: string | number | boolean | readonly string[];
  /** Version of the record as it was seen. */
  readonly version: number;
}

/** A correction of the same field that has not come into the record yet. */
export interface Pending {
  readonly correctionId: string;
  readonly after: unknown;
  readonly correctedBy: string;
  readonly correctedByName: string;
  readonly correctedAt: string;
}

export type Judged =
  | {
      readonly state: "accepted";
      readonly value: unknown;
      readonly before: unknown;
      readonly schoolId: string | null;
    }
  | { readonly state: "refused"; readonly reason: string; readonly message: Text }
  | {
      readonly state: "conflict";
      readonly reason: string;
      readonly message: Text;
      readonly current: unknown;
      readonly version: number;
      readonly changedBy: string | null;
      readonly changedAt: string;
    };

export interface Around {
  readonly scope: Scope;
  readonly accountId: string;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly now: RecordNow | undefined;
  /** Whether this very field changed after the version that was seen, and by whom. */
  readonly changedSince: (field: string) => { readonly by: string | null; readonly at: string } | undefined;
  readonly pending: Pending | undefined;
}

/** What the population registry answers for; other fields under its name in the law are the school's to write down. */
const confirmed: ReadonlySet<string> = new Set(["nationalId", "fullName", "birthDate", "sex"]);

/** Whether one cell can be taken, and what it then says. Asks nothing of the database. */
export function judgeCell(cell: Cell, around: Around): Judged {
  const refuse = (reason: OwnReason | string): Judged => ({
    state: "refused",
    reason,
    message: refusalText(findDataset(cell.dataset), cell.field, reason),
  });
  const mendable = findMendable(cell.dataset);
  const resource = around.resources.get(cell.dataset);
  if (mendable === undefined || resource === undefined) return refuse("dataset-not-mended");
  if (!mendable.fields.includes(cell.field)) return refuse("field-not-mended");
  if (!seesField(resource, around.scope.role, cell.field)) return refuse("field-not-seen");
  const { now } = around;
  if (now === undefined) return refuse("record-not-there");
  const isCity = getRole(around.scope.role).reach === "city";
  const schoolId = now.schoolId ?? around.scope.schools[0] ?? null;
  if (!isCity && (schoolId === null || !around.scope.schools.includes(schoolId)))
    return refuse("school-not-yours");
  const field = getField(getDataset(cell.dataset), cell.field);
  if (now.isVerified && confirmed.has(cell.field)) return refuse("registry-confirmed");
  if (field.info.authority === "department" && !isCity) return refuse("department-keeps");
  const read = readCell(
    cell.field,
    field,
    typeof cell.value === "string" ? cell.value : (cellOf(cell.value) ?? ""),
  );
  if ("reason" in read) return refuse(read.reason);
  const before = now.values[cell.field] ?? null;
  const conflict = findConflict(cell, around, now, read.value);
  if (conflict !== undefined) return conflict;
  if (isSame(read.value, before) && around.pending === undefined) return refuse("unchanged");
  return { state: "accepted", value: read.value, before, schoolId };
}

/** Somebody else's change of the same field comes first, unless both say the same. */
function findConflict(cell: Cell, around: Around, now: RecordNow, value: unknown): Judged | undefined {
  const message = refusalText(getDataset(cell.dataset), cell.field, "changed-since");
  const { pending } = around;
  if (pending !== undefined && pending.correctedBy !== around.accountId && !isSame(pending.after, value))
    return {
      state: "conflict",
      reason: "changed-since",
      message,
      current: pending.after,
      version: now.version,
      changedBy: pending.correctedByName,
      changedAt: pending.correctedAt,
    };
  if (cell.version >= now.version) return undefined;
  const since = around.changedSince(cell.field);
  const current = now.values[cell.field] ?? null;
  if (since === undefined || isSame(current, value)) return undefined;
  return {
    state: "conflict",
    reason: "changed-since",
    message,
    current,
    version: now.version,
    changedBy: since.by,
    changedAt: since.at,
  };
}

const isSame = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);
