import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { disableAccount, enableAccount, getAccount } from "#src/access/accounts/account.ts";
import { resetFactors } from "#src/access/accounts/change-factors.ts";
import { resetPassword, unlockAccount } from "#src/access/accounts/change-password.ts";
import type { AccountContext, Actor } from "#src/access/accounts/context.ts";
import { createLocalAccount, type Handout } from "#src/access/accounts/credential.ts";
import { searchAccounts } from "#src/access/accounts/search-accounts.ts";
import { checkGrant, giveGrant, listGrantLines, revokeGrant } from "#src/access/grants/give-grant.ts";
import { roles } from "#src/access/roles/roles.ts";
import { jsonType, sendTagged } from "../etag.ts";
import { assertKnown, strings } from "../metrics/routes.ts";
import { assertKind, findOneOf, findSingle, getInteger, type Query } from "../read/parameters.ts";
import {
  administrator,
  assertNotOwn,
  grantBody,
  grantOf,
  manage,
  reasonBody,
  adminTags as tags,
  uuid,
} from "./shapes.ts";
import { nameUnits } from "./unit-names.ts";

const byAccount = z.object({ accountId: uuid });

/** Deeds on one account, for a reason. */
const deeds: Readonly<
  Record<
    string,
    {
      readonly summary: string;
      readonly operationId: string;
      readonly work: (
        context: AccountContext,
        accountId: string,
        reason: string,
        actor: Actor,
      ) => Promise<Handout | undefined>;
    }
  >
> = {
  disable: {
    operationId: "disableAccount",
    summary: "Khóa tài khoản; mọi phiên kết thúc ngay",
    work: async (...call) => void (await disableAccount(...call)),
  },
  enable: {
    operationId: "enableAccount",
    summary: "Mở lại tài khoản đã khóa",
    work: async (...call) => void (await enableAccount(...call)),
  },
  unlock: {
    operationId: "unlockAccount",
    summary: "Bỏ chặn do nhập sai nhiều lần",
    work: async (...call) => void (await unlockAccount(...call)),
  },
  "reset-password": {
    operationId: "resetAccountPassword",
    summary: "Cấp mật khẩu tạm, hiện một lần",
    work: (...call) => resetPassword(...call),
  },
  "reset-factors": {
    operationId: "resetAccountFactors",
    summary: "Gỡ các lớp xác thực của người mất điện thoại",
    work: async (...call) => void (await resetFactors(...call)),
  },
};

/**
 * People who sign in, and the roles they are given.
 * @param accounts over the owner's connections: a grant's unit is looked up in data that an administrator may not read
 */
