import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { Act } from "#src/pipeline/3-identity/decide/decision.ts";
import { actorOf } from "../access/request-access.ts";

/** Any 128 bits: keys and golden ids are hashes. */
export const id = z.guid();

const reason = z.string().trim().min(1).max(500).describe("Vì sao");
export const pairDecisionBody = z.strictObject({ verdict: z.enum(["same", "different"]), reason });
export const mergeBody = z.strictObject({ left: id, right: id, reason });
export const splitBody = z.strictObject({
  recordId: id,
  keys: z.array(id).min(1).max(1_000).describe("Khóa của người khác, sẽ ra đi"),
  apart: z.boolean().optional().describe("Mỗi khóa ra đi là một người; không thì cùng một người"),
  reason,
});
export const undoBody = z.strictObject({ reason });

/** A decision is made under the name of who is signed in; nobody decides in another's. */
export const actOf = (request: FastifyRequest, reason: string, requestKey?: string): Act => ({
  reason,
  decidedBy: actorOf(request),
  decidedAt: new Date(),
  record: request.recordDeed,
  ...(requestKey === undefined ? {} : { requestKey }),
});
