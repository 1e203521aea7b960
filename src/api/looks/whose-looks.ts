import { howOften, type LookCount, type LookPage, whoLooked } from "#src/access/audit/looks.ts";
import { getRole, type RoleId } from "#src/access/roles/roles.ts";
import type { Scope } from "#src/access/scope/reach.ts";
import type { Client } from "#src/platform/postgres/pool.ts";
import { type LookWords, lookWords } from "./words.ts";

/** A record whose looks the caller may be told: their own, or a child's. */
export interface OwnRecord {
  readonly entity: "learner" | "guardian" | "staffMember";
  readonly id: string;
}

/** The caller's own records, the one they act as first. A teacher's pupils are not the teacher's own. */
export function ownRecords({ role, learners, guardians, staff }: Scope): readonly OwnRecord[] {
  const { reach } = getRole(role);
  return [
    ...guardians.map((id) => ({ entity: "guardian", id }) as const),
    ...(reach === "own" ? learners : []).map((id) => ({ entity: "learner", id }) as const),
    ...staff.map((id) => ({ entity: "staffMember", id }) as const),
  ];
}

/** One look as the person concerned is told of it. */
export interface ToldLook {
  readonly at: string;
  /** Who works for a unit is named; parents and learners are told of by their role alone. */
  readonly name: string | null;
  readonly role: string | null;
  readonly unit: string | null;
  readonly action: string;
  readonly purpose: string | null;
  readonly classes: readonly string[];
  readonly result: string;
  /** The codes above in words. */
  readonly says: LookWords;
}

export interface ToldLooks {
  readonly looks: readonly ToldLook[];
  readonly next: string | null;
  readonly counts: readonly LookCount[];
}

const privatePersons: ReadonlySet<string> = new Set(["learner", "guardian", "public"] satisfies RoleId[]);

/** Looks at one record and how often, in the caller's transaction: the database tells nobody but who is concerned. */
export async function tellLooks(
  client: Client,
  subject: string,
  page: { readonly size: number; readonly after?: string },
): Promise<ToldLooks> {
  const found = await whoLooked(client, subject, page);
  const units = await nameUnits(client, found);
  return {
    looks: found.looks.map((look) => ({
      at: look.at,
      name: look.role === null || privatePersons.has(look.role) ? null : look.displayName,
      role: look.role,
      unit: look.unit === null ? null : (units.get(look.unit) ?? null),
      action: look.action,
      purpose: look.purpose,
      classes: look.classes,
      result: look.result,
      says: lookWords(look),
    })),
    next: found.next,
    counts: page.after === undefined ? await howOften(client, subject) : [],
  };
}

/** Schools and communes by name; which class, or whose parent, is other people's. */
async function nameUnits(client: Client, { looks }: LookPage): Promise<ReadonlyMap<string, string>> {
  const units = new Set(looks.flatMap(({ unit }) => unit ?? []));
  const idsOf = (kind: string): readonly string[] =>
    [...units].flatMap((unit) => (unit.startsWith(`${kind}/`) ? [unit.slice(kind.length + 1)] : []));
  const { rows } = await client.query<{ unit: string; name: string }>(
    `select 'school/' || school_id as unit, school_name as name from school where school_id = any($1::text[])
     union all
     select 'commune/' || code, full_name from admin_unit where code = any($2::text[]) and valid_to is null`,
    [idsOf("school"), idsOf("commune")],
  );
  return new Map(rows.map(({ unit, name }) => [unit, name]));
}
