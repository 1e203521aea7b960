import type { Compared } from "../2-standardise/compare-standing.ts";
import type { RunContext } from "../context.ts";
import { judgeRecords, type RecordPair, type SaidByRecords } from "./judge-records.ts";
import type { Linked } from "./linkage/link.ts";
import { findWaiting, recordsNow, rejudgeOpenPairs } from "./rejudge-open.ts";
import { findPairs, recordsOf, writeReviewPairs } from "./review-pairs.ts";

/**
 * Pairs that a person must decide, new ones and those that wait: all rows of their records are heard, once for both
 * kinds, for what was compared of a city's people is read as a whole each time.
 */
export async function hearPairs(
  context: RunContext,
  linkages: Readonly<Record<string, Linked>>,
  compared: readonly Compared[],
): Promise<void> {
  const found = await findPairs(context, linkages);
  const waiting = await findWaiting(context);
  const said = new Map<string, ReadonlyMap<string, readonly SaidByRecords[]>>();
  for (const spec of context.declarations.linkages) {
    const fresh = found.find((one) => one.spec === spec);
    const old = waiting.find((one) => one.spec === spec);
    // Both hold the model of this run: the kept one, or the one it has just learnt and kept.
    const model = fresh?.model ?? old?.model;
    if (model === undefined) continue;
    const pairs: RecordPair[] = [
      ...(fresh?.pairs.map(recordsOf) ?? []),
      ...(old?.open.map(recordsNow) ?? []),
    ];
    said.set(spec.entity, await judgeRecords(context, spec, model, compared, pairs));
  }
  const saidOf = (entity: string) => said.get(entity) ?? new Map<string, readonly SaidByRecords[]>();
  writeReviewPairs(context, found, saidOf);
  rejudgeOpenPairs(context, waiting, saidOf);
}
