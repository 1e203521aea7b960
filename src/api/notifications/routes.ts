import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { markRead, readNotifications } from "#src/access/notifications/read-notifications.ts";
import type { Clock } from "#src/platform/clock.ts";
import { HpError } from "#src/platform/errors.ts";
import { inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import { jsonType, sendTagged } from "../etag.ts";

/** As many as a person looks through. */
const shown = 100;
const body = z.union([
  z.strictObject({ all: z.literal(true) }),
  z.strictObject({ ids: z.array(z.guid()).min(1).max(shown) }),
]);

/**
 * What the signed-in account was told. A page asks every half minute with the tag it has: an answer without news has
 * no body, which on a phone's line costs less than a stream that is held open.
 * @param pool of the owner; every statement names the account that asks
 */
export function registerNotifications(app: FastifyInstance, pool: Pool, clock: Clock): void {
  app.get(
    "/api/v1/me/notifications",
    {
      config: { access: "signedIn" },
      schema: {
        operationId: "listNotifications",
        tags: ["account"],
        summary: "Thông báo của tôi, mới nhất trước; hỏi lại bằng ETag",
      },
    },
    async (request, reply) => {
      const told = await readNotifications(pool, accountOf(request), shown);
      return sendTagged(request, reply, JSON.stringify({ ...told, next: null }), jsonType);
    },
  );

  app.withTypeProvider<ZodTypeProvider>().post(
    "/api/v1/me/notifications/read",
    {
      config: { access: "signedIn" },
      schema: {
        operationId: "markNotificationsRead",
        tags: ["account"],
        summary: "Đánh dấu đã đọc: một số, hoặc tất cả",
        body,
      },
    },
    async (request) => {
      const accountId = accountOf(request);
      const asked = request.body;
      await inTransaction(pool, (client) =>
        markRead(client, accountId, "all" in asked ? "all" : asked.ids, clock.now()),
      );
      return { unread: (await readNotifications(pool, accountId, 0)).unread };
    },
  );
}

/** @throws HpError `sign-in-needed` for who has no account: a machine's token without one */
function accountOf({ session, principal }: FastifyRequest): string {
  const accountId = session?.accountId ?? principal?.accountId;
  if (accountId === undefined) throw new HpError("sign-in-needed");
  return accountId;
}
