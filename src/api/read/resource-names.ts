import { toSnakeCase } from "#src/domains/dictionary/text.ts";

/** `staffMember` → `staff-members`, `codeSetEntry` → `code-set-entries`, `campus` → `campuses`. */
export function resourceName(datasetId: string): string {
  return plural(toSnakeCase(datasetId).replaceAll("_", "-"));
}

function plural(name: string): string {
  // Health has no plural in English; the others follow the two rules below.
  if (name.endsWith("health")) return name;
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;
}

/** `staffMember` → `StaffMember`, the name of the schema in the OpenAPI document. */
export function schemaName(datasetId: string): string {
  return datasetId.charAt(0).toUpperCase() + datasetId.slice(1);
}
