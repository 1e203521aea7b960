import type { Client } from "#src/platform/postgres/pool.ts";
import { recordAudit } from "../audit/record.ts";

/** Who does something about somebody's data, and when; every change of this folder carries one. */
export interface Act {
  readonly at: Date;
  /** Account id, or `cli:<user>` for who works on the machine itself. */
  readonly by: string;
  readonly accountId: string | null;
  readonly role: string | null;
  readonly unit: string | null;
  /** Address it came from. */
  readonly from: string | null;
  readonly requestId: string | null;
}

/** An act on the machine itself, without sign-in: who may run `hp` there may do this. */
export function machineAct(user: string, at: Date): Act {
  return { at, by: `cli:${user}`, accountId: null, role: null, unit: null, from: "cli", requestId: null };
}

/** Writes the act to the audit, in the transaction of what was done. `detail` holds ids, codes and counts only. */
export async function audit(
  client: Client,
  act: Act,
  action: string,
  object: string,
  more: { readonly purpose?: string; readonly detail?: Record<string, unknown> } = {},
): Promise<void> {
  await recordAudit(client, {
    at: act.at,
    accountId: act.accountId,
    role: act.role,
    unit: act.unit,
    action,
    object,
    purpose: more.purpose ?? null,
    from: act.from,
    requestId: act.requestId,
    result: "ok",
    detail: { ...more.detail, ...(act.accountId === null ? { by: act.by } : {}) },
  });
}
