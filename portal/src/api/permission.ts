/** What a caller may do, as the API names it (src/access/roles/permissions.ts; `permission.test.ts` compares them). */
export const permissions = [
  "record.read",
  "page.read",
  "quality.read",
  "run.read",
  "source.read",
  "upload",
  "review.decide",
  "identity.read",
  "identity.decide",
  "reconciliation.read",
  "reconciliation.decide",
  "reconciliation.approve",
  "looks.read",
  "rights.ask",
  "audit.read",
  "alarm.read",
  "account.manage",
  "consolidation.send",
  "research.read",
] as const;

export type Permission = (typeof permissions)[number];
