import { callApi } from "../../api/client.ts";
import { ApiProblem, problemOf, unreachable } from "../../api/problem.ts";
import { hashFile } from "./sha256.ts";

interface Created {
  readonly uploadId: string;
  readonly status: string;
  readonly received: number;
  readonly bytes: number;
}

/** How far a file is on its way, in bytes. */
export type SendStep =
  | { readonly step: "reading"; readonly done: number }
  | { readonly step: "sending"; readonly uploadId: string; readonly done: number }
  /** The line is down; the file goes on by itself when it is back. */
  | { readonly step: "waiting"; readonly uploadId: string | undefined; readonly done: number }
  | { readonly step: "sent"; readonly uploadId: string; readonly wasKnown: boolean };

const firstPiece = 256 * 1024;
const largestPiece = 8 * 2 ** 20;
/** A piece that takes longer than this is too large for the line: what is lost with it has to be sent again. */
const slowMs = 2_000;

/**
 * Sends a file so that nothing is lost with the line: pieces from where the server says it is, larger ones while the
 * line is quick. The upload is named by its content, so the same file chosen again after a reload goes on where it was.
 * @throws ApiProblem when the server refuses it
 */
export async function sendFile(
  file: File,
  about: { readonly schoolId?: string | undefined; readonly signal: AbortSignal },
  onStep: (step: SendStep) => void,
): Promise<void> {
  const { signal, schoolId } = about;
  const sha256 = await hashFile(file, (done) => {
    signal.throwIfAborted();
    onStep({ step: "reading", done });
  });
  const patient = <T>(work: () => Promise<T>, uploadId: string | undefined, done: number): Promise<T> =>
    keepTrying(work, signal, () => onStep({ step: "waiting", uploadId, done }));
  let attempt = 0;
  let upload = await patient(() => create(file, sha256, schoolId, attempt), undefined, 0);
  // What failed before is a new upload: the old one stays as it ended.
  while (upload.status === "failed" && attempt < 20) {
    attempt += 1;
    const next = attempt;
    upload = await patient(() => create(file, sha256, schoolId, next), undefined, 0);
  }
  const { uploadId } = upload;
  if (upload.status !== "receiving") {
    onStep({ step: "sent", uploadId, wasKnown: true });
    return;
  }
  let at = upload.received;
  let piece = firstPiece;
  while (at < file.size) {
    signal.throwIfAborted();
    onStep({ step: "sending", uploadId, done: at });
    const from = at;
    const startedAt = Date.now();
    at = await patient(() => sendPiece(file, uploadId, from, piece, signal), uploadId, from);
    const took = Date.now() - startedAt;
    piece = took > slowMs ? Math.max(firstPiece, piece / 2) : Math.min(largestPiece, piece * 2);
  }
  onStep({ step: "sent", uploadId, wasKnown: false });
}

async function create(
  file: File,
  sha256: string,
  schoolId: string | undefined,
  attempt: number,
): Promise<Created> {
  const { data } = await callApi<Created>("POST", "/api/v1/uploads", {
    body: {
      fileName: file.name,
      bytes: file.size,
      sha256,
      ...(schoolId === undefined ? {} : { schoolId }),
    },
    idempotencyKey: attempt === 0 ? sha256 : `${sha256} ${attempt}`,
  });
  return data;
}

/** Sends bytes from `at`; returns where the server is afterwards, also when it was elsewhere than we thought. */
async function sendPiece(
  file: File,
  uploadId: string,
  at: number,
  size: number,
  signal: AbortSignal,
): Promise<number> {
  const response = await fetch(`/api/v1/uploads/${uploadId}`, {
    method: "PATCH",
    credentials: "same-origin",
    headers: { "content-type": "application/offset+octet-stream", "upload-offset": String(at) },
    body: file.slice(at, at + size),
    signal,
  }).catch((cause: unknown) => {
    if (signal.aborted) throw cause;
    throw unreachable();
  });
  if (response.ok) return Number(response.headers.get("upload-offset"));
  const problem = await problemOf(response);
  // The piece before had arrived after all, or its connection is still being closed.
  if (problem.code === "upload-offset-mismatch") return askOffset(uploadId);
  if (problem.code === "upload-closed") return file.size;
  throw problem;
}

const askOffset = async (uploadId: string): Promise<number> =>
  (await callApi<Created>("GET", `/api/v1/uploads/${uploadId}`)).data.received;

const passing = new Set(["unreachable", "upload-locked", "unreadable", "requests-too-many"]);
const passingStatuses = new Set([429, 502, 503, 504]);

/** Tries again when it is the line's fault, sooner when the browser says that the line is back. */
async function keepTrying<T>(work: () => Promise<T>, signal: AbortSignal, onWait: () => void): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      if (!passing.has(error.code) && !passingStatuses.has(error.status)) throw error;
      onWait();
      await pause(Math.min(15_000, 500 * 2 ** attempt), signal);
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      removeEventListener("online", done);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener("online", done);
    signal.addEventListener("abort", done);
  });
}
