import { checksOf, codeSets, datasets, intakes } from "#src/domains/catalogue.ts";
import type { Check } from "#src/domains/dictionary/check.ts";
import type { CodeSet } from "#src/domains/dictionary/code-set.ts";
import { type Dataset, fieldTitle } from "#src/domains/dictionary/dataset.ts";
import { type Field, protectionOf } from "#src/domains/dictionary/field.ts";
import type { Intake } from "#src/domains/dictionary/intake.ts";
import { resourceName } from "../read/resource-names.ts";

/** A field as the dictionary routes and pages show it. */
export function describeField(target: Dataset, name: string, field: Field) {
  return {
    name,
    title: fieldTitle(name, field),
    kind: field.kind,
    postgresType: field.postgresType,
    required: field.required,
    key: target.key.includes(name),
    codeSet: field.codeSet ?? null,
    refersTo: field.refersTo ?? null,
    range: field.range ?? null,
    unit: field.info.unit ?? null,
    aliases: field.info.aliases ?? [],
    note: field.info.note ?? null,
    pii: field.info.pii ?? "none",
    ...protectionOf(field),
    authority: field.info.authority ?? null,
    open: field.info.open ?? false,
    tag: field.info.tag ?? null,
    example: field.info.example ?? null,
  };
}

export function describeDataset(target: Dataset) {
  return {
    id: target.id,
    title: target.title,
    group: target.group,
    grain: target.grain,
    origin: target.origin,
    table: target.table,
    key: target.key,
    distributedBy: target.distributedBy,
    schoolField: target.schoolField ?? null,
    href: `/api/v1/${resourceName(target.id)}`,
    fields: Object.entries(target.fields).map(([name, field]) => describeField(target, name, field)),
    checks: checksOf(target.id).map(describeCheck),
    intakes: intakesOf(target.id).map((intake) => intake.id),
  };
}

const describeCheck = (check: Check) => ({
  code: check.code,
  dimension: check.dimension,
  severity: check.severity,
  sentence: check.sentence,
  fails: check.fails,
  fields: check.fields,
  legalBasis: check.legalBasis ?? null,
  tag: check.tag,
});

/** Incoming tables that feed a dataset. */
export const intakesOf = (datasetId: string): readonly Intake[] =>
  intakes.filter((intake) => intake.targets.some((target) => target.dataset === datasetId));

const describeIntake = (intake: Intake) => ({
  id: intake.id,
  title: intake.title,
  rowKey: intake.rowKey,
  fromContext: intake.fromContext,
  columns: Object.entries(intake.columns).map(([name, column]) => ({
    name,
    title: fieldTitle(name, column),
    kind: column.kind,
    codeSet: column.codeSet ?? null,
    aliases: column.info.aliases ?? [],
  })),
  targets: intake.targets.map((target) => target.dataset),
});

const describeCodeSet = (set: CodeSet) => ({
  id: set.id,
  title: set.title,
  codeSystem: set.codeSystem,
  legalBasis: set.legalBasis ?? null,
  tag: set.tag,
  effectiveFrom: set.effectiveFrom,
  effectiveTo: set.effectiveTo ?? null,
  entries: set.entries,
});

/** Overview of everything declared, with the addresses of the details. */
export const dictionaryOverview = () => ({
  datasets: datasets.map((target) => ({
    id: target.id,
    title: target.title,
    group: target.group,
    grain: target.grain,
    fields: Object.keys(target.fields).length,
    href: `/api/v1/dictionary/datasets/${target.id}`,
  })),
  codeSets: codeSets.map((set) => ({
    id: set.id,
    title: set.title,
    entries: set.entries.length,
    href: `/api/v1/dictionary/code-sets/${set.id}`,
  })),
  intakes: intakes.map((intake) => ({
    id: intake.id,
    title: intake.title,
    href: `/api/v1/dictionary/intakes/${intake.id}`,
  })),
});

export const detailsOf = {
  datasets: (id: string) => describeFound(datasets, id, describeDataset),
  "code-sets": (id: string) => describeFound(codeSets, id, describeCodeSet),
  intakes: (id: string) => describeFound(intakes, id, describeIntake),
} as const;

function describeFound<T extends { readonly id: string }, R>(
  all: readonly T[],
  id: string,
  describe: (item: T) => R,
): R | undefined {
  const found = all.find((item) => item.id === id);
  return found === undefined ? undefined : describe(found);
}
