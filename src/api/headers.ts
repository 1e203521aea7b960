import type { FastifyRequest } from "fastify";
import { HpError } from "#src/platform/errors.ts";

/** A header's single value; throws 428 when it is missing or too long to be one. */
export function getRequiredHeader(
  request: FastifyRequest,
  name: "idempotency-key" | "if-match" | "upload-offset",
): string {
  const value = request.headers[name];
  if (typeof value !== "string" || value === "" || value.length > 200) {
    throw new HpError("precondition-required", { header: name });
  }
  return value;
}
