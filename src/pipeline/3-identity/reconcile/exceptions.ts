import { createHash, randomUUID } from "node:crypto";
import { localDay } from "#src/platform/clock.ts";
import type { RecordDeed } from "#src/platform/deed.ts";
import { HpError } from "#src/platform/errors.ts";
import { type Client, inTransaction, type Pool } from "#src/platform/postgres/pool.ts";

export interface ExceptionRequest {
  readonly entity: string;
  readonly recordId: string;
  /** Code set `exceptionKind`. */
  readonly kind: string;
  readonly reason: string;
  readonly document?: string;
  /** yyyy-mm-dd, both days in force. */
  readonly validFrom: string;
  readonly expiresOn: string;
  /** Makes a request that is sent twice one exception. */
  readonly requestKey?: string;
}

export interface Actor {
  readonly by: string;
  readonly at: Date;
  /** Writes what is done to the audit, in the same transaction. */
  readonly record?: RecordDeed;
}

/** An exception is for now: longer than a year it would be a habit. */
const mostDays = 366;

/**
 * Somebody answers for it that a record can't be verified until a day. It counts at once: the status changes and its
 * cases close. Returns the id of the exception.
 * @throws HpError `record-not-found`, `exception-dates-invalid`, `idempotency-key-reused`
 */
export async function approveException(pool: Pool, request: ExceptionRequest, actor: Actor): Promise<string> {
  const { entity, recordId, validFrom, expiresOn } = request;
  const today = localDay(actor.at);
  const days = (Date.parse(expiresOn) - Date.parse(validFrom)) / 86_400_000;
  if (!(days >= 0 && days <= mostDays && expiresOn >= today))
    throw new HpError("exception-dates-invalid", { validFrom, expiresOn });
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ school_id: string | null }>(
      "select school_id from verification where entity = $1 and record_id = $2 for update",
      [entity, recordId],
    );
    const [record] = rows;
    if (record === undefined)
      throw new HpError("record-not-found", { id: recordId, dataset: "verification" });
    const exceptionId = idOf(request.requestKey);
    const { rowCount } = await client.query(
      `insert into approved_exception (exception_id, entity, record_id, school_id, kind, reason, document, valid_from, expires_on, approved_by, approved_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       on conflict (exception_id) do nothing`,
      [
        exceptionId,
        entity,
        recordId,
        record.school_id,
        request.kind,
        request.reason,
        request.document ?? null,
        validFrom,
        expiresOn,
        actor.by,
        actor.at,
      ],
    );
    if (rowCount === 0) {
      await assertSame(client, exceptionId, request);
      return exceptionId;
    }
    if (validFrom <= today) await applyException(client, entity, recordId, actor.at);
    await actor.record?.(client, {
      action: "reconciliation.approveException",
      object: `${entity}/${recordId}`,
      detail: { exceptionId, kind: request.kind },
    });
    return exceptionId;
  });
}

function idOf(requestKey: string | undefined): string {
  if (requestKey === undefined) return randomUUID();
  const hex = createHash("sha256").update(`exception ${requestKey}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The same key for another request is a mistake of the sender, not a repeat. */
async function assertSame(client: Client, exceptionId: string, request: ExceptionRequest): Promise<void> {
  const { rowCount } = await client.query(
    `select 1 from approved_exception where exception_id = $1 and entity = $2 and record_id = $3 and kind = $4 and reason = $5
       and document is not distinct from $6 and valid_from = $7 and expires_on = $8`,
    [
      exceptionId,
      request.entity,
      request.recordId,
      request.kind,
      request.reason,
      request.document ?? null,
      request.validFrom,
      request.expiresOn,
    ],
  );
  if (rowCount === 0) throw new HpError("idempotency-key-reused");
}

async function applyException(client: Client, entity: string, recordId: string, at: Date): Promise<void> {
  await client.query(
    `update verification set status = 'approvedException', changed_at = $3
     where entity = $1 and record_id = $2 and found_status <> 'verified'`,
    [entity, recordId, at],
  );
  await client.query(
    `update reconciliation_case c set closed_run = v.run_seq, closed_at = $3 from verification v
     where v.entity = $1 and v.record_id = $2 and v.status = 'approvedException' and c.entity = v.entity and c.record_id = v.record_id
       and c.closed_run is null and c.status <> 'duplicateId'`,
    [entity, recordId, at],
  );
}

/**
 * Takes an approval back. The record stands again as it was found, and the case the approval closed is open again.
 * @throws HpError `record-not-found`, `exception-already-revoked`
 */
export async function revokeException(
  pool: Pool,
  exceptionId: string,
  reason: string,
  actor: Actor,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ entity: string; record_id: string; revoked_at: Date | null }>(
      "select entity, record_id, revoked_at from approved_exception where exception_id = $1 for update",
      [exceptionId],
    );
    const [exception] = rows;
    if (exception === undefined)
      throw new HpError("record-not-found", { id: exceptionId, dataset: "approvedException" });
    if (exception.revoked_at !== null) throw new HpError("exception-already-revoked", { exceptionId });
    await client.query(
      "update approved_exception set revoked_by = $2, revoked_at = $3, revoke_reason = $4 where exception_id = $1",
      [exceptionId, actor.by, actor.at, reason],
    );
    await endException(client, exception.entity, exception.record_id, actor.at);
    await actor.record?.(client, {
      action: "reconciliation.revokeException",
      object: `${exception.entity}/${exception.record_id}`,
      detail: { exceptionId },
    });
  });
}

async function endException(client: Client, entity: string, recordId: string, at: Date): Promise<void> {
  const other = await client.query(
    `select 1 from approved_exception where entity = $1 and record_id = $2 and revoked_at is null
       and $3::date between valid_from and expires_on`,
    [entity, recordId, localDay(at)],
  );
  if (other.rowCount !== 0) return;
  const reopened = await client.query(
    `update reconciliation_case c set closed_run = null, closed_at = null
     from verification v
     where v.entity = $1 and v.record_id = $2 and v.status = 'approvedException' and c.case_id = (
       select case_id from reconciliation_case o where o.entity = $1 and o.record_id = $2 and o.status = v.found_status
         and o.closed_run is not null order by o.closed_at desc limit 1)`,
    [entity, recordId],
  );
  // Without a case to go back to the status stays until the next run, which opens one in the same transaction.
  if (reopened.rowCount === 0) return;
  await client.query(
    "update verification set status = found_status, changed_at = $3 where entity = $1 and record_id = $2",
    [entity, recordId, at],
  );
}
