import { ApiProblem, problemOf, unreachable } from "../../api/problem.ts";
import { correctionsPath } from "./person-data.ts";

/** As the server takes them (src/api/correction-requests/evidence.ts). */
export const paperTypes = ["image/jpeg", "image/png", "application/pdf"] as const;
const mostBytes = 5 * 2 ** 20;

export const isFit = (file: File): boolean =>
  file.size > 0 && file.size <= mostBytes && paperTypes.some((type) => type === file.type);

/**
 * Sends a paper as it is; on a line that breaks it is tried again, since the whole of it is small.
 * @returns what went wrong, if anything did
 */
export async function sendPaper(requestId: string, file: File): Promise<ApiProblem | undefined> {
  let last: ApiProblem | undefined;
  for (const pauseMs of [0, 2_000, 6_000]) {
    if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    last = await sendOnce(requestId, file);
    // Status 0 is no answer at all; an answer, good or bad, stands.
    if (last === undefined || last.status !== 0) return last;
  }
  return last;
}

async function sendOnce(requestId: string, file: File): Promise<ApiProblem | undefined> {
  try {
    const response = await fetch(`${correctionsPath}/${requestId}/evidence`, {
      method: "POST",
      headers: { "content-type": file.type, accept: "application/json" },
      body: file,
      credentials: "same-origin",
    });
    return response.ok ? undefined : await problemOf(response);
  } catch (cause) {
    return cause instanceof ApiProblem ? cause : unreachable();
  }
}
