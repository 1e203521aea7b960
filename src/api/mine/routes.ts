import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { recordConsent } from "#src/access/privacy/consent/ledger.ts";
import { requestKinds } from "#src/access/privacy/rights/deadlines.ts";
import { acceptRequest, askForProof, cancelRequest, openRequest } from "#src/access/privacy/rights/handle.ts";
import { getRequest } from "#src/access/privacy/rights/request.ts";
import { getSubject, personEntities } from "#src/access/privacy/subject.ts";
import { HpError } from "#src/platform/errors.ts";
import { inTransaction } from "#src/platform/postgres/pool.ts";
import { handOver } from "./hand-over.ts";
import { actOf, isVouched, ownPersonOf } from "./mine.ts";
import type { MineParts } from "./parts.ts";
import { readPersonStory } from "./read-person.ts";
import { tellPerson, tellRequest } from "./tell-person.ts";

const path = "/api/v1/me/people/:entity/:recordId";
const person = z.object({ entity: z.enum(personEntities), recordId: z.guid() });
const ofRequest = person.extend({ requestId: z.guid() });
const config = { access: "rights.ask" as const };
const tags = ["learner"];

/** `/api/v1/me/people`: what is held about oneself and one's children, consent, and requests about it (NĐ 356/2025). */
export function registerMine(app: FastifyInstance, parts: MineParts): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const { pool, clock } = parts;

  typed.get(
    path,
    {
      config,
      schema: {
        operationId: "getOwnPerson",
        tags,
        summary: "Hồ sơ của tôi, của con: quá trình học, đồng ý, yêu cầu",
        params: person,
      },
    },
    async (request, reply) => {
      const at = clock.now();
      const story = await readPersonStory(request.reader, pool, ownPersonOf(request), at);
      return reply.header("cache-control", "no-store").send(tellPerson(story, at));
    },
  );

  typed.post(
    `${path}/consents`,
    {
      config,
      schema: {
        operationId: "sayConsent",
        tags,
        summary: "Đồng ý hoặc rút lại, cho một việc",
        params: person,
        body: z.strictObject({ purpose: z.string().max(60), act: z.enum(["give", "withdraw"]) }),
      },
    },
    async (request, reply) => {
      const { subject, by } = ownPersonOf(request);
      const { purpose, act } = request.body;
      await inTransaction(pool, (client) =>
        recordConsent(client, { subject, purpose, act, by, channel: "portal" }, actOf(request, clock)),
      );
      return reply.code(201).send({ purpose, act });
    },
  );

  typed.post(
    `${path}/requests`,
    {
      config,
      schema: {
        operationId: "askRight",
        tags,
        summary: "Yêu cầu về dữ liệu: xem, bản sao, xóa, hạn chế, phản đối",
        params: person,
        body: z.strictObject({
          kind: z.enum(requestKinds),
          purposes: z.array(z.string().max(60)).max(40).optional(),
          detail: z.string().trim().max(4_000).optional(),
          childAgrees: z.boolean().optional().describe("Con từ 7 tuổi cũng đồng ý"),
        }),
      },
    },
    async (request, reply) => {
      const requestId = await ask(parts, request, request.body);
      return reply.code(201).send(tellRequest(await getRequest(pool, requestId)));
    },
  );

  typed.post(
    `${path}/requests/:requestId/withdrawal`,
    {
      config,
      schema: { operationId: "withdrawRight", tags, summary: "Rút yêu cầu về dữ liệu", params: ofRequest },
    },
    async (request) => {
      const requestId = await ownRequestId(parts, request);
      await inTransaction(pool, (client) => cancelRequest(client, requestId, actOf(request, clock)));
      return tellRequest(await getRequest(pool, requestId));
    },
  );

  typed.post(
    `${path}/requests/:requestId/copy`,
    {
      config,
      schema: {
        operationId: "takeCopy",
        tags,
        summary: "Nhận bản sao dữ liệu, PDF hoặc JSON",
        params: ofRequest,
        body: z.strictObject({ as: z.enum(["pdf", "json"]) }),
      },
    },
    async (request, reply) =>
      handOver(parts, request, reply, await ownRequestId(parts, request), request.body.as),
  );
}

interface Asked {
  readonly kind: (typeof requestKinds)[number];
  readonly purposes?: readonly string[] | undefined;
  readonly detail?: string | undefined;
  readonly childAgrees?: boolean | undefined;
}

/**
 * A request about the person's data. Who came by VNeID is proven, so the term runs at once.
 * @throws HpError `body-invalid` for a correction, which has a way of its own (correction-requests/)
 */
async function ask(parts: MineParts, request: FastifyRequest, asked: Asked): Promise<string> {
  const { subject, by } = ownPersonOf(request);
  if (asked.kind === "correct") throw new HpError("body-invalid", { pointer: "/kind" });
  const act = actOf(request, parts.clock);
  const { kind, purposes = [], detail = "" } = asked;
  return inTransaction(parts.pool, async (client) => {
    const requestId = await openRequest(
      client,
      parts.keyring,
      {
        kind,
        subject,
        askedBy: by === "self" ? "self" : "representative",
        ...(by === "self" ? {} : by),
        channel: "portal",
        purposes,
        fields: [],
        ...(detail === "" ? {} : { detail }),
      },
      act,
    );
    if (isVouched(request))
      await acceptRequest(
        client,
        requestId,
        { proof: "vneid", childAgrees: asked.childAgrees === true },
        act,
      );
    else await askForProof(client, requestId, act);
    return requestId;
  });
}

/** The id of a request about the person in the address; another's looks like none. */
async function ownRequestId({ pool }: MineParts, request: FastifyRequest): Promise<string> {
  const { requestId } = request.params as { requestId: string };
  const { subject } = ownPersonOf(request);
  const notFound = new HpError("record-not-found", { id: requestId.slice(0, 60), dataset: "rightsRequest" });
  const found = await getRequest(pool, requestId).catch(() => undefined);
  const { ids } = await getSubject(pool, subject);
  if (found === undefined || found.entity !== subject.entity || !ids.includes(found.recordId)) throw notFound;
  return requestId;
}
