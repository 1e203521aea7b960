import { randomUUID } from "node:crypto";
import { HpError } from "#src/platform/errors.ts";
import type { Client, Db } from "#src/platform/postgres/pool.ts";
import { type Act, audit } from "../act.ts";
import { getPurpose } from "../purposes/register.ts";
import { getSubject, type Subject } from "../subject.ts";
import type { RightsRequest } from "./request.ts";

export interface Restriction {
  readonly restrictionId: string;
  readonly kind: "restrict" | "object";
  /** null: every purpose that law does not ask for. */
  readonly purpose: string | null;
  readonly fromAt: Date;
  readonly toAt: Date | null;
  readonly requestId: string;
}

/** Stops processing for the purposes of a request; without purposes for all that law does not ask for. */
export async function restrict(client: Client, request: RightsRequest, act: Act): Promise<void> {
  const purposes = request.purposes.length === 0 ? [null] : request.purposes;
  for (const purpose of purposes)
    await client.query(
      `insert into access.processing_restriction (restriction_id, request_id, subject_entity, subject_id, kind, purpose, from_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        randomUUID(),
        request.requestId,
        request.entity,
        request.recordId,
        request.kind === "object" ? "object" : "restrict",
        purpose,
        act.at,
      ],
    );
}

/** @throws HpError `record-not-found` when it has ended, or never was */
export async function endRestriction(client: Client, restrictionId: string, act: Act): Promise<void> {
  const { rowCount } = await client.query(
    "update access.processing_restriction set to_at = $2 where restriction_id = $1 and to_at is null",
    [restrictionId, act.at],
  );
  if (rowCount === 0)
    throw new HpError("record-not-found", { id: restrictionId, dataset: "processingRestriction" });
  await audit(client, act, "rights.endRestriction", `processingRestriction/${restrictionId}`);
}

export async function readRestrictions(db: Db, named: Subject): Promise<readonly Restriction[]> {
  const subject = await getSubject(db, named);
  const { rows } = await db.query<Restriction>(
    `select restriction_id as "restrictionId", kind, purpose, from_at as "fromAt", to_at as "toAt", request_id as "requestId"
       from access.processing_restriction where subject_entity = $1 and subject_id = any ($2::uuid[])
      order by from_at, restriction_id`,
    [subject.entity, subject.ids],
  );
  return rows;
}

/**
 * Whether a person's data may not be used for a purpose at an instant, because they asked so. Storing goes on.
 * @throws HpError `purpose-unknown`, `record-not-found`
 */
export async function isRestricted(db: Db, subject: Subject, purposeId: string, at: Date): Promise<boolean> {
  const { basis } = getPurpose(purposeId);
  return (await readRestrictions(db, subject)).some(
    ({ purpose, fromAt, toAt }) =>
      (purpose === purposeId || (purpose === null && basis !== "statutory")) &&
      fromAt <= at &&
      (toAt === null || at < toAt),
  );
}
