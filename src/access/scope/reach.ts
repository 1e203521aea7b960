import pg from "pg";
import type { Db } from "#src/platform/postgres/pool.ts";
import type { Principal } from "../principal.ts";
import { ageOn, type Birth, childRuleOn } from "../privacy/age.ts";
import { getRole, type RoleId } from "../roles/roles.ts";
import { databaseRole } from "./policy-sql.ts";

/** A day, and the school year whose classes teachers have on it ("2026-2027"). */
export interface SchoolDay {
  /** yyyy-mm-dd */
  readonly day: string;
  readonly schoolYear: string;
}

/** What a transaction may see: the role it works as, and the units and people that role's grant reaches. */
export interface Scope {
  readonly role: RoleId;
  readonly schools: readonly string[];
  readonly learners: readonly string[];
  readonly staff: readonly string[];
  readonly guardians: readonly string[];
}

const nobody = { schools: [], learners: [], staff: [], guardians: [] } as const;

/** Sees what everybody may: codes, units, the directory of schools. */
export const publicScope: Scope = { role: "public", ...nobody };

/**
 * The scope a grant gives now: which schools a commune has, which children a parent, which classes a teacher. Read
 * with the owner's rights, since the role it makes may not look yet.
 * @param on whose classes count: this year's, and in them who had not left by this day
 */
export async function scopeOf(db: Db, principal: Principal, on: SchoolDay): Promise<Scope> {
  const { role, unit } = principal.grant;
  const none: Scope = { role, ...nobody };
  const id = unit.id ?? "";
  switch (unit.kind) {
    case "city":
    case "none":
      return none;
    case "commune":
      return {
        ...none,
        schools: await ids(db, "select school_id as id from school where commune_code = $1", [id]),
      };
    case "school":
      return { ...none, schools: [id] };
    case "class": {
      const [school = "", year = "", ...name] = id.split("/");
      const learners = await ids(
        db,
        `select learner_id as id from class_membership
         where school_id = $1 and school_year = $2 and class_name = $3 and (end_date is null or end_date >= $4::date)`,
        [school, year, name.join("/"), on.day],
      );
      return { ...none, learners };
    }
    case "learner":
      return { ...none, learners: [id] };
    case "guardian": {
      return { ...none, learners: await childrenOf(db, id, on.day), guardians: [id] };
    }
    case "staff":
      return { ...none, staff: [id], learners: await learnersOf(db, role, id, on) };
  }
}

/**
 * A parent's children who are not of age. A birth date that is unknown, or of which only the year is known, leaves a
 * child a child. Who stands for an adult by a court's decision is named by a grant of a person, not by a school's file.
 */
async function childrenOf(db: Db, guardianId: string, day: string): Promise<readonly string[]> {
  const { rows } = await db.query<Birth & { readonly id: string }>(
    `select distinct learner_id as id, birth_date::text as "birthDate", birth_precision as "birthPrecision"
     from learner_guardian join learner using (learner_id) where guardian_id = $1::uuid`,
    [guardianId],
  );
  const { parentSeesBelow } = childRuleOn(day);
  return rows
    .filter((birth) => (ageOn(birth, day) ?? 0) < parentSeesBelow)
    .map((row) => row.id)
    .toSorted();
}

/** The learners of the classes a teacher has this year: as homeroom teacher, or in the subjects they teach. */
function learnersOf(
  db: Db,
  role: RoleId,
  staffId: string,
  { schoolYear, day }: SchoolDay,
): Promise<readonly string[]> {
  const classes =
    role === "homeroomTeacher"
      ? "select school_id, school_year, class_name from class_section where homeroom_teacher_id = $1::uuid and school_year = $2"
      : "select school_id, school_year, class_name from teaching_assignment where staff_id = $1::uuid and school_year = $2";
  return ids(
    db,
    `select m.learner_id as id from class_membership m join (${classes}) c using (school_id, school_year, class_name)
     where m.end_date is null or m.end_date >= $3::date`,
    [staffId, schoolYear, day],
  );
}

async function ids(db: Db, text: string, values: readonly string[]): Promise<readonly string[]> {
  const { rows } = await db.query<{ id: string }>(text, [...values]);
  return [...new Set(rows.map((row) => row.id))];
}

/** Between the values of a list in a setting. */
const separator = "\u001f";

/** @throws Error on an id that holds the separator: it would be read as two */
function joined(values: readonly string[]): string {
  if (values.some((value) => value.includes(separator))) throw new Error("an id holds a control character");
  return values.join(separator);
}

/**
 * Statements that set the scope for the transaction under way, and for it alone: `SET LOCAL` ends with it, so a pooled
 * connection never carries one request's scope into the next. They go along with `begin`, in one round trip.
 */
export function scopeSql(scope: Scope): string {
  const settings = {
    schools: scope.schools,
    learners: scope.learners,
    staff: scope.staff,
    guardians: scope.guardians,
  };
  return [
    // Declared names only: an undeclared role throws before it is text of a statement.
    `set local role ${databaseRole(getRole(scope.role).id)}`,
    ...Object.entries(settings)
      .filter(([, values]) => values.length > 0)
      .map(([name, values]) => `set local hp.${name} = ${pg.escapeLiteral(joined(values))}`),
  ].join("; ");
}
