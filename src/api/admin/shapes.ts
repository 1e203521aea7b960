import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { Actor } from "#src/access/accounts/context.ts";
import type { NewGrant } from "#src/access/grants/give-grant.ts";
import type { Unit, UnitKind } from "#src/access/principal.ts";
import { type RoleId, roles } from "#src/access/roles/roles.ts";
import { HpError } from "#src/platform/errors.ts";
import { addressNotFound } from "../access/request-access.ts";

export const adminTags = ["account"];
export const manage = { access: "account.manage" as const };
export const uuid = z.guid();
export const reasonBody = z.strictObject({ reason: z.string().trim().min(1).max(500) });

const unitKinds = [
  "city",
  "commune",
  "school",
  "class",
  "learner",
  "guardian",
  "staff",
  "none",
] as const satisfies readonly UnitKind[];
const day = z.iso.date();

export const grantBody = z.strictObject({
  role: z.enum(roles.map(({ id }) => id) as [RoleId, ...RoleId[]]),
  unit: z.strictObject({ kind: z.enum(unitKinds), id: z.string().min(1).max(120).optional() }),
  from: day.optional().describe("Ngày đầu có hiệu lực; không ghi là từ bây giờ"),
  to: day.optional().describe("Ngày cuối còn hiệu lực"),
  reason: z.string().trim().min(1).max(500).describe("Căn cứ: quyết định, phiếu yêu cầu"),
});

/** Days are days in Hải Phòng (UTC+7 the whole year). */
export function grantOf(body: z.infer<typeof grantBody>, now: Date): NewGrant {
  const start = (text: string): Date => new Date(`${text}T00:00:00+07:00`);
  const unit: Unit =
    body.unit.id === undefined ? { kind: body.unit.kind } : { kind: body.unit.kind, id: body.unit.id };
  return {
    role: body.role,
    unit,
    from: body.from === undefined ? now : start(body.from),
    // The last day counts to its end.
    ...(body.to === undefined ? {} : { to: new Date(start(body.to).getTime() + 86_400_000) }),
    reason: body.reason,
  };
}

/** Who administers, as the audit names them. */
export function administrator(request: FastifyRequest): Actor & { readonly accountId: string } {
  const { principal } = request;
  if (principal === undefined) throw addressNotFound(request);
  const { accountId, grant } = principal;
  return {
    accountId,
    role: grant.role,
    unit: grant.unit.id === undefined ? grant.unit.kind : `${grant.unit.kind}/${grant.unit.id}`,
    from: request.ip,
    requestId: request.id,
  };
}

/** Who gives roles gives none to themselves: rights come from somebody else. @throws HpError `own-account` */
export function assertNotOwn(request: FastifyRequest, accountId: string): void {
  if (request.principal?.accountId === accountId) throw new HpError("own-account");
}
