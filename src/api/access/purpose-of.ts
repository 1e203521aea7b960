import type { FastifyRequest } from "fastify";
import { purposes } from "#src/access/privacy/purposes/register.ts";
import type { RoleId } from "#src/access/roles/roles.ts";
import { HpError } from "#src/platform/errors.ts";

/** What a role's everyday work is done for, by the register of purposes; who looks for another reason says so. */
export const purposeOfRole: Readonly<Partial<Record<RoleId, string>>> = {
  departmentLeader: "sector-database",
  departmentOfficer: "sector-database",
  departmentSteward: "sector-database",
  communeOfficer: "sector-database",
  communeSteward: "sector-database",
  principal: "learning-record",
  vicePrincipal: "learning-record",
  schoolSteward: "learning-record",
  registrar: "learning-record",
  homeroomTeacher: "learning-record",
  subjectTeacher: "learning-record",
  librarian: "learning-record",
  nurse: "school-health",
  accountant: "support-policy",
  vendorClient: "learning-record",
  researcher: "statistics",
};

/** `x-purpose: school-health` names another purpose of the register. @throws HpError `parameter-not-one-of` */
export function purposeOf(request: FastifyRequest, role: RoleId): string | null {
  const given = request.headers["x-purpose"];
  if (given === undefined) return purposeOfRole[role] ?? null;
  const found = purposes.find(({ id }) => id === given);
  if (found === undefined)
    throw new HpError("parameter-not-one-of", {
      name: "x-purpose",
      allowed: purposes.map(({ id }) => id).join(", "),
    });
  return found.id;
}
