import { problemOf, unreachable } from "../../api/problem.ts";
import type { Text } from "../../text/language.ts";

/** One cell as it goes to the API (src/api/corrections). */
export interface CellToSend {
  readonly dataset: string;
  readonly recordKey: string;
  readonly field: string;
  readonly value: string;
  readonly version: number;
}

export interface CellOutcome {
  readonly dataset: string;
  readonly recordKey: string;
  readonly field: string;
  readonly state: "accepted" | "refused" | "conflict";
  readonly correctionId?: string;
  readonly value?: unknown;
  readonly reason?: string;
  readonly message?: Text;
  readonly current?: unknown;
  readonly version?: number;
  readonly changedBy?: string | null;
  readonly changedAt?: string;
}

export interface Sent {
  readonly batchId: string;
  readonly outcomes: readonly CellOutcome[];
}

/**
 * Sends cells. An answer that takes none of them is a problem document with the outcomes beside it: that too says what
 * became of each cell.
 * @throws ApiProblem when there is no answer, or one that tells of no cell
 */
export async function sendCells(cells: readonly CellToSend[], idempotencyKey: string): Promise<Sent> {
  const response = await fetch("/api/v1/corrections", {
    method: "POST",
    credentials: "same-origin",
    headers: {
      accept: "application/json",
      "content-type": "application/json",
      "idempotency-key": idempotencyKey,
    },
    body: JSON.stringify({ cells }),
  }).catch(() => {
    throw unreachable();
  });
  if (response.ok) return (await response.json()) as Sent;
  if (response.status === 409 || response.status === 422) {
    const body = (await response.clone().json()) as Partial<Sent>;
    if (body.outcomes !== undefined && body.batchId !== undefined) return body as Sent;
  }
  throw await problemOf(response);
}
