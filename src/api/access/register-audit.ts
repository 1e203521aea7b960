import type { FastifyInstance, FastifyRequest } from "fastify";
import { type Actor, recorderOf } from "#src/access/audit/actor.ts";
import { useAuditKey } from "#src/access/audit/audit-key.ts";
import { systemClock } from "#src/platform/clock.ts";
import type { RecordDeed } from "#src/platform/deed.ts";
import { getOrCreateKey } from "#src/platform/keys.ts";
import { inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import { loggable, toHpError } from "../problems/problem.ts";
import { purposeOf } from "./purpose-of.ts";
import { RefusalLimit } from "./refusal-limit.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Writes down what the caller does, in the transaction it is done in. */
    recordDeed: RecordDeed;
  }
}

/**
 * Puts on every request whom the audit names, so that each look and each change is written down where it happens; and
 * writes down what was refused or failed, which has no transaction of its own. Comes after `registerAccess`.
 * @param pool connections of the role that owns nothing: it may append to the audit and nothing else
 */
export function registerAudit(app: FastifyInstance, pool: Pool, keysDir: string): void {
  useAuditKey(getOrCreateKey(keysDir, "audit"));
  const limit = new RefusalLimit();
  app.decorateRequest("recordDeed", null as unknown as RecordDeed);
  app.addHook("onRequest", async (request) => {
    request.recordDeed = recorderOf(actorIn(request, purposeOf), systemClock);
    request.reader = request.reader.recordedBy(request.recordDeed);
  });
  app.addHook("onError", async (request, _reply, error) => {
    const result = resultOf(request, error);
    if (result === undefined) return;
    const skipped = request.principal === undefined ? limit.take(Date.now()) : 0;
    if (skipped === undefined) return;
    try {
      await inTransaction(pool, (client) =>
        recorderOf(actorIn(request), systemClock)(client, {
          action: String(request.routeOptions.config.access),
          object: null,
          result,
          subjects: uuidsOf(request.params),
          detail: {
            route: `${request.method} ${request.routeOptions.url}`,
            code: toHpError(error, request).code,
            ...(skipped === 0 ? {} : { skipped }),
          },
        }),
      );
    } catch (failure) {
      // Nothing was shown or changed; the refusal goes out whether or not it could be recorded.
      request.log.error({ requestId: request.id, error: loggable(failure) }, "a refusal was not recorded");
    }
  });
}

function actorIn(request: FastifyRequest, findPurpose?: typeof purposeOf): Actor {
  const { principal } = request;
  const unit = principal?.grant.unit;
  return {
    accountId: principal?.accountId ?? null,
    role: principal?.grant.role ?? "public",
    unit: unit === undefined ? null : unit.id === undefined ? unit.kind : `${unit.kind}/${unit.id}`,
    purpose: principal === undefined ? null : (findPurpose?.(request, principal.grant.role) ?? null),
    from: request.ip,
    requestId: request.id,
  };
}

const reads: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** A refusal, or a change that failed; a read that failed has shown nothing. Routes that anybody may call don't count. */
function resultOf(request: FastifyRequest, error: Error): "refused" | "failed" | undefined {
  const { access } = request.routeOptions.config;
  if (access === undefined || ["public", "optional", "signedIn"].includes(access)) return undefined;
  const { status } = toHpError(error, request);
  // 404 too: what one may not know of is answered like what is not there.
  if ([401, 403, 404].includes(status)) return "refused";
  return reads.has(request.method) ? undefined : "failed";
}

/** Ids that were asked for, in the address alone. */
function uuidsOf(params: unknown): readonly string[] {
  const values = Object.values((params ?? {}) as Readonly<Record<string, string>>);
  return values.filter((value) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value));
}
