import { columnClassOf } from "#src/access/roles/field-class.ts";
import { getRole, type RoleId } from "#src/access/roles/roles.ts";
import type { Dataset } from "#src/domains/dictionary/dataset.ts";
import { findMendable } from "#src/domains/mendable.ts";

/** What a role may see and mend of a dataset's fields; whether a record is theirs to mend is asked record by record. */
export function rightsOf(
  roleId: RoleId,
  dataset: Dataset,
): { readonly sees: (field: string) => boolean; readonly mends: (field: string) => boolean } {
  const role = getRole(roleId);
  const mayMend = role.may.some((one) => one === "record.correct");
  const mendable = findMendable(dataset.id);
  const sees = (field: string): boolean => role.sees.includes(columnClassOf(dataset, field));
  return {
    sees,
    mends: (field) =>
      mayMend &&
      sees(field) &&
      mendable?.fields.includes(field) === true &&
      (role.reach === "city" || dataset.fields[field]?.info.authority !== "department"),
  };
}
