import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { type Desk, findDeskOf, firstDesk } from "#src/access/helpdesk/desk.ts";
import { moveTicket, openTicket } from "#src/access/helpdesk/move.ts";
import {
  getTicket,
  readSteps,
  readTicketsAt,
  readTicketsOf,
  type Ticket,
  ticketKinds,
} from "#src/access/helpdesk/ticket.ts";
import type { Principal } from "#src/access/principal.ts";
import { roles } from "#src/access/roles/roles.ts";
import type { Clock } from "#src/platform/clock.ts";
import { HpError } from "#src/platform/errors.ts";
import { inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import { actOf } from "../mine/mine.ts";

interface HelpdeskParts {
  /** Of the owner: tickets are nobody's rows; whose they are is checked here. */
  readonly pool: Pool;
  readonly keyring: Keyring;
  readonly clock: Clock;
}

const config = { access: "signedIn" as const };
const tags = ["account"];
const shown = 100;
const text = z.string().trim().min(1).max(4_000);
const params = z.object({ ticketId: z.guid() });

/** Feedback of everybody who has signed in, and the desks of school, commune and department that answer it. */
export function registerHelpdesk(app: FastifyInstance, parts: HelpdeskParts): void {
  const { pool, keyring, clock } = parts;
  const typed = app.withTypeProvider<ZodTypeProvider>();

  app.get(
    "/api/v1/me/tickets",
    { config, schema: { operationId: "listOwnTickets", tags, summary: "Góp ý tôi đã gửi, từng bước" } },
    async (request, reply) => {
      const { accountId } = whoAsks(request);
      const data = await tell(parts, await readTicketsOf(pool, accountId, shown));
      return reply.header("cache-control", "no-store").send({ data, next: null });
    },
  );

  typed.post(
    "/api/v1/me/tickets",
    {
      config,
      schema: {
        operationId: "sendTicket",
        tags,
        summary: "Gửi góp ý, báo lỗi",
        body: z.strictObject({
          kind: z.enum(ticketKinds),
          page: z.string().regex(/^\//).max(300).describe("Trang đang xem; mã hồ sơ trong đó bị bỏ"),
          text,
        }),
      },
    },
    async (request, reply) => {
      const { accountId, grant } = whoAsks(request);
      const ticketId = await inTransaction(pool, async (client) => {
        const desk = await firstDesk(client, grant.role, grant.unit);
        const ticket = { ...request.body, accountId, role: grant.role, desk };
        return openTicket(client, keyring, ticket, actOf(request, clock));
      });
      return reply.code(201).send((await tell(parts, [await getTicket(pool, ticketId)]))[0]);
    },
  );

  typed.post(
    "/api/v1/me/tickets/:ticketId/steps",
    {
      config,
      schema: {
        operationId: "replyTicket",
        tags,
        summary: "Nói thêm, hoặc khép góp ý của mình",
        params,
        body: z.strictObject({ action: z.enum(["reply", "close"]), text: text.optional() }),
      },
    },
    async (request) => {
      const { ticketId } = request.params;
      const { action, text: said } = request.body;
      if (action === "reply" && said === undefined) throw new HpError("argument-missing", { name: "text" });
      await inTransaction(pool, async (client) => {
        const ticket = await getTicket(client, ticketId);
        if (ticket.accountId !== whoAsks(request).accountId) throw notFound(ticketId);
        await moveTicket(
          client,
          keyring,
          ticketId,
          { action, by: "asker", text: said },
          actOf(request, clock),
        );
      });
      return (await tell(parts, [await getTicket(pool, ticketId)]))[0];
    },
  );

  app.get(
    "/api/v1/tickets",
    { config, schema: { operationId: "listTickets", tags, summary: "Góp ý đơn vị tôi cần trả lời" } },
    async (request, reply) => {
      const desk = deskOf(request);
      const tickets = desk === undefined ? [] : await readTicketsAt(pool, desk, shown);
      return reply
        .header("cache-control", "no-store")
        .send({ desk: desk ?? null, data: await tell(parts, tickets), next: null });
    },
  );

  typed.post(
    "/api/v1/tickets/:ticketId/steps",
    {
      config,
      schema: {
        operationId: "handleTicket",
        tags,
        summary: "Trả lời, chuyển lên cấp trên, hoặc khép một góp ý",
        params,
        body: z.strictObject({ action: z.enum(["answer", "escalate", "close"]), text }),
      },
    },
    async (request) => {
      const { ticketId } = request.params;
      const { action, text: said } = request.body;
      await inTransaction(pool, async (client) => {
        const desk = deskOf(request);
        const ticket = await getTicket(client, ticketId, true);
        if (desk === undefined || desk.tier !== ticket.tier || desk.unitId !== ticket.unitId)
          throw notFound(ticketId);
        const act = actOf(request, clock);
        await moveTicket(client, keyring, ticketId, { action, by: "handler", text: said }, act);
      });
      return (await tell(parts, [await getTicket(pool, ticketId)]))[0];
    },
  );
}

const notFound = (ticketId: string): HpError =>
  new HpError("record-not-found", { id: ticketId, dataset: "ticket" });

/** @throws HpError `sign-in-needed` for who has no role */
function whoAsks({ principal }: FastifyRequest): Principal {
  if (principal === undefined) throw new HpError("sign-in-needed");
  return principal;
}

function deskOf(request: FastifyRequest): Desk | undefined {
  const { role, unit } = whoAsks(request).grant;
  return findDeskOf(role, unit);
}

async function tell({ pool, keyring }: HelpdeskParts, tickets: readonly Ticket[]) {
  const told = [];
  for (const { accountId: _, role, ...ticket } of tickets)
    told.push({
      ...ticket,
      roleTitle: roles.find(({ id }) => id === role)?.title ?? { vi: role, en: role },
      steps: await readSteps(pool, keyring, ticket.ticketId),
    });
  return told;
}
