/** Datasets of the exchange, by what they tell of: what came in, what a run did with it, which record it is, how good. */
export { Correction } from "./schema-corrections.ts";
export { Feed, File, Review, SavedMapping, SourceSystem } from "./schema-files.ts";
export { IdentityDecision, IdentityReview, LinkageModel, RecordAlias } from "./schema-identity.ts";
export { QualityIssue, QualityScore } from "./schema-quality.ts";
export {
  ApprovedException,
  PopulationCheck,
  PopulationCursor,
  ReconciliationCase,
  ReconciliationReport,
  Verification,
} from "./schema-reconciliation.ts";
export { ChangeLog, Link, Outbox } from "./schema-records.ts";
export { RowRejection, Run, RunStep, SourceRow } from "./schema-runs.ts";
