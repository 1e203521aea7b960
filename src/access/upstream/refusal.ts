import { AuthorizationResponseError, ClientError, ResponseBodyError } from "openid-client";
import { HpError } from "#src/platform/errors.ts";

/**
 * What was wrong with an answer of VNeID, as one word for the page and the record. The library's own errors hold the
 * whole answer, claims and all, so they go no further than here.
 */
export type RefusalReason =
  | "wrong-issuer"
  | "wrong-audience"
  | "wrong-nonce"
  | "wrong-state"
  | "wrong-algorithm"
  | "wrong-key"
  | "wrong-signature"
  | "expired"
  | "code-refused"
  | "level-unknown"
  | "citizen-number"
  | "unexpected-answer"
  | "malformed";

export const invalidAnswer = (reason: RefusalReason): HpError =>
  new HpError("vneid-answer-invalid", { reason });

/** Turns what openid-client throws into an error of ours. */
export function toRefusal(error: unknown): HpError {
  if (error instanceof HpError) return error;
  if (error instanceof AuthorizationResponseError)
    return error.error === "access_denied"
      ? new HpError("vneid-declined")
      : error.error === "unmet_authentication_requirements"
        ? new HpError("vneid-level-too-low")
        : error.error === "temporarily_unavailable" || error.error === "server_error"
          ? new HpError("vneid-unreachable")
          : invalidAnswer("unexpected-answer");
  if (error instanceof ResponseBodyError)
    return error.status >= 500
      ? new HpError("vneid-unreachable")
      : invalidAnswer(error.error === "invalid_grant" ? "code-refused" : "unexpected-answer");
  if (error instanceof ClientError) return fromClientError(error);
  return new HpError("vneid-unreachable");
}

function fromClientError(error: ClientError): HpError {
  // Thrown by our own fetch, and wrapped.
  if (error.cause instanceof HpError) return error.cause;
  const cause = error.cause as { message?: string; cause?: { claim?: string; status?: number } } | undefined;
  switch (error.code) {
    case "OAUTH_JWT_CLAIM_COMPARISON_FAILED":
      return invalidAnswer(claimReasons[cause?.cause?.claim ?? ""] ?? "malformed");
    case "OAUTH_JWT_TIMESTAMP_CHECK_FAILED":
      return invalidAnswer("expired");
    case "OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED":
      return invalidAnswer("wrong-issuer");
    case "OAUTH_KEY_SELECTION_FAILED":
      return invalidAnswer("wrong-key");
    case "OAUTH_UNSUPPORTED_OPERATION":
      return invalidAnswer("wrong-algorithm");
    case "OAUTH_INVALID_RESPONSE":
    case "OAUTH_PARSE_ERROR":
      return invalidAnswer(reasonOfMessage(cause?.message ?? ""));
    case "OAUTH_HTTP_REQUEST_FORBIDDEN":
    case "OAUTH_REQUEST_PROTOCOL_FORBIDDEN":
    case "OAUTH_RESPONSE_IS_NOT_JSON":
      return invalidAnswer("unexpected-answer");
    default:
      // No connection, no answer in time, a status nobody foresaw.
      return new HpError("vneid-unreachable");
  }
}

const claimReasons: Readonly<Record<string, RefusalReason>> = {
  iss: "wrong-issuer",
  aud: "wrong-audience",
  azp: "wrong-audience",
  nonce: "wrong-nonce",
};

/** The library tells these apart by their sentence alone; the hostile upstream's tests hold us to its words. */
function reasonOfMessage(message: string): RefusalReason {
  if (message.includes('"iss"')) return "wrong-issuer";
  if (message.includes('"state"')) return "wrong-state";
  if (message.includes('"alg"')) return "wrong-algorithm";
  if (message.includes("signature")) return "wrong-signature";
  if (message.includes("nonce")) return "wrong-nonce";
  return "malformed";
}
