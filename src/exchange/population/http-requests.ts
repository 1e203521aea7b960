import { setTimeout as wait } from "node:timers/promises";
import { RegistryUnavailable } from "#src/pipeline/3-identity/reconcile/population-registry.ts";
import type { PopulationConfig } from "#src/platform/config.ts";
import type { Log } from "#src/platform/log.ts";
import { UnusableAnswer } from "./read-answers.ts";

/** How often one request is sent before the caller is told that the registry can't answer. */
const mostAttempts = 4;
/** First wait between attempts; doubled each time, and half of it is left to chance so that callers drift apart. */
const firstWaitMs = 100;
/** A longer wait is the caller's to decide. */
const longestOwnWaitMs = 2_000;
/** What the caller is told to wait when the registry doesn't say. */
const outageWaitMs = 5_000;
const maintenanceWaitMs = 60_000;
/** A batch of 10,000 answers takes 1.5 MB. */
const mostAnswerBytes = 16 * 2 ** 20;

export interface Request {
  readonly url: string;
  /** JSON; sent by POST. Undefined: GET. */
  readonly body?: string;
}

export type Ask = <T>(request: Request, read: (answer: unknown) => T) => Promise<T>;

/** Why an attempt failed. `code` goes to the log and never holds anything of a request or an answer. */
interface Failure {
  readonly reason: RegistryUnavailable["reason"];
  readonly code: string;
  readonly retryAfterMs: number | undefined;
}

/**
 * Sends requests (connections are kept, as fetch does), reads answers with `read`, and tries again what may pass:
 * broken connections, 5xx, answers that can't be read, short waits the registry asks for.
 * Everything else is a RegistryUnavailable with its reason; no error or log line repeats what was sent or received.
 */
export function createRequests({ key, timeoutMs }: PopulationConfig, log: Log): Ask {
  const headers = {
    accept: "application/json",
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
  };

  async function attempt<T>(
    request: Request,
    read: (answer: unknown) => T,
  ): Promise<{ answer: T } | Failure> {
    try {
      const response = await fetch(request.url, {
        headers: {
          ...headers,
          ...(request.body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(request.body === undefined ? {} : { method: "POST", body: request.body }),
        // A redirect would carry the key and people's data to an address nobody configured.
        redirect: "error",
        signal: AbortSignal.timeout(timeoutMs),
      });
      if (response.status !== 200) {
        const failure = failureOfStatus(response);
        await response.body?.cancel();
        return failure;
      }
      return { answer: read(JSON.parse(await readText(response))) };
    } catch (error) {
      return failureOfError(error);
    }
  }

  return async (request, read) => {
    for (let attempts = 1; ; attempts += 1) {
      const outcome = await attempt(request, read);
      if ("answer" in outcome) return outcome.answer;
      const { reason, code, retryAfterMs } = outcome;
      const ownWaitMs = firstWaitMs * 2 ** (attempts - 1);
      const waitMs = Math.max(retryAfterMs ?? 0, ownWaitMs * (0.5 + Math.random() / 2));
      if (!mayPass(outcome) || attempts === mostAttempts || waitMs > longestOwnWaitMs) {
        log.warn({ reason, code, attempts }, "population registry can't answer");
        throw new RegistryUnavailable(reason, retryAfterMs ?? callersWaitMs(reason));
      }
      log.info({ reason, code, attempts, waitMs: Math.round(waitMs) }, "population registry asked again");
      await wait(waitMs);
    }
  };
}

/** Timeouts have taken their time already: four of them in a row would hold a run for minutes. */
const mayPass = ({ reason }: Failure): boolean => reason === "outage" || reason === "rateLimit";

const callersWaitMs = (reason: Failure["reason"]): number =>
  reason === "maintenance" ? maintenanceWaitMs : outageWaitMs;

function failureOfStatus(response: Response): Failure {
  const { status } = response;
  const code = `http ${status}`;
  const retryAfterMs = retryAfterOf(response.headers.get("retry-after"));
  if (status === 429) return { reason: "rateLimit", code, retryAfterMs };
  // 503 with a date to come back is announced maintenance; without one it is an outage like other 5xx.
  if (status === 503 && retryAfterMs !== undefined) return { reason: "maintenance", code, retryAfterMs };
  if (status >= 500 || status === 408) return { reason: "outage", code, retryAfterMs };
  return { reason: "refused", code, retryAfterMs };
}

/** RFC 9110 §10.2.3: seconds or a date. */
function retryAfterOf(header: string | null): number | undefined {
  if (header === null) return undefined;
  const ms = /^\d{1,6}$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

function failureOfError(error: unknown): Failure {
  const failure = (reason: Failure["reason"], code: string): Failure => ({
    reason,
    code,
    retryAfterMs: undefined,
  });
  if (error instanceof UnusableAnswer) return failure("outage", error.message);
  // V8 quotes the text it can't parse: only the kind of error is kept.
  if (error instanceof SyntaxError) return failure("outage", "not JSON");
  if (error instanceof DOMException && error.name === "TimeoutError") return failure("timeout", "timeout");
  if (!(error instanceof TypeError) || error.cause === undefined) throw error;
  // fetch wraps what the connection said; a redirect is a TypeError too, and no waiting mends it.
  const cause = error.cause;
  if (cause instanceof Error && cause.message.includes("redirect")) return failure("refused", "redirect");
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "connection";
  return failure(/TIMEOUT/.test(code) ? "timeout" : "outage", code);
}

/** The text of an answer; one without end is cut off. */
async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > mostAnswerBytes) throw new UnusableAnswer("an answer without end");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
