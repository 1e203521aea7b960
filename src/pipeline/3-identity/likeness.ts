import type { RunContext } from "../context.ts";

/**
 * Tables `likeness` (entity, left_record, right_record, weight, is_link): pairs of records that resemble each other;
 * and `standing_key` (entity, link_key, record_id, key_kind, verified): keys of earlier records among them.
 */
export async function findAlike(context: RunContext): Promise<void> {
  await context.lake.run(`
    create or replace temp table likeness (entity varchar, left_record uuid, right_record uuid, weight double, is_link boolean);
    create or replace temp table standing_key (entity varchar, link_key uuid, record_id uuid, key_kind varchar, verified boolean)`);
}
