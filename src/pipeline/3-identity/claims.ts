import type { RunContext } from "../context.ts";
import { type ReconcileFigures, reconcileClaims } from "./reconcile/reconcile-claims.ts";

/**
 * Table `claim_of` (entity, intake, role, source_row_id, verified, is_foreign): what the population registry said of the
 * person a row describes. `is_foreign`: it knows the number, under another name and another birth date.
 */
export async function loadClaims(context: RunContext): Promise<ReconcileFigures> {
  const figures = await reconcileClaims(context, context.registry);
  await context.lake.run(`
    create or replace temp table claim_of as
    select r.entity, r.intake, r.role, r.source_row_id, coalesce(a.status = 'verified', false) as verified,
      coalesce(not a.name_matches and not a.birth_date_matches, false) as is_foreign
    from claim_row r join claim_answer a on a.claim_key = r.claim_key`);
  return figures;
}
