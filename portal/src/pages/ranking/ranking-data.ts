import type { Part } from "../department/metric-data.ts";

/** A unit on the board. */
export interface Ranked {
  readonly part: Part;
  readonly score: number;
  /** Points since a month ago; null where there was no score then. */
  readonly change: number | null;
  /** Null where the policy gives none. */
  readonly place: number | null;
}

/** Best first; those without a score are not on the board. @param byPeers the place among units of the same levels */
export function rankedOf(parts: readonly Part[], byPeers: boolean): readonly Ranked[] {
  return parts
    .flatMap((part): readonly Ranked[] => {
      const score = part.values.quality;
      if (part.id === "-" || score === null || score === undefined) return [];
      const before = part.qualityBefore ?? null;
      // Of tenths, as they are shown: 97.24 after 97.16 would read as "97.2, up 0.1".
      const change = before === null ? null : Math.round(score * 10 - Math.round(before * 10)) / 10;
      return [{ part, score, change, place: (byPeers ? part.peerRank : part.rank) ?? null }];
    })
    .toSorted((a, b) => b.score - a.score);
}

/** Those who rose, most first. */
export const risenOf = (ranked: readonly Ranked[], count: number): readonly Ranked[] =>
  ranked
    .filter(({ change }) => change !== null && change > 0)
    .toSorted((a, b) => (b.change ?? 0) - (a.change ?? 0))
    .slice(0, count);
