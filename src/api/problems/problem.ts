import type { FastifyReply, FastifyRequest } from "fastify";
import { errorCatalogue } from "#src/platform/error-catalogue.ts";
import { HpError } from "#src/platform/errors.ts";

/** RFC 9457, with the catalogue's code and the request's id beside the standard members. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly requestId: string;
}

const problemType = "application/problem+json; charset=utf-8";

export function toProblem(error: HpError, requestId: string): Problem {
  return {
    type: `/docs/errors#${error.code}`,
    title: error.sentence("en"),
    status: error.status,
    detail: error.sentence("vi"),
    code: error.code,
    requestId,
  };
}

interface FastifyFailure {
  readonly code?: string;
  readonly statusCode?: number;
  readonly validation?: readonly { readonly instancePath?: string }[];
  readonly name?: string;
}

/** What Fastify, zod and Postgres throw, in the words of our catalogue; what nobody foresaw is `internal`. */
export function toHpError(error: unknown, request: FastifyRequest): HpError {
  if (error instanceof HpError) return error;
  const failure = error as FastifyFailure;
  if (failure.validation !== undefined) {
    return new HpError("body-invalid", { pointer: failure.validation[0]?.instancePath || "/" }, error);
  }
  const byFastify = fromFastifyCode(failure.code, request, error);
  if (byFastify !== undefined) return byFastify;
  if (isDatabaseError(failure)) {
    // 57014: our own statement timeout. 22xxx: a value the database could not read, that our checks let through.
    if (failure.code === "57014") return new HpError("request-timeout", {}, error);
    if (failure.code?.startsWith("22"))
      return new HpError("body-invalid", { pointer: request.routeOptions.url ?? "/" }, error);
  }
  return new HpError("internal", { requestId: request.id }, error);
}

function fromFastifyCode(
  code: string | undefined,
  request: FastifyRequest,
  cause: unknown,
): HpError | undefined {
  switch (code) {
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return new HpError("media-type-unsupported", { expected: expectedType(request) }, cause);
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return new HpError("body-too-large", { limit: `${request.routeOptions.bodyLimit} byte` }, cause);
    case "FST_ERR_CTP_EMPTY_JSON_BODY":
    case "FST_ERR_CTP_INVALID_JSON_BODY":
    case "FST_ERR_CTP_INVALID_CONTENT_LENGTH":
      return new HpError("body-invalid", { pointer: "/" }, cause);
    case "FST_ERR_BAD_URL":
    case "FST_ERR_MAX_PARAM_LENGTH":
      return new HpError("address-not-found", { path: "", method: request.method }, cause);
    case "FST_ERR_HANDLER_TIMEOUT":
      return new HpError("request-timeout", {}, cause);
    default:
      return undefined;
  }
}

const expectedType = (request: FastifyRequest): string =>
  request.method === "PATCH" ? "application/offset+octet-stream" : "application/json";

/** `pg` errors carry an SQLSTATE; their messages and details may hold values of records. */
function isDatabaseError(failure: FastifyFailure): boolean {
  return /^[0-9A-Z]{5}$/.test(failure.code ?? "") && "severity" in failure;
}

/** What the log may know of an error: never the message of one that may quote a record's values. */
export function loggable(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code } = error as FastifyFailure;
  const quotesValues = isDatabaseError(error as FastifyFailure) || error instanceof SyntaxError;
  return {
    name: error.name,
    code,
    ...(quotesValues ? {} : { message: error.message }),
    at: (error.stack ?? "")
      .split("\n")
      .filter((line) => line.trimStart().startsWith("at "))
      .slice(0, 8),
    ...(error.cause === undefined ? {} : { cause: loggable(error.cause) }),
  };
}

export function sendProblem(reply: FastifyReply, error: HpError): FastifyReply {
  return reply
    .code(error.status)
    .header("cache-control", "no-store")
    .type(problemType)
    .send(JSON.stringify(toProblem(error, reply.request.id)));
}

export const errorCodes = Object.keys(errorCatalogue) as readonly (keyof typeof errorCatalogue)[];
