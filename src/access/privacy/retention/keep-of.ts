import { datasets, getDataset } from "#src/domains/catalogue.ts";
import type { Dataset } from "#src/domains/dictionary/dataset.ts";
import { getField } from "#src/domains/dictionary/dataset.ts";
import { getRuleOn, type LegalRule } from "#src/domains/dictionary/legal-rule.ts";
import { personalFieldsOf, purposeOf } from "../purposes/register.ts";
import { isPersonEntity } from "../subject.ts";
import { type Keep, type KeepFrom, keepRules } from "./keep-rules.ts";

/** When fields of a dataset end, and what ending means. */
export interface KeepGroup {
  readonly dataset: Dataset;
  readonly fields: readonly string[];
  /** The rule that asks for the longest time; null when no purpose needs the fields. */
  readonly rule: LegalRule<Keep> | null;
  /** Undefined: never erased by the job (for good, or not decided). */
  readonly ends?: { readonly years: number; readonly from: KeepFrom };
  /** Whole rows where an emptied field would leave nothing of them, or may not be empty. */
  readonly erases: "fields" | "rows";
}

/** Longest first. */
function rank(keep: Keep): number {
  if (keep.period === "permanent") return 1e6;
  if (keep.period === "undecided") return 1e5;
  return keep.period === "asOthers" ? -1 : keep.period.years;
}

/** The rule by which a personal field is kept on a day; null when no purpose asks for keeping it. */
export function findKeepRule(datasetId: string, field: string, day: string): LegalRule<Keep> | null {
  const rules = purposeOf(datasetId, field)
    .map((purpose) => getRuleOn<Keep>(keepRules, purpose.keep, day))
    .filter((rule) => rule.params.period !== "asOthers")
    .sort((a, b) => rank(b.params) - rank(a.params));
  return rules[0] ?? null;
}

/** The personal fields of a dataset, grouped by how long they are kept. */
export function keepGroups(datasetId: string, day: string): readonly KeepGroup[] {
  const dataset = getDataset(datasetId);
  const personal = personalFieldsOf(datasetId);
  const groups = new Map<string, { rule: LegalRule<Keep> | null; fields: string[] }>();
  for (const field of personal) {
    const rule = findKeepRule(datasetId, field, day);
    const group = groups.get(rule?.ruleId ?? "") ?? { rule, fields: [] };
    group.fields.push(field);
    groups.set(rule?.ruleId ?? "", group);
  }
  return [...groups.values()].map(({ rule, fields }) => {
    const needsRow = fields.some((field) => getField(dataset, field).required);
    const isAll =
      fields.length === personal.length && dataset.origin === "vendor" && !isPersonEntity(datasetId);
    const ends = endOf(rule);
    return {
      dataset,
      fields,
      rule,
      ...(ends === undefined ? {} : { ends }),
      erases: needsRow || isAll ? "rows" : "fields",
    };
  });
}

function endOf(rule: LegalRule<Keep> | null): KeepGroup["ends"] {
  if (rule === null) return { years: 0, from: "lastChange" };
  const { period } = rule.params;
  return typeof period === "object" ? period : undefined;
}

/** Every group there is on a day. */
export function allKeepGroups(day: string): readonly KeepGroup[] {
  return datasets.flatMap(({ id }) => keepGroups(id, day));
}
