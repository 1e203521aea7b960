import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { recordAudit } from "#src/access/audit/record.ts";
import { acceptRequest, askForProof, cancelRequest, openRequest } from "#src/access/privacy/rights/handle.ts";
import { getRequest, readRequestsOf } from "#src/access/privacy/rights/request.ts";
import { writeNote } from "#src/access/privacy/rights/sealed-notes.ts";
import { getSubject, personEntities } from "#src/access/privacy/subject.ts";
import { getDataset } from "#src/domains/catalogue.ts";
import { getField } from "#src/domains/dictionary/dataset.ts";
import { findMendable } from "#src/domains/mendable.ts";
import { HpError } from "#src/platform/errors.ts";
import { inTransaction } from "#src/platform/postgres/pool.ts";
import { readCell } from "../corrections/read-cell.ts";
import { refusalText } from "../corrections/refusals.ts";
import { actOf, isVouched, ownPersons } from "../mine/mine.ts";
import { addEvidence, evidenceTypes, maxEvidenceMb } from "./evidence.ts";
import type { RequestParts } from "./parts.ts";
import { type CorrectionRequest, describeRequest } from "./read-requests.ts";
import { tellSchool } from "./tell-school.ts";

const body = z.strictObject({
  entity: z.enum(personEntities),
  recordId: z.guid(),
  fields: z
    .array(z.strictObject({ field: z.string().min(1).max(60), value: z.string().max(500).optional() }))
    .min(1)
    .max(30)
    .describe("Điều gì chưa đúng, và thế nào mới đúng"),
  detail: z.string().trim().max(4_000).optional(),
  childAgrees: z.boolean().optional().describe("Con từ 7 tuổi cũng đồng ý"),
});

