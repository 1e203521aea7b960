import { randomUUID } from "node:crypto";
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import { validatorCompiler as zodValidator } from "fastify-type-provider-zod";
import { z } from "zod";
import { datasets } from "#src/domains/catalogue.ts";
import type { Config, Folders } from "#src/platform/config.ts";
import type { Log } from "#src/platform/log.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import { type Authenticate, registerAccess } from "./access/request-access.ts";
import { registerDocs } from "./docs/routes.ts";
import { assertLoopback, registerGuard, registerSecurityHeaders } from "./guard.ts";
import { registerHealth } from "./health.ts";
import { DecisionRuns } from "./identity/decision-runs.ts";
import { registerIdentityReadRoutes } from "./identity/read-routes.ts";
import { registerIdentityRoutes } from "./identity/routes.ts";
import { registerOpenapi } from "./openapi/document.ts";
import { registerIdentityPages } from "./pages/identity-routes.ts";
import { registerPages } from "./pages/routes.ts";
import { registerProblems } from "./problems/plugin.ts";
import { sendProblem, toHpError } from "./problems/problem.ts";
import { readIndexes } from "./read/indexes.ts";
import { createResource } from "./read/resource.ts";
import { registerReadRoutes } from "./read/routes.ts";
import { registerReconciliationReadRoutes } from "./reconciliation/read-routes.ts";
import { registerReconciliationRoutes } from "./reconciliation/routes.ts";
import { registerReviewRoutes } from "./reviews/routes.ts";
import { registerRunEvents } from "./runs/events.ts";
import type { Services } from "./services.ts";
import { registerUploadRoutes } from "./uploads/routes.ts";

export interface AppParts {
  /** The owner's connections, for what the program does by itself: runs, decisions, health. */
  readonly pool: Pool;
  /** Connections of the role that owns nothing: everything a person sees is read through these. */
  readonly appPool: Pool;
  readonly authenticate: Authenticate;
  readonly config: Config;
  readonly folders: Folders;
  readonly log: Log;
  readonly services: Services;
}

/** Largest JSON body; files come by `PATCH /api/v1/uploads/{id}`, which streams and has its own limit. */
const bodyLimit = 256 * 1024;

/** The HTTP application. It does not listen yet; `app.ready()` reads which sorts the database can serve. */
export function createApp(parts: AppParts): FastifyInstance {
  assertLoopback(parts.config);
  const app = fastify({
    loggerInstance: parts.log as FastifyBaseLogger,
    // Fastify's own request lines hold addresses, and addresses hold names that were searched for.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit,
    // Nothing has a limit by itself (architecture §8): a slow or silent client must not hold a socket for ever.
    connectionTimeout: 120_000,
    requestTimeout: 300_000,
    keepAliveTimeout: 10_000,
    handlerTimeout: 30_000,
    http: { maxHeaderSize: 16_384, headersTimeout: 20_000 },
    routerOptions: { maxParamLength: 1_000 },
    forceCloseConnections: true,
    // Addresses the router can't read never reach a route, a hook or the error handler.
    frameworkErrors: (error, request, reply) => {
      sendProblem(reply, toHpError(error, request));
    },
  });
  // A form on another site can post text/plain without asking first; nothing here wants it.
  app.removeContentTypeParser("text/plain");
  registerGuard(app);
  registerSecurityHeaders(app);
  registerProblems(app);
  registerAccess(app, parts.appPool, parts.authenticate);
  app.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
  });
  app.addHook("onResponse", async (request, reply) => {
    request.log.info(
      {
        requestId: request.id,
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      "request",
    );
  });

  app.register(async (scope) => {
    const indexes = await readIndexes(parts.pool);
    const resources = datasets.map((target) => createResource(target, indexes.get(target.table)));
    await registerOpenapi(scope, resources);
    setCompilers(scope);
    registerReadRoutes(scope, resources);
    registerReviewRoutes(scope, parts, resources);
    const runs = new DecisionRuns(parts.services, parts.log);
    scope.addHook("onClose", async () => runs.close());
    registerIdentityReadRoutes(scope);
    registerIdentityRoutes(scope, parts.pool, runs);
    registerReconciliationReadRoutes(scope);
    registerReconciliationRoutes(scope, parts.pool, runs);
    registerUploadRoutes(scope, parts);
    registerRunEvents(scope, parts);
    registerHealth(scope, parts.pool, parts.folders.root);
    await registerDocs(scope);
    await registerPages(scope, resources);
    registerIdentityPages(scope, parts.pool, runs);
  });
  return app;
}

/**
 * Only routes that declare a zod type are validated; the others' JSON Schemas are documentation, their parameters
 * are read by code that can say in Vietnamese what is wrong. Set in the scope that holds the shared schemas:
 * Fastify builds new compilers for a scope with schemas of its own.
 */
function setCompilers(scope: FastifyInstance): void {
  scope.setValidatorCompiler((route) =>
    route.schema instanceof z.ZodType
      ? zodValidator(route as Parameters<typeof zodValidator>[0])
      : () => true,
  );
  scope.setSerializerCompiler(() => JSON.stringify);
}
