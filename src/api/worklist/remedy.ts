import { getRole } from "#src/access/roles/roles.ts";
import type { Scope } from "#src/access/scope/reach.ts";
import { findCheck, findCodeSet, findDataset } from "#src/domains/catalogue.ts";
import { fieldTitle } from "#src/domains/dictionary/dataset.ts";
import type { FieldKind } from "#src/domains/dictionary/field.ts";
import type { Text } from "#src/domains/dictionary/text.ts";
import { findMendable } from "#src/domains/mendable.ts";
import { rightsOf } from "./rights-of.ts";

/**
 * What ends a rule's failures.
 * - `mend`: type the right value here
 * - `review`: two records may be one person, or one number stands under two: decide who is who
 * - `department`: the value is kept by the department
 * - `resend`: it comes from the school's software alone; mend it there and send the file again
 */
export const remedies = ["mend", "review", "department", "resend"] as const;
export type Remedy = (typeof remedies)[number];

/** A field of a failing record, as far as a grid must know it to let it be mended. */
export interface WorkField {
  readonly name: string;
  readonly title: Text;
  readonly kind: FieldKind;
  /** Whether the caller may mend it here. */
  readonly isMendable: boolean;
  /** What may be chosen, for codes. */
  readonly choices?: readonly { readonly code: string; readonly title: Text }[];
}

/** Longer lists are asked for by name, not sent with every page. */
const mostChoices = 400;

export function fieldsOf(checkCode: string, scope: Scope): readonly WorkField[] {
  const check = findCheck(checkCode);
  const dataset = findDataset(check?.dataset ?? "");
  if (check === undefined || dataset === undefined) return [];
  return check.fields.flatMap((name) => {
    const field = dataset.fields[name];
    if (field === undefined || !rightsOf(scope.role, dataset).sees(name)) return [];
    const set = field.codeSet === undefined ? undefined : findCodeSet(field.codeSet);
    return [
      {
        name,
        title: fieldTitle(name, field),
        kind: field.kind,
        isMendable: rightsOf(scope.role, dataset).mends(name),
        ...(set === undefined || set.entries.length > mostChoices
          ? {}
          : { choices: set.entries.map(({ code, title }) => ({ code, title })) }),
      },
    ];
  });
}

/** Rules that see two records where one is meant: mending a value would hide it, not end it. */
const seesTwo = /\.(id-duplicate|same-id|same-name|two-schools)$/;

export function remedyOf(checkCode: string, fields: readonly WorkField[], scope: Scope): Remedy {
  const check = findCheck(checkCode);
  const dataset = findDataset(check?.dataset ?? "");
  if (seesTwo.test(checkCode)) return "review";
  if (fields.some(({ isMendable }) => isMendable)) return "mend";
  const mendable = findMendable(dataset?.id ?? "");
  const isKept = fields.some(
    ({ name }) => mendable?.fields.includes(name) && dataset?.fields[name]?.info.authority === "department",
  );
  return isKept && getRole(scope.role).reach !== "city" ? "department" : "resend";
}
