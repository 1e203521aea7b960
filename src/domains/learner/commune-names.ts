import { foldText } from "../dictionary/fold.ts";
import { readAdminUnits } from "../reference/admin-units.ts";

/** Kinds of the lower tier since 1/7/2025. */
const communeKinds = ["ward", "commune", "specialZone"];

/**
 * How files name today's communes → code: "phường hải an", "phuong hai an", "hải an". A spelling two units share,
 * and every name from before the mergers (71 old units were split), stands for no code.
 */
function communeSpellings(): ReadonlyMap<string, string> {
  const codes = new Map<string, Set<string>>();
  for (const unit of readAdminUnits().units) {
    if (unit.validTo !== null || !communeKinds.includes(unit.kind)) continue;
    for (const name of [unit.fullName, unit.name]) {
      for (const spelling of [name.toLowerCase(), foldText(name)]) {
        codes.set(spelling, (codes.get(spelling) ?? new Set()).add(unit.code));
      }
    }
  }
  return new Map(
    [...codes].flatMap(([spelling, found]) => {
      const [code, ...others] = found;
      return code === undefined || others.length > 0 ? [] : [[spelling, code]];
    }),
  );
}

/** A relation `commune_name(name, code)` of {@link communeSpellings} as DuckDB SQL, to be joined on lower case. */
export function communeRelation(): string {
  const rows = [...communeSpellings()].map(([name, code]) => `('${name.replaceAll("'", "''")}', '${code}')`);
  return `(values ${rows.join(", ")}) commune_name(name, code)`;
}
