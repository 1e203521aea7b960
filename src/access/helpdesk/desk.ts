import type { Db } from "#src/platform/postgres/pool.ts";
import type { Unit } from "../principal.ts";
import type { Permission } from "../roles/permissions.ts";
import { getRole, type RoleId } from "../roles/roles.ts";

export type Tier = "school" | "commune" | "department";

/** Where a ticket lies: one school, one commune, or the department. */
export interface Desk {
  readonly tier: Tier;
  readonly unitId: string | null;
}

const department: Desk = { tier: "department", unitId: null };

/** Who answers at each tier: those who answer for its data anyway. */
export const handles: Readonly<Record<Tier, Permission>> = {
  school: "record.correct",
  commune: "consolidation.send",
  department: "record.correct",
};

/** Working days each tier has before a ticket moves up by itself; the department has no one above [design]. */
export const termDays: Readonly<Record<Tier, number>> = { school: 3, commune: 3, department: 5 };

/** The unit behind a desk, as grants name it. */
export const unitOf = ({ tier, unitId }: Desk): Unit =>
  unitId === null ? { kind: "city" } : { kind: tier === "school" ? "school" : "commune", id: unitId };

/** The desk a role answers at; undefined for who answers nowhere. */
export function findDeskOf(role: RoleId, unit: Unit): Desk | undefined {
  const { may } = getRole(role);
  const found: Desk | undefined =
    unit.kind === "city"
      ? department
      : unit.kind === "school" || unit.kind === "commune"
        ? { tier: unit.kind, unitId: unit.id ?? "" }
        : undefined;
  return found !== undefined && may.some((one) => one === handles[found.tier]) ? found : undefined;
}

/** Where a ticket of this role begins: at their school, or one step above the desk that would be their own. */
export async function firstDesk(db: Db, role: RoleId, unit: Unit): Promise<Desk> {
  const own = findDeskOf(role, unit);
  if (own !== undefined) return nextDesk(db, own);
  const schoolId = await findSchoolOf(db, unit);
  if (schoolId !== null) return { tier: "school", unitId: schoolId };
  return unit.kind === "commune" && unit.id !== undefined ? { tier: "commune", unitId: unit.id } : department;
}

/** One tier up; a school whose commune is not known goes to the department. */
export async function nextDesk(db: Db, { tier, unitId }: Desk): Promise<Desk> {
  if (tier !== "school") return department;
  const { rows } = await db.query<{ code: string | null }>(
    "select commune_code as code from school where school_id = $1",
    [unitId],
  );
  const code = rows[0]?.code ?? null;
  return code === null ? department : { tier: "commune", unitId: code };
}

async function findSchoolOf(db: Db, { kind, id = "" }: Unit): Promise<string | null> {
  if (kind === "school") return id;
  if (kind === "class") return id.split("/")[0] ?? null;
  const sql = {
    learner: "select school_id as id from learner where learner_id = $1::uuid",
    staff: "select school_id as id from staff_member where staff_id = $1::uuid",
    // The first child's school: it knows the family.
    guardian: `select l.school_id as id from learner_guardian g join learner l using (learner_id)
      where g.guardian_id = $1::uuid and l.school_id is not null order by l.birth_date desc nulls last limit 1`,
  } as const;
  if (kind !== "learner" && kind !== "staff" && kind !== "guardian") return null;
  const { rows } = await db.query<{ id: string | null }>(sql[kind], [id]);
  return rows[0]?.id ?? null;
}
