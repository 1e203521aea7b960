import { inTransaction } from "#src/platform/postgres/pool.ts";
import type { RunContext } from "../../context.ts";
import { nationalKey } from "./claim-key.ts";
import { type PopulationRegistry, RegistryUnavailable } from "./population-registry.ts";

/**
 * Reads the registry's notices of change since the last time: what was answered about these numbers before must be
 * asked again, for verifying once is the defect to avoid (handbook §2). Returns the notices read. An outage leaves
 * the rest to the next run: the cursor moves with the marks, in one transaction a page.
 */
export async function readNotices(context: RunContext, registry: PopulationRegistry): Promise<number> {
  const { pool, identityKey, clock } = context;
  const { rows } = await pool.query<{ cursor: string }>(
    "select cursor from population_cursor where registry_id = $1",
    [registry.id],
  );
  let cursor = rows[0]?.cursor;
  let notices = 0;
  for (;;) {
    try {
      const page = await registry.changesSince(cursor);
      const keys = page.changes.map(({ nationalId }) => nationalKey(identityKey, nationalId));
      const versions = page.changes.map(({ registryVersion }) => registryVersion);
      await inTransaction(pool, async (client) => {
        // An answer of that version or a later one has the change in it already.
        await client.query(
          `update population_check c set invalidated_at = $3
           from (select key, max(version) as version from unnest($1::uuid[], $2::integer[]) as n(key, version) group by key) n
           where c.national_key = n.key and c.invalidated_at is null and (c.registry_version is null or c.registry_version < n.version)`,
          [keys, versions, clock.now()],
        );
        await client.query(
          `insert into population_cursor (registry_id, cursor, notices, read_at) values ($1, $2, $3, $4)
           on conflict (registry_id) do update set cursor = excluded.cursor, notices = population_cursor.notices + excluded.notices,
             read_at = excluded.read_at`,
          [registry.id, page.cursor, page.changes.length, clock.now()],
        );
      });
      cursor = page.cursor;
      notices += page.changes.length;
      if (!page.hasMore) return notices;
    } catch (error) {
      if (!(error instanceof RegistryUnavailable)) throw error;
      context.log.warn(
        { run: context.runSeq, reason: error.reason },
        "registry notices left to the next run",
      );
      return notices;
    }
  }
}
