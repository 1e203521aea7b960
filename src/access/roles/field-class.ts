import type { Dataset } from "#src/domains/dictionary/dataset.ts";
import { getField } from "#src/domains/dictionary/dataset.ts";

/**
 * What kind of thing a field tells, and so who may read it. The dictionary says how near a field is to a person
 * (`pii`); here the sensitive ones are told apart, because a nurse needs other things than a registrar does
 * (handbook §10; the kinds are our configuration, not a text of law).
 *
 * - `open`: about nobody
 * - `quasi`: tells little alone, much together (birth date, marks)
 * - `direct`: names or reaches a person (name, phone, citizen number)
 * - `health`, `policy` (disability, policy groups, support), `discipline`, `origin` (ethnicity, religion, party)
 */
export const fieldClasses = ["open", "quasi", "direct", "health", "policy", "discipline", "origin"] as const;
export type FieldClass = (typeof fieldClasses)[number];

/** To be listed here at all tells it already, so every column counts, the keys too. */
const ofDataset: Readonly<Record<string, FieldClass>> = {
  learnerHealth: "health",
  learnerDisability: "policy",
  learnerPolicyGroup: "policy",
};

const ofField: Readonly<Record<string, FieldClass>> = {
  "enrolment.schoolViolenceNote": "discipline",
  "staffMember.discipline": "discipline",
  "enrolment.exitReason": "quasi",
  "enrolment.tuitionExemption": "policy",
  "enrolment.costSupport": "policy",
  "enrolment.lunchSupport": "policy",
};

/** The class of a column that every published table has (version, source row), or of a field. */
export function columnClassOf(dataset: Dataset, name: string): FieldClass {
  return name in dataset.fields ? fieldClassOf(dataset, name) : (ofDataset[dataset.id] ?? "open");
}

/** @throws Error when the dataset has no such field */
function fieldClassOf(dataset: Dataset, name: string): FieldClass {
  const whole = ofDataset[dataset.id];
  if (whole !== undefined) return whole;
  const { pii } = getField(dataset, name).info;
  const named = ofField[`${dataset.id}.${name}`];
  if (named !== undefined) return named;
  // Keys are what rows are joined and counted by; who may see the row may see them.
  if (dataset.key.includes(name) && pii !== "sensitive") return "open";
  if (pii === undefined || pii === "none") return "open";
  return pii === "sensitive" ? "origin" : pii;
}
