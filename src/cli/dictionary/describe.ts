import { checksOf, intakes } from "#src/domains/catalogue.ts";
import type { CodeSet } from "#src/domains/dictionary/code-set.ts";
import { type Dataset, fieldTitle } from "#src/domains/dictionary/dataset.ts";
import { type Field, protectionOf } from "#src/domains/dictionary/field.ts";

/** A field with everything that follows from its declaration. */
function describeField(dataset: Dataset, name: string, field: Field) {
  return {
    name,
    title: fieldTitle(name, field),
    kind: field.kind,
    type: field.postgresType,
    required: field.required,
    key: dataset.key.includes(name),
    codeSet: field.codeSet ?? null,
    refersTo: field.refersTo ?? null,
    range: field.range ?? null,
    unit: field.info.unit ?? null,
    aliases: field.info.aliases ?? [],
    note: field.info.note ?? null,
    example: field.info.example ?? null,
    pii: field.info.pii ?? "none",
    ...protectionOf(field),
    authority: field.info.authority ?? null,
    open: field.info.open ?? false,
    tag: field.info.tag ?? null,
  };
}

export function describeDataset(dataset: Dataset) {
  return {
    id: dataset.id,
    title: dataset.title,
    group: dataset.group,
    grain: dataset.grain,
    origin: dataset.origin,
    table: dataset.table,
    key: dataset.key,
    distributedBy: dataset.distributedBy,
    schoolField: dataset.schoolField ?? null,
    fields: Object.entries(dataset.fields).map(([name, field]) => describeField(dataset, name, field)),
    intakes: intakes
      .filter((intake) => intake.targets.some((target) => target.dataset === dataset.id))
      .map((intake) => intake.id),
    checks: checksOf(dataset.id).map(({ code, dimension, severity, sentence, legalBasis }) => ({
      code,
      dimension,
      severity,
      sentence,
      legalBasis: legalBasis ?? null,
    })),
  };
}

export function describeCodeSet(set: CodeSet) {
  return {
    id: set.id,
    title: set.title,
    codeSystem: set.codeSystem,
    legalBasis: set.legalBasis ?? null,
    tag: set.tag,
    effectiveFrom: set.effectiveFrom,
    effectiveTo: set.effectiveTo ?? null,
    entries: set.entries,
  };
}
