import type { Text } from "../../text/language.ts";

/** A pair in doubt as the queue tells of it (src/api/identity/read-routes.ts). */
export interface QueuedPair {
  readonly reviewId: string;
  readonly entity: string;
  readonly weight: number;
  readonly probability: number;
  readonly evidence: readonly Evidence[];
}

export interface Evidence {
  readonly comparison: string;
  readonly level: string;
  readonly weight: number;
  readonly title?: Text;
  readonly levelTitle?: Text;
}

export interface PairSide {
  readonly recordId: string;
  readonly verificationTitle: Text | null;
  readonly around: readonly { readonly text: Text }[];
  readonly sources: readonly {
    readonly sourceSystem: string;
    readonly sourceRowId: string;
    readonly fileName: string | null;
    readonly sheetNo: number;
    readonly rowNo: number;
  }[];
}

/** Two records side by side (src/api/identity/pair-story.ts). */
export interface PairStory {
  readonly pair: QueuedPair;
  readonly isOpen: boolean;
  readonly isMerged: boolean;
  readonly entityTitle: Text | null;
  readonly fields: readonly {
    readonly name: string;
    readonly title: Text;
    readonly leftText: Text | null;
    readonly rightText: Text | null;
    readonly differs: boolean;
  }[];
  readonly left: PairSide;
  readonly right: PairSide;
}

export interface OwnDecision {
  readonly decisionId: string;
  readonly reviewId: string;
  readonly verdict: Verdict;
  readonly isSecond: boolean;
  readonly decidedAt: string;
  readonly appliedRun: number | null;
  readonly names: readonly string[];
}

export type Verdict = "same" | "different";

/**
 * How much one comparison says, in words instead of bits: below one bit (less than twice as likely one way) hardly, from
 * three (eight times) clearly, from seven (a hundred times) almost alone.
 */
export function strengthOf(weight: number): "much" | "clearly" | "some" | "hardly" {
  const bits = Math.abs(weight);
  if (bits >= 7) return "much";
  if (bits >= 3) return "clearly";
  return bits >= 1 ? "some" : "hardly";
}
