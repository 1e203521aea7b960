import type { Text } from "#src/domains/dictionary/text.ts";
import type { UnitKind } from "../principal.ts";
import type { FieldClass } from "./field-class.ts";
import type { Permission } from "./permissions.ts";

/**
 * How far a role sees: every row; the rows of its schools; of its classes; its own (a learner, a parent's children,
 * a staff member); or no row about anybody.
 */
export type Reach = "city" | "schools" | "classes" | "own" | "none";

export interface Role {
  readonly id: string;
  readonly title: Text;
  readonly reach: Reach;
  /** Units a grant of this role may name. */
  readonly units: readonly UnitKind[];
  readonly sees: readonly FieldClass[];
  readonly may: readonly Permission[];
  /** Sign-in must prove two factors (TCVN 14423:2026 level 3: administrators and who signs in from outside). */
  readonly mfa: boolean;
}

const everyClass: readonly FieldClass[] = [
  "open",
  "quasi",
  "direct",
  "health",
  "policy",
  "discipline",
  "origin",
];
const teaching: readonly FieldClass[] = ["open", "quasi", "direct"];
const registry: readonly FieldClass[] = ["open", "quasi", "direct", "policy", "origin"];
// A pair in doubt may have its other half in another school, so comparing pairs is for those who see the city.
const reads: readonly Permission[] = ["record.read", "quality.read"];

/**
 * The roles of handbook §10 and the list, as data: rights are configuration that a department may narrow
 * [memory: no text of law lists them]. A role added here gets its database role, policies and column rights at the
 * next start.
 */
