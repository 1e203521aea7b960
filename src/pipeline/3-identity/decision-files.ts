import { join } from "node:path";
import type { RunContext } from "../context.ts";

/** Files with the identity decisions of a run: new links and cases, records and keys that moved, for publishing. */
export function decisionFiles(context: Pick<RunContext, "runDir">) {
  const dir = join(context.runDir, "identified");
  return {
    links: join(dir, "new-link.parquet"),
    cases: join(dir, "new-case.parquet"),
    movedRecords: join(dir, "moved-record.parquet"),
    movedKeys: join(dir, "moved-key.parquet"),
    verifiedKeys: join(dir, "verified-key.parquet"),
    reviewPairs: join(dir, "review-pairs.ndjson"),
    rejudgedPairs: join(dir, "rejudged-pairs.ndjson"),
  } as const;
}
