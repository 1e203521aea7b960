import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { createClient, listClients, setClientScopes } from "#src/access/accounts/client.ts";
import { replaceLeakedSecret, rotateClientSecret } from "#src/access/accounts/client-secret.ts";
import type { AccountContext } from "#src/access/accounts/context.ts";
import { getRole } from "#src/access/roles/roles.ts";
import { jsonType, sendTagged } from "../etag.ts";
import { administrator, manage, adminTags as tags } from "./shapes.ts";

const scopes = z.array(z.enum(getRole("vendorClient").may as [string, ...string[]])).min(1);
const byClient = z.object({ clientId: z.string().regex(/^[a-z0-9][a-z0-9-]{2,63}$/) });

/** Vendors' machines that call the API. Their schools are grants of their accounts. */
export function registerClientAdmin(app: FastifyInstance, accounts: AccountContext): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  app.get(
    "/api/v1/clients",
    {
      config: manage,
      schema: { operationId: "listClients", tags, summary: "Hệ thống gọi API: ai, bằng gì, được làm gì" },
    },
    async (request, reply) => {
      const clients = await listClients(accounts.pool);
      const { rows } = await accounts.pool.query<{
        accountId: string;
        schools: number;
        lastUsedAt: Date | null;
      }>(
        `select c.account_id as "accountId",
           (select count(*) from access.grant g where g.account_id = c.account_id and g.revoked_at is null
             and (g.valid_to is null or g.valid_to > $1))::integer as schools,
           (select max(s.last_used_at) from access.client_secret s where s.client_id = c.client_id) as "lastUsedAt"
         from access.client c`,
        [accounts.clock.now()],
      );
      const used = new Map(rows.map(({ accountId, ...rest }) => [accountId, rest]));
      const data = clients.map(({ jwks, ...client }) => ({
        ...client,
        keys: jwks?.keys.length ?? 0,
        ...used.get(client.accountId),
      }));
      return sendTagged(
        request,
        reply,
        JSON.stringify({ data, scopes: getRole("vendorClient").may }),
        jsonType,
      );
    },
  );
  typed.post(
    "/api/v1/clients",
    {
      config: manage,
      schema: {
        operationId: "createClient",
        tags,
        summary: "Thêm hệ thống gọi API bằng mã và khóa; khóa hiện một lần",
        body: z.strictObject({
          clientId: byClient.shape.clientId,
          displayName: z.string().trim().min(2).max(120),
          sourceSystem: z.string().min(1).max(60).optional(),
          scopes,
        }),
      },
    },
    async (request, reply) => {
      const { sourceSystem, ...wanted } = request.body;
      const { client, secret } = await createClient(
        accounts,
        {
          ...wanted,
          ...(sourceSystem === undefined ? {} : { sourceSystem }),
          auth: { method: "client_secret" },
        },
        administrator(request),
      );
      return reply
        .code(201)
        .header("cache-control", "no-store")
        .send({ clientId: client.clientId, accountId: client.accountId, secret });
    },
  );
  typed.put(
    "/api/v1/clients/:clientId/scopes",
    {
      config: manage,
      schema: {
        operationId: "setClientScopes",
        tags,
        summary: "Đặt lại phạm vi của hệ thống",
        params: byClient,
        body: z.strictObject({ scopes }),
      },
    },
    async (request, reply) => {
      await setClientScopes(accounts, request.params.clientId, request.body.scopes, administrator(request));
      return reply.code(204).send();
    },
  );
  for (const [name, operationId, summary, work] of [
    ["rotate", "rotateClientSecret", "Cấp khóa mới; khóa cũ dùng thêm vài ngày", rotateClientSecret],
    ["leaked", "replaceLeakedSecret", "Khóa bị lộ: mọi khóa cũ hết ngay, cấp khóa mới", replaceLeakedSecret],
  ] as const)
    typed.post(
      `/api/v1/clients/:clientId/${name}`,
      { config: manage, schema: { operationId, tags, summary, params: byClient } },
      async (request, reply) => {
        const secret = await work(accounts, request.params.clientId, administrator(request));
        return reply.header("cache-control", "no-store").send({ clientId: request.params.clientId, secret });
      },
    );
}
