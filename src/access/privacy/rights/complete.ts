import { HpError } from "#src/platform/errors.ts";
import type { Client } from "#src/platform/postgres/pool.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import { type Act, audit } from "../act.ts";
import { assertNoRun } from "../retention/job.ts";
import type { Erasure } from "../retention/ledger.ts";
import { type DeletionItem, eraseByRequest } from "./deletion-plan.ts";
import { moveRequest } from "./handle.ts";
import { getRequest, type RightsRequest } from "./request.ts";
import { restrict } from "./restrictions.ts";
import { writeNote } from "./sealed-notes.ts";
import { readTasksOf } from "./tasks.ts";
import { tellAsker } from "./tell-asker.ts";

/** What finishing a request needs beside the request. */
export interface Completion {
  readonly keyring: Keyring;
  /** Key "erasure" of the keys folder. */
  readonly erasureKey: Buffer;
  /** What the person is told; for the review of a decision what a person found. */
  readonly outcome: string;
}

export interface Completed {
  /** What was erased and what law keeps, for `delete`. */
  readonly deletion: readonly DeletionItem[];
  /** New lines of the erasure ledger: append them to its file after the commit. */
  readonly erasures: readonly Erasure[];
}

/**
 * Does what was asked and ends the request, in the caller's transaction.
 *
 * - `see`, `copy`: the export was made (`markExported`) and handed over
 * - `correct`: the school has answered its task
 * - `delete`: erases what may go; the rest stays by law and the plan says by which
 * - `restrict`, `object`: processing stops now
 * - `withdrawConsent`: the consent ended when the request was accepted; what the purpose had gathered is gone too
 * - `reviewDecision`: a person looked at it and says what they found
 *
 * @throws HpError `rights-request-unfit`, `argument-missing`, `pipeline-busy` (delete, while a run publishes)
 */
export async function completeRequest(
  client: Client,
  requestId: string,
  completion: Completion,
  act: Act,
): Promise<Completed> {
  if (completion.outcome.trim() === "") throw new HpError("argument-missing", { name: "outcome" });
  const request = await getRequest(client, requestId, true);
  await moveRequest(client, requestId, "complete", act);
  const completed = await doWhatWasAsked(client, request, completion, act);
  await writeNote(client, completion.keyring, requestId, "outcome", completion.outcome);
  await tellAsker(client, request, "done", act);
  return completed;
}

async function doWhatWasAsked(
  client: Client,
  request: RightsRequest,
  completion: Completion,
  act: Act,
): Promise<Completed> {
  const nothing: Completed = { deletion: [], erasures: [] };
  switch (request.kind) {
    case "see":
    case "copy":
      if (request.exportHash === null) throw new HpError("argument-missing", { name: "export" });
      return nothing;
    case "correct": {
      const tasks = await readTasksOf(client, request.requestId);
      if (tasks.some(({ closedAt }) => closedAt === null))
        throw new HpError("rights-request-unfit", {
          requestId: request.requestId,
          state: "correctionTask",
          action: "complete",
        });
      return nothing;
    }
    case "delete": {
      await assertNoRun(client);
      const { items, erasures } = await eraseByRequest(
        client,
        request,
        request.requestId,
        completion.erasureKey,
        act,
      );
      await audit(client, act, "rights.erase", `rightsRequest/${request.requestId}`, {
        detail: { records: erasures.length, kept: items.filter(({ action }) => action === "keep").length },
      });
      return { deletion: items, erasures };
    }
    case "restrict":
    case "object":
      await restrict(client, request, act);
      return nothing;
    // It was said to the ledger when the request was accepted.
    case "withdrawConsent":
    case "reviewDecision":
      return nothing;
  }
}
