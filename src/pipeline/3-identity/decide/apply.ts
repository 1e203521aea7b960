import { ingest, type PipelineHost } from "../../run.ts";
import type { RunResult } from "../../walk.ts";

/** A run without files: it does what people decided since the last one, and nothing else. */
export function applyDecisions(host: PipelineHost): Promise<RunResult> {
  return ingest(host, { paths: [] });
}