/** What parents, learners and teachers ask to have put right about themselves and their children, and what became of it. */
export function registerOwnRequests(app: FastifyInstance, parts: RequestParts): void {
  const { pool, keyring, clock } = parts;
  const typed = app.withTypeProvider<ZodTypeProvider>();

  typed.post(
    "/api/v1/me/correction-requests",
    {
      config: { access: "rights.ask" },
      schema: {
        operationId: "askCorrection",
        tags: ["learner"],
        summary: "Đề nghị sửa thông tin của mình hoặc của con",
        body,
      },
    },
    async (request, reply) => {
      const { entity, recordId, fields, detail, childAgrees } = request.body;
      const person = ownPersons(request).find(
        ({ subject }) => subject.entity === entity && subject.recordId === recordId,
      );
      if (person === undefined) throw new HpError("record-not-found", { id: recordId, dataset: entity });
      const proposed = readProposed(entity, fields);
      const act = actOf(request, clock);
      const requestId = await inTransaction(pool, async (client) => {
        const opened = await openRequest(
          client,
          keyring,
          {
            kind: "correct",
            subject: person.subject,
            askedBy: person.by === "self" ? "self" : "representative",
            ...(person.by === "self" ? {} : person.by),
            channel: "portal",
            fields: fields.map(({ field }) => `${entity}.${field}`),
            ...(detail === undefined || detail === "" ? {} : { detail }),
          },
          act,
        );
        await writeNote(client, keyring, opened, "proposed", JSON.stringify(proposed));
        if (isVouched(request))
          await acceptRequest(client, opened, { proof: "vneid", childAgrees: childAgrees === true }, act);
        else await askForProof(client, opened, act);
        await tellSchool(client, await getRequest(client, opened), act);
        return opened;
      });
      return reply.code(201).send(await describeRequest(pool, keyring, await getRequest(pool, requestId)));
    },
  );

  app.get(
    "/api/v1/me/correction-requests",
    {
      config: { access: "rights.ask" },
      schema: {
        operationId: "listOwnCorrectionRequests",
        tags: ["learner"],
        summary: "Các đề nghị sửa đã gửi",
      },
    },
    async (request, reply) => {
      const data: CorrectionRequest[] = [];
      for (const { subject } of ownPersons(request)) {
        const known = await getSubject(pool, subject).catch(() => undefined);
        if (known === undefined) continue;
        const found = await readRequestsOf(pool, known.entity, known.ids);
        for (const one of found.filter(({ kind }) => kind === "correct"))
          data.push(await describeRequest(pool, keyring, one));
      }
      await inTransaction(pool, (client) =>
        request.recordDeed(client, {
          action: "mine.list",
          object: null,
          subjects: [...new Set(data.map(({ recordId }) => recordId))],
          detail: { requests: data.length },
        }),
      );
      data.sort((a, b) => b.receivedAt.getTime() - a.receivedAt.getTime());
      return reply.header("cache-control", "no-store").send({ data, next: null });
    },
  );

  typed.post(
    "/api/v1/me/correction-requests/:requestId/withdrawal",
    {
      config: { access: "rights.ask" },
      schema: {
        operationId: "withdrawCorrectionRequest",
        tags: ["learner"],
        summary: "Rút đề nghị sửa",
        params: z.object({ requestId: z.guid() }),
      },
    },
    async (request) => {
      const { requestId } = request.params;
      await assertOwn(parts, request, requestId);
      await inTransaction(pool, (client) => cancelRequest(client, requestId, actOf(request, clock)));
      return describeRequest(pool, keyring, await getRequest(pool, requestId));
    },
  );

  app.register(async (scope) => {
    // Bytes as they are; what they are is told by their own beginning, not by this header.
    for (const type of evidenceTypes)
      scope.addContentTypeParser(
        type,
        { parseAs: "buffer", bodyLimit: maxEvidenceMb * 2 ** 20 + 1 },
        (_request, content, done) => done(null, content),
      );
    scope.post(
      "/api/v1/me/correction-requests/:requestId/evidence",
      {
        config: { access: "rights.ask" },
        bodyLimit: maxEvidenceMb * 2 ** 20 + 1,
        schema: {
          operationId: "addRequestEvidence",
          tags: ["learner"],
          summary: "Kèm giấy tờ (ảnh hoặc PDF) cho đề nghị sửa",
          consumes: [...evidenceTypes],
        },
      },
      async (request, reply) => {
        const { requestId } = request.params as { requestId: string };
        const found = await assertOwn(parts, request, requestId);
        if (found.closedAt !== null)
          throw new HpError("rights-request-unfit", { requestId, state: found.state, action: "addEvidence" });
        const act = actOf(request, clock);
        const evidence = await inTransaction(pool, async (client) => {
          const added = await addEvidence(
            client,
            { dir: parts.evidenceDir, keyring },
            { requestId, content: request.body as Buffer, by: act.by, at: act.at },
          );
          const { at, accountId, role, unit, from, requestId: httpId } = act;
          await recordAudit(client, {
            ...{ at, accountId, role, unit, from, requestId: httpId, result: "ok", purpose: null },
            action: "rights.addEvidence",
            object: `rightsRequest/${requestId}`,
            detail: { bytes: added.bytes, mediaType: added.mediaType },
          });
          return added;
        });
        return reply.code(201).send(evidence);
      },
    );
  });
}

/** Values that are proposed are read as cells are, so that a slip is told to who makes it. @throws HpError `argument-invalid` */
function readProposed(
  entity: string,
  fields: readonly { readonly field: string; readonly value?: string | undefined }[],
): Readonly<Record<string, string>> {
  const dataset = getDataset(entity);
  const proposed: Record<string, string> = {};
  for (const { field, value } of fields) {
    if (findMendable(entity)?.fields.includes(field) !== true)
      throw new HpError("argument-invalid", {
        name: field,
        reason: refusalText(dataset, field, "field-not-mended").vi,
      });
    if (value === undefined || value.trim() === "") continue;
    const read = readCell(field, getField(dataset, field), value);
    if ("reason" in read)
      throw new HpError("argument-invalid", {
        name: field,
        reason: refusalText(dataset, field, read.reason).vi,
      });
    proposed[`${entity}.${field}`] = value.trim();
  }
  return proposed;
}

/** @throws HpError `record-not-found` for a request that is not about one's own people, whether or not there is one */
async function assertOwn({ pool }: RequestParts, request: FastifyRequest, requestId: string) {
  const notFound = new HpError("record-not-found", { id: requestId.slice(0, 60), dataset: "rightsRequest" });
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(requestId)) throw notFound;
  const found = await getRequest(pool, requestId).catch(() => undefined);
  if (found === undefined || found.kind !== "correct") throw notFound;
  for (const { subject } of ownPersons(request)) {
    const known = await getSubject(pool, subject).catch(() => undefined);
    if (known?.entity === found.entity && known.ids.includes(found.recordId)) return found;
  }
  throw notFound;
}
