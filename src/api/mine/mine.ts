import type { FastifyRequest } from "fastify";
import type { Act } from "#src/access/privacy/act.ts";
import type { Subject } from "#src/access/privacy/subject.ts";
import type { Clock } from "#src/platform/clock.ts";
import { HpError } from "#src/platform/errors.ts";
import { ownRecords } from "../looks/whose-looks.ts";

/** Somebody the caller speaks for: themselves, or a child whose guardian they are. */
export interface OwnPerson {
  readonly subject: Subject;
  readonly by: "self" | { readonly guardianId: string };
}

/** Whom the caller may speak for, themselves first; whether they may in a matter (age, custody) is asked there. */
export function ownPersons(request: FastifyRequest): readonly OwnPerson[] {
  const { scope } = request.reader;
  const [guardianId] = scope.guardians;
  return ownRecords(scope).map(({ entity, id }) => ({
    subject: { entity, recordId: id },
    by: entity === "learner" && guardianId !== undefined ? { guardianId } : "self",
  }));
}

/** @throws HpError `record-not-found` when the person is not the caller's own, whether or not there is one */
export function ownPersonOf(request: FastifyRequest): OwnPerson {
  const { entity, recordId } = request.params as { entity: string; recordId: string };
  const found = ownPersons(request).find(
    ({ subject }) => subject.entity === entity && subject.recordId === recordId,
  );
  if (found === undefined)
    throw new HpError("record-not-found", { id: recordId.slice(0, 60), dataset: entity.slice(0, 30) });
  return found;
}

/** The caller as the privacy ledgers name them. */
export function actOf({ principal, ip, id }: FastifyRequest, clock: Clock): Act {
  if (principal === undefined) throw new HpError("sign-in-needed");
  const { role, unit } = principal.grant;
  return {
    at: clock.now(),
    by: principal.accountId,
    accountId: principal.accountId,
    role,
    unit: unit.id === undefined ? unit.kind : `${unit.kind}/${unit.id}`,
    from: ip,
    requestId: id,
  };
}

/** Whether this session began at VNeID: then who asks is proven, and no paper is needed. */
export const isVouched = ({ session }: FastifyRequest): boolean =>
  session?.proofs.some(({ method }) => method === "vneid1" || method === "vneid2") ?? false;
