import type { RunContext } from "../context.ts";

/** Table `joined` (entity, record_id, cluster): records that are one person, though their keys differ. */
export async function joinAlike(context: RunContext): Promise<void> {
  await context.lake.run(
    "create or replace temp table joined (entity varchar, record_id uuid, cluster uuid)",
  );
}
