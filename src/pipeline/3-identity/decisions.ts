import type { RunContext } from "../context.ts";

/**
 * What people decided about keys, as tables: `moved_key` (entity, source_key, from_record, to_record), keys that leave
 * their record in this run; `apart_key` (entity, source_key), keys that were parted from a record and can't name it.
 */
export async function loadDecisions(context: RunContext): Promise<void> {
  await context.lake.run(`
    create or replace temp table moved_key (entity varchar, source_key uuid, from_record uuid, to_record uuid);
    create or replace temp table apart_key (entity varchar, source_key uuid)`);
}
