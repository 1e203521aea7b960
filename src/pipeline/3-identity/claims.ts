import type { RunContext } from "../context.ts";

/**
 * Table `claim_of` (entity, intake, role, source_row_id, verified, is_foreign): what the population registry said of the
 * person a row describes. `is_foreign`: it knows the number, under another name and another birth date.
 */
export async function loadClaims(context: RunContext): Promise<void> {
  await context.lake.run(
    "create or replace temp table claim_of (entity varchar, intake varchar, role varchar, source_row_id bigint, verified boolean, is_foreign boolean)",
  );
}