export function registerAccountAdmin(app: FastifyInstance, accounts: AccountContext): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();

  app.get(
    "/api/v1/accounts",
    {
      config: manage,
      schema: {
        operationId: "listAccounts",
        tags,
        summary: "Tìm tài khoản theo tên, tên đăng nhập, vai trò, đơn vị",
        querystring: strings("q", "state", "role", "unitKind", "unitId", "limit", "cursor"),
      },
    },
    async (request, reply) => {
      const query = request.query as Query;
      assertKnown(query, ["q", "state", "role", "unitKind", "unitId", "limit", "cursor"]);
      const limit = getInteger(query, "limit", 50, 1, 200);
      const after = findSingle(query, "cursor");
      if (after !== undefined) assertKind("cursor", "uuid", after);
      const found = await searchAccounts(
        accounts.pool,
        {
          text: findSingle(query, "q")?.slice(0, 100),
          state: findOneOf(query, "state", ["active", "disabled"]),
          role: findOneOf(
            query,
            "role",
            roles.map(({ id }) => id),
          ),
          unitKind: findOneOf(query, "unitKind", ["city", "commune", "school", "none"]),
          unitId: findSingle(query, "unitId"),
        },
        { limit: limit + 1, after, now: accounts.clock.now() },
      );
      const data = found.slice(0, limit);
      await request.reader.record({
        action: "account.list",
        object: "account",
        detail: { rows: data.length },
      });
      const named = await nameUnits(
        request.reader,
        data.flatMap(({ grants }) => grants),
      );
      const body = JSON.stringify({
        data: data.map((one) => ({
          ...one,
          grants: one.grants.map((grant) => ({ ...grant, ...named(grant) })),
        })),
        cursor: found.length > limit ? data.at(-1)?.accountId : null,
      });
      return sendTagged(request, reply, body, jsonType);
    },
  );

  app.get(
    "/api/v1/account-roles",
    {
      config: manage,
      schema: { operationId: "listAccountRoles", tags, summary: "Các vai trò và đơn vị mỗi vai trò nhận" },
    },
    async (request, reply) =>
      sendTagged(
        request,
        reply,
        JSON.stringify({ data: roles.filter(({ id }) => id !== "public") }),
        jsonType,
      ),
  );

  typed.get(
    "/api/v1/accounts/:accountId",
    {
      config: manage,
      schema: {
        operationId: "getAccount",
        tags,
        summary: "Một tài khoản và mọi vai trò từng có",
        params: byAccount,
      },
    },
    async (request) => {
      const { accountId } = request.params;
      const account = await getAccount(accounts.pool, accountId);
      const grants = await listGrantLines(accounts.pool, accountId);
      await request.reader.record({ action: "account.read", object: `account/${accountId}` });
      const named = await nameUnits(request.reader, grants);
      const { personKey, ...shown } = account;
      return {
        ...shown,
        isBoundToPerson: personKey !== null,
        grants: grants.map((grant) => ({ ...grant, ...named(grant) })),
      };
    },
  );

  typed.post(
    "/api/v1/accounts",
    {
      config: manage,
      schema: {
        operationId: "createAccount",
        tags,
        summary: "Tạo tài khoản có tên đăng nhập; mật khẩu tạm hiện một lần",
        body: z.strictObject({
          userName: z.string().trim().min(3).max(60),
          displayName: z.string().trim().min(2).max(120),
          fromOutside: z.boolean().default(false).describe("Người ngoài ngành: luôn hai lớp, vai trò có hạn"),
          grant: grantBody.optional(),
        }),
      },
    },
    async (request, reply) => {
      const { userName, displayName, fromOutside, grant } = request.body;
      const wanted = grant === undefined ? undefined : grantOf(grant, accounts.clock.now());
      // A grant that is wrong leaves no account without one.
      if (wanted !== undefined)
        await checkGrant(accounts.pool, { kind: "person", mfaRequired: fromOutside }, wanted);
      const actor = administrator(request);
      const { account, ...handout } = await createLocalAccount(
        accounts,
        { userName, displayName, mfaRequired: fromOutside },
        actor,
      );
      const grantId =
        wanted === undefined ? null : await giveGrant(accounts, account.accountId, wanted, actor);
      return reply
        .code(201)
        .header("cache-control", "no-store")
        .header("location", `/api/v1/accounts/${account.accountId}`)
        .send({ accountId: account.accountId, ...handout, grantId });
    },
  );

  typed.post(
    "/api/v1/accounts/:accountId/grants",
    {
      config: manage,
      schema: {
        operationId: "giveGrant",
        tags,
        summary: "Giao một vai trò tại một đơn vị, có lý do",
        params: byAccount,
        body: grantBody,
      },
    },
    async (request, reply) => {
      const { accountId } = request.params;
      assertNotOwn(request, accountId);
      const grant = grantOf(request.body, accounts.clock.now());
      return reply
        .code(201)
        .send({ grantId: await giveGrant(accounts, accountId, grant, administrator(request)) });
    },
  );

  typed.post(
    "/api/v1/grants/:grantId/end",
    {
      config: manage,
      schema: {
        operationId: "endGrant",
        tags,
        summary: "Thu hồi một vai trò ngay, có lý do",
        params: z.object({ grantId: uuid }),
        body: reasonBody,
      },
    },
    async (request, reply) => {
      await revokeGrant(accounts, request.params.grantId, request.body.reason, administrator(request));
      return reply.code(204).send();
    },
  );

  for (const [name, { operationId, summary, work }] of Object.entries(deeds)) {
    typed.post(
      `/api/v1/accounts/:accountId/${name}`,
      { config: manage, schema: { operationId, tags, summary, params: byAccount, body: reasonBody } },
      async (request, reply) => {
        const { accountId } = request.params;
        assertNotOwn(request, accountId);
        const handout = await work(accounts, accountId, request.body.reason, administrator(request));
        reply.header("cache-control", "no-store");
        return handout === undefined ? reply.code(204).send() : reply.send(handout);
      },
    );
  }
}
