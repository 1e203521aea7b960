/** What a caller may do, as the API names it (src/access/roles/permissions.ts; `permission.test.ts` compares them). */
export const permissions = [
  "record.read",
  "quality.read",
  "run.read",
  "source.read",
  "upload",
  "record.correct",
  "review.decide",
  "identity.read",
  "identity.decide",
  "reconciliation.read",
  "reconciliation.decide",
  "reconciliation.approve",
  "consolidation.send",
  "looks.read",
  "rights.ask",
  "audit.read",
  "alarm.read",
  "research.read",
  "account.manage",
] as const;

export type Permission = (typeof permissions)[number];
