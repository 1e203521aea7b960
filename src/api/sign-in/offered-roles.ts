import type { Grant } from "#src/access/principal.ts";
import type { Reader } from "#src/access/scope/scoped-reader.ts";
import type { OfferedRole } from "./pages.ts";

/** Grants with the names of their schools, communes and classes, as far as everybody may know them. */
export async function offeredRoles(
  reader: Reader,
  grants: readonly Grant[],
): Promise<readonly OfferedRole[]> {
  const schools = grants
    .filter(({ unit }) => unit.kind === "school" || unit.kind === "class")
    .map(({ unit }) => unit.id?.split("/")[0] ?? "");
  const communes = grants.filter(({ unit }) => unit.kind === "commune").map(({ unit }) => unit.id ?? "");
  const { rows } = await reader.query<{ id: string; name: string }>(
    `select school_id as id, school_name as name from school where school_id = any($1)
     union all select distinct commune_code, commune_name from school where commune_code = any($2)`,
    [schools, communes],
  );
  const names = new Map(rows.map((row) => [row.id, row.name]));
  return grants.map((grant) => ({ grant, unit: unitName(grant, names) }));
}

function unitName({ unit: { kind, id } }: Grant, names: ReadonlyMap<string, string>): string | undefined {
  if (id === undefined) return undefined;
  switch (kind) {
    case "school":
    case "commune":
      return names.get(id) ?? id;
    case "class": {
      const [school = "", year = "", ...name] = id.split("/");
      return `${name.join("/")}, ${names.get(school) ?? school}, ${year}`;
    }
    default:
      // A record's id says nothing to a person.
      return undefined;
  }
}
