/** What a route asks of who calls it; a role lists those it has. Rows and fields are the database's matter. */
export type Permission =
  | "record.read"
  | "page.read"
  | "quality.read"
  | "run.read"
  | "source.read"
  | "upload"
  | "review.decide"
  | "identity.read"
  | "identity.decide"
  | "reconciliation.read"
  | "reconciliation.decide"
  | "reconciliation.approve"
  | "looks.read"
  | "rights.ask"
  | "audit.read"
  | "alarm.read"
  | "account.manage";
