import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { listDueReviews, recordReview } from "#src/access/accounts/access-review.ts";
import type { AccountContext } from "#src/access/accounts/context.ts";
import { jsonType, sendTagged } from "../etag.ts";
import { administrator, manage, adminTags as tags, uuid } from "./shapes.ts";
import { nameUnits } from "./unit-names.ts";

const perPage = 100;

/** Every half year somebody looks whether each role is still needed. */
export function registerGrantReviews(app: FastifyInstance, accounts: AccountContext): void {
  app.get(
    "/api/v1/grants/due",
    {
      config: manage,
      schema: {
        operationId: "listDueGrantReviews",
        tags,
        summary: "Vai trò đến hạn xem lại, lâu nhất trước",
      },
    },
    async (request, reply) => {
      const due = await listDueReviews(accounts, { limit: perPage });
      await request.reader.record({
        action: "account.list",
        object: "account",
        detail: { rows: due.length },
      });
      const named = await nameUnits(request.reader, due);
      return sendTagged(
        request,
        reply,
        JSON.stringify({
          data: due.map((one) => ({ ...one, ...named(one) })),
          isCut: due.length === perPage,
        }),
        jsonType,
      );
    },
  );
  app.withTypeProvider<ZodTypeProvider>().post(
    "/api/v1/grants/:grantId/review",
    {
      config: manage,
      schema: {
        operationId: "reviewGrant",
        tags,
        summary: "Ghi kết quả xem lại: còn cần, hay thu hồi",
        params: z.object({ grantId: uuid }),
        body: z.strictObject({
          verdict: z.enum(["keep", "revoke"]),
          reason: z.string().trim().min(1).max(500),
        }),
      },
    },
    async (request, reply) => {
      const { verdict, reason } = request.body;
      await recordReview(accounts, request.params.grantId, verdict, reason, administrator(request));
      return reply.code(204).send();
    },
  );
}
