import type { FastifyInstance } from "fastify";
import { listDueReviews, recordReview } from "#src/access/accounts/access-review.ts";
import type { AccountContext } from "#src/access/accounts/context.ts";
import { HpError } from "#src/platform/errors.ts";
import { addressNotFound } from "../access/request-access.ts";
import { languageOf, localised } from "../language.ts";
import { sendFramed } from "../pages/frame.ts";
import { offeredRoles } from "../sign-in/offered-roles.ts";
import { reviewPage } from "./review-page.ts";

const perPage = 50;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** `/tai-khoan/xet-duyet`: every half year somebody looks whether each account still needs what it may. */
export function registerReviews(app: FastifyInstance, accounts: AccountContext): void {
  const manage = { config: { access: "account.manage" as const }, schema: { hide: true } };
  app.get("/tai-khoan/xet-duyet", manage, async (request, reply) => {
    const due = await listDueReviews(accounts, { limit: perPage });
    const offered = await offeredRoles(
      request.reader,
      due.map(({ grantId, role, unitKind, unitId }) => ({
        grantId,
        role,
        unit: unitId === null ? { kind: unitKind } : { kind: unitKind, id: unitId },
        from: "",
      })),
    );
    const units = new Map(offered.map(({ grant, unit }) => [grant.grantId, unit]));
    await request.reader.record({ action: "account.list", object: "account", detail: { rows: due.length } });
    const { xong } = request.query as { xong?: unknown };
    return sendFramed(
      request,
      reply,
      reviewPage(
        due,
        units,
        {
          isDone: xong !== undefined,
          isCut: due.length === perPage,
          reviewer: request.principal?.accountId ?? "",
        },
        languageOf(request),
      ),
    );
  });
  app.post("/tai-khoan/xet-duyet/:grantId", manage, async (request, reply) => {
    const { grantId } = request.params as { grantId: string };
    const { verdict, reason = "" } = (request.body ?? {}) as Record<string, string | undefined>;
    const { principal } = request;
    if (principal === undefined || !uuid.test(grantId)) throw addressNotFound(request);
    if (verdict !== "keep" && verdict !== "revoke")
      throw new HpError("body-invalid", { pointer: "/verdict" });
    const why = reason.trim().slice(0, 500);
    if (verdict === "revoke" && why === "") throw new HpError("body-invalid", { pointer: "/reason" });
    const { accountId, grant } = principal;
    const unit = grant.unit.id === undefined ? grant.unit.kind : `${grant.unit.kind}/${grant.unit.id}`;
    const actor = { accountId, role: grant.role, unit, from: request.ip, requestId: request.id };
    await recordReview(accounts, grantId, verdict, why === "" ? "còn cần" : why, actor);
    return reply.redirect(localised("/tai-khoan/xet-duyet?xong=1", languageOf(request)), 303);
  });
}
