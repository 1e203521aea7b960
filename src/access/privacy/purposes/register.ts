import { datasets, getDataset } from "#src/domains/catalogue.ts";
import { HpError } from "#src/platform/errors.ts";
import { learnerPurposes } from "./learner-purposes.ts";
import { consentPurposes, staffPurposes } from "./other-purposes.ts";
import type { Purpose } from "./purpose.ts";

/** Everything personal data are processed for. What is not here is not done. */
export const purposes: readonly Purpose[] = [...learnerPurposes, ...staffPurposes, ...consentPurposes];

/**
 * Personal fields vendors send that no purpose needs: not kept. The retention job empties them at once; whether files
 * bring them again makes no difference.
 */
export const withoutPurpose: Readonly<Record<string, readonly string[]>> = {
  // Neither the transcript nor a statutory form of pupils asks for it, and it is sensitive (NĐ 356/2025).
  learner: ["religion"],
};

const byId = new Map(purposes.map((purpose) => [purpose.id, purpose]));

/** @throws HpError `purpose-unknown` */
export function getPurpose(id: string): Purpose {
  const found = byId.get(id);
  if (found === undefined) throw new HpError("purpose-unknown", { purpose: id });
  return found;
}

/** The personal fields of a dataset, in the dictionary's order. */
export function personalFieldsOf(datasetId: string): readonly string[] {
  return Object.entries(getDataset(datasetId).fields)
    .filter(([, field]) => (field.info.pii ?? "none") !== "none")
    .map(([name]) => name);
}

/** Datasets that hold a personal field. */
export const personalDatasets: readonly string[] = datasets
  .map(({ id }) => id)
  .filter((id) => personalFieldsOf(id).length > 0);

/** The purposes that need a field; none for a field without class of personal data, or one that is not kept. */
export function purposeOf(datasetId: string, field: string): readonly Purpose[] {
  if (!personalFieldsOf(datasetId).includes(field)) return [];
  return purposes.filter((purpose) => fieldsNeeded(purpose, datasetId).includes(field));
}

/** The personal fields of a dataset a purpose needs. */
export function fieldsNeeded(purpose: Purpose, datasetId: string): readonly string[] {
  const needed = purpose.needs[datasetId] ?? [];
  return needed === "every" ? personalFieldsOf(datasetId) : needed;
}

/** False for a field that no purpose needs. */
export function isKept(datasetId: string, field: string): boolean {
  return withoutPurpose[datasetId]?.includes(field) !== true;
}
