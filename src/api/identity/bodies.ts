import { z } from "zod";
import type { Act } from "#src/pipeline/3-identity/decide/decision.ts";
import type { RecordDeed } from "#src/platform/deed.ts";

/** Any 128 bits: keys and golden ids are hashes. */
export const id = z.guid();

const reason = z.string().trim().min(1).max(500).describe("Vì sao");
const decidedBy = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .optional()
  .describe("Ai quyết, cho tới khi có đăng nhập; mặc định là người ở máy này");

export const pairDecisionBody = z.strictObject({ verdict: z.enum(["same", "different"]), reason, decidedBy });
export const mergeBody = z.strictObject({ left: id, right: id, reason, decidedBy });
export const splitBody = z.strictObject({
  recordId: id,
  keys: z.array(id).min(1).max(1_000).describe("Khóa của người khác, sẽ ra đi"),
  apart: z.boolean().optional().describe("Mỗi khóa ra đi là một người; không thì cùng một người"),
  reason,
  decidedBy,
});
export const undoBody = z.strictObject({ reason, decidedBy });

/** There is no sign-in yet: who doesn't say a name is whoever sits at this machine. */
const localActor = "local";

export function actOf(
  body: { readonly reason: string; readonly decidedBy?: string | undefined },
  record: RecordDeed,
  requestKey?: string,
): Act {
  return {
    reason: body.reason,
    decidedBy: body.decidedBy ?? localActor,
    decidedAt: new Date(),
    record,
    ...(requestKey === undefined ? {} : { requestKey }),
  };
}
