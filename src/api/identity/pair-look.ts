import type { QueuedPair } from "#src/pipeline/3-identity/decide/queue.ts";
import type { Deed } from "#src/platform/deed.ts";

/** The evidence of a pair tells of both people, and the pair side by side nearly all of them. */
const classesShown = ["quasi", "direct", "policy", "origin", "discipline"];

/** The look at people that pairs in doubt are: one event for all that stand on a page. */
export function lookAtPairs(pairs: readonly QueuedPair[], how: "read" | "list"): Deed | undefined {
  const [first] = pairs;
  if (first === undefined) return undefined;
  return {
    action: `identityReview.${how}`,
    object: how === "read" ? `identityReview/${first.reviewId}` : "identityReview",
    subjects: pairs.flatMap(({ leftRecordId, rightRecordId }) => [leftRecordId, rightRecordId]),
    detail: { rows: pairs.length, classes: classesShown },
  };
}
