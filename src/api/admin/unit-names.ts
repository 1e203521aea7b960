import type { UnitKind } from "#src/access/principal.ts";
import { getRole, type RoleId } from "#src/access/roles/roles.ts";
import type { Reader } from "#src/access/scope/scoped-reader.ts";

interface Named {
  readonly role: RoleId;
  readonly unitKind: UnitKind;
  readonly unitId: string | null;
}

/** Titles of roles and names of schools and communes; a unit that is a person has none for an administrator. */
export async function nameUnits(
  reader: Reader,
  grants: readonly Named[],
): Promise<(grant: Named) => { readonly roleTitle: object; readonly unitName: string | null }> {
  const idsOf = (kinds: readonly UnitKind[]) =>
    grants.flatMap(({ unitKind, unitId }) =>
      unitId !== null && kinds.includes(unitKind) ? [unitId.split("/")[0] ?? ""] : [],
    );
  const { rows } = await reader.query<{ id: string; name: string }>(
    `select school_id as id, school_name as name from school where school_id = any($1)
     union all select code, full_name from admin_unit where valid_to is null and code = any($2)`,
    [idsOf(["school", "class"]), idsOf(["commune"])],
  );
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return ({ role, unitKind, unitId }) => ({
    roleTitle: getRole(role).title,
    unitName: ["school", "commune", "class"].includes(unitKind)
      ? (names.get(unitId?.split("/")[0] ?? "") ?? unitId)
      : null,
  });
}
