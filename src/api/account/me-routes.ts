import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { signOutOfEndedSessions } from "#src/access/provider/logout.ts";
import { getRole } from "#src/access/roles/roles.ts";
import { listGrants } from "#src/access/sessions/acting-grant.ts";
import { listSessions, revokeSession, revokeSessions } from "#src/access/sessions/list-sessions.ts";
import { HpError } from "#src/platform/errors.ts";
import { clearCookie } from "../sign-in/cookies.ts";
import type { SignInParts } from "../sign-in/flow.ts";
import { whenceOf } from "../sign-in/mount-provider.ts";
import { offeredRoles } from "../sign-in/offered-roles.ts";
import type { OfferedRole } from "../sign-in/pages.ts";
import { ownActor, ownSession } from "./own-session.ts";

const tags = ["account"];
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Who asks, as JSON: for pages of others on this host and for programs that act in a person's browser. */
export function registerMe(app: FastifyInstance, { accounts, city, cookies }: SignInParts): void {
  const signedIn = { access: "signedIn" as const };
  app.get(
    "/api/v1/me",
    { config: signedIn, schema: { operationId: "getMe", tags, summary: "Tôi là ai, trong vai trò nào" } },
    async (request) => {
      const session = ownSession(request);
      const [acting] = await offeredRoles(request.reader, session.grant === undefined ? [] : [session.grant]);
      return {
        accountId: session.accountId,
        displayName: session.displayName,
        role: acting === undefined ? null : tellRole(acting),
        session: {
          sessionId: session.sessionId,
          methods: session.proofs.map(({ method }) => method),
          provedAt: session.provedAt,
          expiresAt: session.expiresAt,
        },
      };
    },
  );
  app.get(
    "/api/v1/me/roles",
    { config: signedIn, schema: { operationId: "listMyRoles", tags, summary: "Các vai trò của tôi" } },
    async (request) => {
      const { accountId, grant } = ownSession(request);
      const grants = await listGrants(accounts.pool, accountId, accounts.clock.now());
      const offered = await offeredRoles(request.reader, grants);
      return {
        data: offered.map((one) => ({ ...tellRole(one), isActing: one.grant.grantId === grant?.grantId })),
      };
    },
  );
  app.get(
    "/api/v1/me/sessions",
    {
      config: signedIn,
      schema: { operationId: "listMySessions", tags, summary: "Tôi đang đăng nhập ở đâu" },
    },
    async (request) => {
      const { accountId, sessionId } = ownSession(request);
      const sessions = await listSessions(accounts.pool, accountId, accounts.clock.now());
      return { data: sessions.map((one) => ({ ...one, isThis: one.sessionId === sessionId })) };
    },
  );
  app.withTypeProvider<ZodTypeProvider>().post(
    "/api/v1/me/sessions/end",
    {
      preValidation: async (request) => void ownSession(request),
      config: signedIn,
      schema: {
        operationId: "endMySessions",
        tags,
        summary: "Đăng xuất mọi nơi khác, hoặc mọi nơi",
        body: z.strictObject({ which: z.enum(["others", "all"]) }),
      },
    },
    async (request, reply) => {
      const { accountId, sessionId } = ownSession(request);
      const { which } = request.body;
      await revokeSessions(accounts, accountId, ownActor(request), which === "all" ? undefined : sessionId);
      await signOutOfEndedSessions(city, whenceOf(request), accountId);
      if (which === "all") clearCookie(reply, cookies, cookies.session, "/");
      return reply.code(204).send();
    },
  );

  app.delete(
    "/api/v1/me/sessions/:sessionId",
    {
      config: signedIn,
      schema: {
        operationId: "endMySession",
        tags,
        summary: "Đăng xuất một nơi",
        params: { type: "object", properties: { sessionId: { type: "string" } } },
      },
    },
    async (request, reply) => {
      const { accountId } = ownSession(request);
      const { sessionId } = request.params as { sessionId: string };
      if (!uuid.test(sessionId)) throw new HpError("session-not-found");
      await revokeSession(accounts, accountId, sessionId, ownActor(request));
      await signOutOfEndedSessions(city, whenceOf(request), accountId);
      return reply.code(204).send();
    },
  );
}

function tellRole({ grant, unit }: OfferedRole): object {
  const { title } = getRole(grant.role);
  return {
    grantId: grant.grantId,
    role: grant.role,
    title,
    unit: { ...grant.unit, ...(unit === undefined ? {} : { name: unit }) },
    from: grant.from,
    to: grant.to ?? null,
  };
}
