import { z } from "zod";
import { getCodeSet } from "#src/domains/catalogue.ts";
import { reconciledEntities } from "#src/domains/exchange/reconciled-entities.ts";
import type { Actor } from "#src/pipeline/3-identity/reconcile/exceptions.ts";
import type { RecordDeed } from "#src/platform/deed.ts";

export const id = z.guid();

const reason = z.string().trim().min(1).max(500).describe("Vì sao; không ghi họ tên hay số định danh");
const by = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .optional()
  .describe("Ai quyết, cho tới khi có đăng nhập; mặc định là người ở máy này");

export const exceptionBody = z.strictObject({
  entity: z.enum(reconciledEntities.map(({ entity }) => entity)),
  recordId: id,
  kind: z.enum(getCodeSet("exceptionKind").entries.map(({ code }) => code)),
  reason,
  document: z.string().trim().min(1).max(200).optional().describe("Số, ngày của văn bản kèm theo"),
  validFrom: z.iso.date(),
  expiresOn: z.iso.date().describe("Ngày cuối còn hiệu lực, trong vòng một năm"),
  approvedBy: by,
});
export const revocationBody = z.strictObject({ reason, revokedBy: by });
export const reportBody = z.strictObject({
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
  madeBy: by,
});

/** There is no sign-in yet: who doesn't say a name is whoever sits at this machine. */
export const actor = (name: string | undefined, record: RecordDeed): Actor => ({
  by: name ?? "local",
  at: new Date(),
  record,
});
