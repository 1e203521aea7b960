/** Datasets of the exchange, by what they tell of: what came in, what a run did with it, which record it is, how good. */
export { SourceSystem, Feed, File, SavedMapping, Review } from "./schema-files.ts";
export { Run, RunStep, SourceRow, RowRejection } from "./schema-runs.ts";
export { ChangeLog, Outbox, Link, ReconciliationCase } from "./schema-records.ts";
export { QualityIssue, QualityScore } from "./schema-quality.ts";
