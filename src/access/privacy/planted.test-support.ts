import { randomUUID } from "node:crypto";
import { datasets, getCodeSet } from "#src/domains/catalogue.ts";
import type { Dataset } from "#src/domains/dictionary/dataset.ts";
import type { Field } from "#src/domains/dictionary/field.ts";

/** A made-up person in every dataset that can hold one: each text field holds the person's own mark. */
export interface PlantedPerson {
  readonly entity: "learner" | "guardian" | "staffMember";
  readonly recordId: string;
  /** Stands in every text of theirs and nowhere else. */
  readonly mark: string;
}

export const plantedPerson = (entity: PlantedPerson["entity"]): PlantedPerson => ({
  entity,
  recordId: randomUUID(),
  mark: `dau${randomUUID().slice(0, 8)}`,
});

/**
 * Rows of every dataset that refers to the person, made from the dictionary alone, so that a dataset added tomorrow is
 * planted too.
 *
 * @param insert writes rows of a dataset, given by field names
 * @param relative whom rows of two kinds of people name besides: the parent, the pupil
 * @param twin somebody of the same kind, for rows that name two records (pairs in doubt, cases, moved keys)
 */
export async function plant(
  insert: (datasetId: string, row: Readonly<Record<string, unknown>>) => Promise<void>,
  person: PlantedPerson,
  relative: PlantedPerson,
  twin: PlantedPerson,
): Promise<void> {
  for (const dataset of datasets) {
    const named = Object.entries(dataset.fields).filter(
      ([, field]) => field.refersTo === person.entity || field.refersTo === "record",
    );
    if (named.length === 0) continue;
    const row: Record<string, unknown> = {};
    let serial = 0;
    for (const [name, field] of Object.entries(dataset.fields)) {
      serial += 1;
      row[name] = plantedValue(dataset, name, field, person, serial);
    }
    named.forEach(([name], at) => {
      row[name] = at === 0 ? person.recordId : twin.recordId;
    });
    for (const entity of ["learner", "guardian", "staffMember"] as const)
      if (entity !== person.entity)
        for (const [name, field] of Object.entries(dataset.fields))
          if (field.refersTo === entity) row[name] = relative.recordId;
    // Former ids are planted by themselves: a person is not their own alias.
    if (dataset.id === "recordAlias") continue;
    await insert(dataset.id, row);
  }
}

function plantedValue(
  dataset: Dataset,
  name: string,
  field: Field,
  person: PlantedPerson,
  serial: number,
): unknown {
  if (name === "entity") return person.entity;
  if (name === "dataset") return person.entity;
  if (name === "intake") return "learnerRow";
  if (name === "sourceRowId") return String(2 ** 31 + Number.parseInt(person.mark.slice(3, 9), 16));
  switch (field.kind) {
    case "uuid":
      return randomUUID();
    case "code":
      return getCodeSet(field.codeSet ?? "").entries[0]?.code ?? "1";
    case "codes":
      return [getCodeSet(field.codeSet ?? "").entries[0]?.code ?? "1"];
    case "date":
      return "2015-05-05";
    case "timestamp":
      return "2026-10-01T00:00:00Z";
    case "integer":
    case "bigint":
    case "decimal":
      return field.range?.[0] ?? 1;
    case "boolean":
      return true;
    case "schoolYear":
      return "2026-2027";
    case "json":
      return { full_name: `${person.mark} ${dataset.id}` };
    default:
      // Codes of schools and files name no person.
      if (field.refersTo !== undefined) return `ma${serial}`;
      // What the program writes about itself (a rule's name, a reason's code) is no word of a person.
      if (dataset.origin === "system" && field.info.pii === undefined) return `chu${serial}`;
      return `${person.mark} ${name}${serial}`.slice(0, 200);
  }
}
