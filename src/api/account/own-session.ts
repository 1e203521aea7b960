import type { FastifyRequest } from "fastify";
import type { Actor } from "#src/access/accounts/context.ts";
import type { Session } from "#src/access/sessions/find-session.ts";
import { addressNotFound } from "../access/request-access.ts";

/** The browser's session; machines have no account page. @throws HpError `address-not-found` */
export function ownSession(request: FastifyRequest): Session {
  if (request.session === undefined) throw addressNotFound(request);
  return request.session;
}

/** Who changes their own account, as the audit names them. */
export function ownActor(request: FastifyRequest): Actor & { readonly accountId: string } {
  const { accountId, grant } = ownSession(request);
  const unit = grant?.unit;
  return {
    accountId,
    role: grant?.role ?? null,
    unit: unit === undefined ? null : unit.id === undefined ? unit.kind : `${unit.kind}/${unit.id}`,
    from: request.ip,
    requestId: request.id,
  };
}
