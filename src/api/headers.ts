import type { FastifyRequest } from "fastify";
import { HpError } from "#src/platform/errors.ts";
import { safeFileName } from "./uploads/file-name.ts";

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

/**
 * `Content-Disposition` for a file that is to be kept, never shown in the page's place (RFC 6266). The name is told
 * twice: without accents for old programs, and whole (RFC 8187). What could mean a path, a second parameter or another
 * ending is gone before.
 */
export function attachment(fileName: string): string {
  const name = safeFileName(fileName);
  const plain = name
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .replaceAll("đ", "d")
    .replaceAll("Đ", "D")
    .replace(/[^A-Za-z0-9._ ()+-]/g, "_");
  const encoded = encodeURIComponent(name).replace(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
