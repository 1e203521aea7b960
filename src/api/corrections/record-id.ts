import type { Dataset } from "#src/domains/dictionary/dataset.ts";
import { goldenId } from "#src/pipeline/3-identity/golden-id.ts";
import { parseRecordKey } from "#src/pipeline/4-quality/record-key.ts";

const unitSeparator = "\u001f";

/** The id that the change log keeps a row under, as publishing derives it (5-publish/record.ts). */
export function recordIdOf(identityKey: Buffer, dataset: Dataset, recordKey: string): string {
  const parts = parseRecordKey(dataset, recordKey);
  const spread = dataset.distributedBy === "reference" ? (dataset.key[0] ?? "") : dataset.distributedBy;
  const own = parts[dataset.key.indexOf(spread)] ?? "";
  if (dataset.fields[spread]?.kind === "uuid") return own;
  if (spread === "schoolId") return goldenId(identityKey, ["school", own].join(unitSeparator));
  return goldenId(identityKey, [dataset.id, ...parts].join(unitSeparator));
}
