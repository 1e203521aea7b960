import type { FastifyRequest } from "fastify";
import type { AccountContext } from "#src/access/accounts/context.ts";
import type { Grant, Principal } from "#src/access/principal.ts";
import { findMachine, type Machine } from "#src/access/provider/machines.ts";
import { isBoundTo, type MutualTls } from "#src/access/provider/mutual-tls.ts";
import { publicScope, type Scope } from "#src/access/scope/reach.ts";
import {
  findSession,
  isOpenForSensitive,
  type Session,
  touchSession,
} from "#src/access/sessions/find-session.ts";
import { type CookieJar, readCookie } from "../sign-in/cookies.ts";
import type { Authenticate, SignedIn } from "./request-access.ts";
import type { ScopeMemory } from "./scope-memory.ts";

export interface AuthenticateParts {
  readonly accounts: AccountContext;
  readonly scopes: ScopeMemory;
  readonly cookies: CookieJar;
  /** Of the city's OpenID provider, which gives machines their tokens. */
  readonly issuer: string;
  readonly mutualTls?: MutualTls;
}

/**
 * Who sends a request: a machine by its token (RFC 6750), or a person by the session their browser holds. A token that
 * is not good is nobody, even beside a good cookie: whoever sends one means it.
 */
export function createAuthenticate(parts: AuthenticateParts): Authenticate {
  return async (request) => {
    const bearer = /^Bearer ([\w-]{1,200})$/i.exec(request.headers.authorization ?? "")?.[1];
    if (request.headers.authorization !== undefined)
      return bearer === undefined ? undefined : authenticateMachine(parts, request, bearer);
    const token = readCookie(request, parts.cookies.session);
    return token === undefined ? undefined : authenticateSession(parts, token);
  };
}

async function authenticateSession(parts: AuthenticateParts, token: string): Promise<SignedIn | undefined> {
  const { pool, clock, policyAt } = parts.accounts;
  const now = clock.now();
  const session = await findSession(pool, token, now);
  if (session === undefined) return undefined;
  const policy = policyAt(now);
  await touchSession(pool, session, now, policy);
  const principal = principalOf(session);
  return {
    principal,
    session,
    scope: principal === undefined ? publicScope : await scopeOfPrincipal(parts, principal),
    isOpenForSensitive: isOpenForSensitive(session, now, policy),
  };
}

function principalOf({ grant, ...session }: Session): Principal | undefined {
  if (grant === undefined) return undefined;
  const { accountId, displayName, sessionId, personKey } = session;
  return { accountId, displayName, sessionId, grant, ...(personKey === null ? {} : { personKey }) };
}

async function authenticateMachine(
  parts: AuthenticateParts,
  request: FastifyRequest,
  token: string,
): Promise<SignedIn | undefined> {
  const { pool, clock } = parts.accounts;
  const machine = await findMachine(pool, clock, parts.issuer, token);
  if (machine === undefined) return undefined;
  const { certificateThumbprint: thumbprint } = machine;
  // RFC 8705 §3: a bound token is worth nothing to who does not hold the certificate's key.
  if (thumbprint !== undefined && !isBoundTo(thumbprint, parts.mutualTls?.findCertificate(request.raw)))
    return undefined;
  const principal = machinePrincipal(machine, clock.now());
  return {
    principal,
    scope: await scopeOfPrincipal(parts, principal),
    isOpenForSensitive: true,
    scopes: machine.scopes,
  };
}

function machinePrincipal(
  { accountId, displayName, clientId, grantId, schoolId }: Machine,
  now: Date,
): Principal {
  const grant: Grant = {
    grantId,
    role: "vendorClient",
    unit: { kind: "school", id: schoolId },
    from: now.toISOString(),
  };
  return { accountId, displayName, clientId, grant };
}

const scopeOfPrincipal = ({ scopes }: AuthenticateParts, principal: Principal): Promise<Scope> =>
  scopes.get(principal);
