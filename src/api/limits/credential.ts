import { createHmac, randomBytes } from "node:crypto";
import type { FastifyRequest } from "fastify";

/** Of this process alone: what is remembered by it means nothing anywhere else. */
const key = randomBytes(32);

/** A name for the session or token a request brings, without keeping it; undefined when it brings none. */
export function credentialName(request: FastifyRequest): string | undefined {
  const { authorization, cookie } = request.headers;
  const session = /(?:^|;\s*)((?:__Host-)?hp_session=[\w-]{1,200})/.exec(cookie ?? "")?.[1];
  const given = session ?? authorization;
  return given === undefined ? undefined : secretName(given);
}

/** What stands for a value that must not be kept. */
export const secretName = (value: string): string =>
  createHmac("sha256", key).update(value).digest("base64url");