const declared = [
  {
    id: "departmentLeader",
    title: { vi: "Lãnh đạo Sở", en: "Department leader" },
    reach: "city",
    units: ["city"],
    sees: ["open", "quasi", "direct"],
    may: [...reads, "reconciliation.read", "alarm.read"],
    mfa: true,
  },
  {
    id: "departmentOfficer",
    title: { vi: "Chuyên viên Sở", en: "Department officer" },
    reach: "city",
    units: ["city"],
    sees: registry,
    may: [...reads, "reconciliation.read", "identity.read", "run.read"],
    mfa: true,
  },
  {
    id: "departmentSteward",
    title: { vi: "Phụ trách dữ liệu của Sở", en: "Data steward of the department" },
    reach: "city",
    units: ["city"],
    sees: everyClass,
    may: [
      ...reads,
      "run.read",
      "source.read",
      "upload",
      "record.correct",
      "review.decide",
      "identity.read",
      "identity.decide",
      "reconciliation.read",
      "reconciliation.decide",
      "reconciliation.approve",
    ],
    mfa: true,
  },
  {
    id: "communeOfficer",
    title: { vi: "Cán bộ văn xã xã, phường", en: "Commune officer" },
    reach: "schools",
    units: ["commune"],
    sees: registry,
    may: [...reads, "reconciliation.read", "reconciliation.decide", "consolidation.send"],
    mfa: true,
  },
  {
    id: "communeSteward",
    title: { vi: "Phụ trách dữ liệu xã, phường", en: "Data steward of a commune" },
    reach: "schools",
    units: ["commune"],
    sees: registry,
    may: [...reads, "reconciliation.read", "reconciliation.decide", "consolidation.send"],
    mfa: true,
  },
  {
    id: "principal",
    title: { vi: "Hiệu trưởng", en: "Principal" },
    reach: "schools",
    units: ["school"],
    sees: everyClass,
    may: [...reads, "record.correct", "reconciliation.read", "reconciliation.decide"],
    mfa: false,
  },
  {
    id: "vicePrincipal",
    title: { vi: "Phó hiệu trưởng", en: "Vice principal" },
    reach: "schools",
    units: ["school"],
    sees: ["open", "quasi", "direct", "policy", "discipline"],
    may: [...reads, "reconciliation.read"],
    mfa: false,
  },
  {
    id: "schoolSteward",
    title: { vi: "Phụ trách dữ liệu của trường", en: "Data steward of a school" },
    reach: "schools",
    units: ["school"],
    sees: registry,
    may: [
      ...reads,
      "upload",
      "record.correct",
      "reconciliation.read",
      "reconciliation.decide",
      "review.decide",
    ],
    mfa: false,
  },
  {
    id: "registrar",
    title: { vi: "Văn thư, giáo vụ", en: "Registrar" },
    reach: "schools",
    units: ["school"],
    sees: registry,
    may: [...reads, "record.correct", "reconciliation.read", "reconciliation.decide"],
    mfa: false,
  },
  {
    id: "homeroomTeacher",
    title: { vi: "Giáo viên chủ nhiệm", en: "Homeroom teacher" },
    reach: "classes",
    units: ["staff", "class"],
    sees: ["open", "quasi", "direct", "policy"],
    may: ["record.read", "looks.read", "rights.ask"],
    mfa: false,
  },
  {
    id: "subjectTeacher",
    title: { vi: "Giáo viên bộ môn", en: "Subject teacher" },
    reach: "classes",
    units: ["staff", "class"],
    sees: teaching,
    may: ["record.read", "looks.read", "rights.ask"],
    mfa: false,
  },
  {
    id: "nurse",
    title: { vi: "Nhân viên y tế", en: "School nurse" },
    reach: "schools",
    units: ["school"],
    sees: ["open", "quasi", "direct", "health"],
    may: ["record.read"],
    mfa: false,
  },
  {
    id: "accountant",
    title: { vi: "Kế toán", en: "Accountant" },
    reach: "schools",
    units: ["school"],
    sees: ["open", "quasi", "direct", "policy"],
    may: ["record.read"],
    mfa: false,
  },
  {
    id: "librarian",
    title: { vi: "Nhân viên thư viện", en: "Librarian" },
    reach: "schools",
    units: ["school"],
    sees: ["open", "direct"],
    may: ["record.read"],
    mfa: false,
  },
  {
    id: "learner",
    title: { vi: "Học sinh", en: "Learner" },
    reach: "own",
    units: ["learner"],
    sees: everyClass,
    may: ["record.read", "looks.read", "rights.ask"],
    mfa: false,
  },
  {
    id: "guardian",
    title: { vi: "Cha, mẹ, người giám hộ", en: "Parent or guardian" },
    reach: "own",
    units: ["guardian"],
    sees: everyClass,
    may: ["record.read", "looks.read", "rights.ask"],
    mfa: false,
  },
  {
    id: "inspector",
    title: { vi: "Thanh tra, kiểm tra (có thời hạn)", en: "Inspector (for a time)" },
    reach: "schools",
    units: ["school", "commune"],
    sees: ["open", "quasi", "direct"],
    may: [...reads, "reconciliation.read"],
    mfa: true,
  },
  {
    id: "researcher",
    title: { vi: "Nghiên cứu (dữ liệu đã ẩn danh)", en: "Researcher (pseudonymised data)" },
    reach: "none",
    units: ["none"],
    sees: ["open"],
    may: ["research.read"],
    mfa: true,
  },
  {
    id: "vendorClient",
    title: { vi: "Hệ thống của nhà cung cấp", en: "Vendor's system" },
    reach: "schools",
    units: ["school"],
    sees: ["open"],
    may: ["record.read", "upload"],
    mfa: false,
  },
  {
    id: "auditor",
    title: { vi: "Kiểm toán viên nhật ký", en: "Auditor" },
    reach: "none",
    units: ["none"],
    sees: ["open"],
    may: ["audit.read"],
    mfa: true,
  },
  {
    id: "systemAdministrator",
    title: { vi: "Quản trị hệ thống (không xem dữ liệu)", en: "System administrator (no data)" },
    reach: "none",
    units: ["none"],
    sees: ["open"],
    may: ["account.manage", "run.read"],
    mfa: true,
  },
  {
    id: "public",
    title: { vi: "Mọi người", en: "Public" },
    reach: "none",
    units: ["none"],
    sees: ["open"],
    may: [],
    mfa: false,
  },
] as const satisfies readonly Role[];

export type RoleId = (typeof declared)[number]["id"];
export const roles: readonly (Role & { readonly id: RoleId })[] = declared;

const byId = new Map<string, Role & { readonly id: RoleId }>(roles.map((role) => [role.id, role]));

/** @throws Error on a role that is not declared */
export function getRole(id: string): Role & { readonly id: RoleId } {
  const role = byId.get(id);
  if (role === undefined) throw new Error(`no role ${id}`);
  return role;
}
