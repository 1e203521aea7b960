import { HpError } from "#src/platform/errors.ts";
import { type Client, inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import type { Actor } from "./exceptions.ts";

/** What somebody asks for a case, kept in it as JSON; answered no, it also says by whom and why. */
export interface ExceptionAsked {
  /** Code set `exceptionKind`. */
  readonly kind: string;
  readonly reason: string;
  readonly document?: string;
  /** yyyy-mm-dd, last day it would be in force. */
  readonly expiresOn: string;
  readonly askedBy: string;
  readonly askedAt: string;
  readonly refusedBy?: string;
  readonly refusedAt?: string;
  readonly refusal?: string;
}

/** Asks for an exception; asked again it takes the place of what was asked before. Approving closes the case by itself. */
export async function askException(
  pool: Pool,
  caseId: string,
  asked: Pick<ExceptionAsked, "kind" | "reason" | "document" | "expiresOn">,
  actor: Actor,
  tell: (client: Client) => Promise<unknown>,
): Promise<void> {
  await change(pool, caseId, "reconciliation.askException", actor, async (client) => {
    await tell(client);
    return { ...asked, askedBy: actor.by, askedAt: actor.at.toISOString() };
  });
}

/** Answers no, with a reason for who asked. @throws HpError `record-not-found` when nothing is asked */
export async function refuseException(
  pool: Pool,
  caseId: string,
  reason: string,
  actor: Actor,
): Promise<void> {
  await change(pool, caseId, "reconciliation.refuseException", actor, async (_client, before) => {
    if (before === null) throw new HpError("record-not-found", { id: caseId, dataset: "reconciliationCase" });
    return { ...before, refusedBy: actor.by, refusedAt: actor.at.toISOString(), refusal: reason };
  });
}

/** @throws HpError `record-not-found`, `reconciliation-case-closed` */
async function change(
  pool: Pool,
  caseId: string,
  action: string,
  actor: Actor,
  next: (client: Client, before: ExceptionAsked | null) => Promise<ExceptionAsked>,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{
      entity: string;
      record: string;
      closed: number | null;
      asked: ExceptionAsked | null;
    }>(
      `select entity, record_id as record, closed_run as closed, exception_request as asked
       from reconciliation_case where case_id = $1 for update`,
      [caseId],
    );
    const [found] = rows;
    if (found === undefined)
      throw new HpError("record-not-found", { id: caseId, dataset: "reconciliationCase" });
    if (found.closed !== null) throw new HpError("reconciliation-case-closed", { caseId });
    await client.query("update reconciliation_case set exception_request = $2 where case_id = $1", [
      caseId,
      JSON.stringify(await next(client, found.asked)),
    ]);
    await actor.record?.(client, { action, object: `${found.entity}/${found.record}`, detail: { caseId } });
  });
}
