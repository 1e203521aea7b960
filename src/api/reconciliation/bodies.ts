import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { getCodeSet } from "#src/domains/catalogue.ts";
import { reconciledEntities } from "#src/domains/exchange/reconciled-entities.ts";
import type { Actor } from "#src/pipeline/3-identity/reconcile/exceptions.ts";
import { actorOf } from "../access/request-access.ts";

export const id = z.guid();

const reason = z.string().trim().min(1).max(500).describe("Vì sao; không ghi họ tên hay số định danh");
export const exceptionBody = z.strictObject({
  entity: z.enum(reconciledEntities.map(({ entity }) => entity)),
  recordId: id,
  kind: z.enum(getCodeSet("exceptionKind").entries.map(({ code }) => code)),
  reason,
  document: z.string().trim().min(1).max(200).optional().describe("Số, ngày của văn bản kèm theo"),
  validFrom: z.iso.date(),
  expiresOn: z.iso.date().describe("Ngày cuối còn hiệu lực, trong vòng một năm"),
});
export const revocationBody = z.strictObject({ reason });
export const reportBody = z.strictObject({
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
});

/** What is approved, is so by who is signed in; nobody answers for it in another's name. */
export const actor = (request: FastifyRequest): Actor => ({
  by: actorOf(request),
  at: new Date(),
  record: request.recordDeed,
});
