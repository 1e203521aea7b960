import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";

/**
 * A strong validator: two equal tags mean two equal bodies, byte for byte (RFC 9110 §8.8.1). The version stands
 * first for people who read it; the hash makes it true when a row changes without a new version.
 */
export function strongEtag(body: string, version?: string): string {
  const hash = createHash("sha1").update(body).digest("base64url").slice(0, 20);
  return version === undefined ? `"${hash}"` : `"${version}-${hash}"`;
}

/** Whether a list of tags (`If-None-Match`, `If-Match`) names this one; `W/` counts only where `weak` is allowed. */
export function namesTag(header: string, etag: string, weak: boolean): boolean {
  if (header.trim() === "*") return true;
  return header.split(",").some((given) => {
    const tag = given.trim();
    return tag === etag || (weak && tag === `W/${etag}`);
  });
}

/** Sends a body under its tag, or 304 when the client has it. */
export function sendTagged(
  request: FastifyRequest,
  reply: FastifyReply,
  body: string,
  contentType: string,
  version?: string,
): FastifyReply {
  const etag = strongEtag(body, version);
  reply.header("etag", etag).header("cache-control", "no-cache");
  const known = request.headers["if-none-match"];
  if (known !== undefined && namesTag(known, etag, true)) return reply.code(304).send();
  return reply.type(contentType).send(body);
}

export const jsonType = "application/json; charset=utf-8";
export const htmlType = "text/html; charset=utf-8";
