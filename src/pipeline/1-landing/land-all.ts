import { correctionSource } from "#src/domains/dictionary/correction.ts";
import { inTransaction } from "#src/platform/postgres/pool.ts";
import type { RunContext } from "../context.ts";
import { saveLanded } from "../run-record.ts";
import { attributeSchools } from "./attribute-schools.ts";
import { landFiles } from "./land.ts";
import type { LandedFile } from "./landed-file.ts";
import type { Received } from "./receive-all.ts";
import type { SavedMapping } from "./recognise/saved-mapping.ts";

/** Lands every file that has no row in `file` for this run yet; what a killed run had landed is read back. */
export async function landAll(context: RunContext, received: Received): Promise<readonly LandedFile[]> {
  const bySeq = new Map(received.toLand.map((file) => [file.fileSeq, file]));
  const { rows } = await context.pool.query<{ tables: LandedFile }>(
    "select tables from file where run_seq = $1 and source_system is distinct from $2 order by file_seq",
    [context.runSeq, correctionSource],
  );
  const landed = rows.map((row) => row.tables);
  const done = new Set(landed.map((file) => file.fileSeq));
  const open = received.toLand.filter((file) => !done.has(file.fileSeq));
  const mappings = await savedMappings(context);
  for await (const batch of landFiles(context, open, mappings)) {
    await saveLanded(context, batch, bySeq);
    landed.push(...batch);
    context.progress({
      step: "land",
      title: { vi: "Đọc tệp", en: "Reading files" },
      done: landed.length,
      total: received.toLand.length,
    });
  }
  await registerSources(context);
  return attributeSchools(
    context,
    landed.sort((a, b) => a.fileSeq - b.fileSeq),
  );
}

async function savedMappings(context: RunContext): Promise<readonly SavedMapping[]> {
  const { rows } = await context.pool.query<{ mapping: SavedMapping }>(
    "select mapping from saved_mapping where active order by saved_at desc",
  );
  return rows.map((row) => row.mapping);
}

/** The vendors we know, as rows: trust may be read, compared and shown where the data is. */
async function registerSources(context: RunContext): Promise<void> {
  await inTransaction(context.pool, async (client) => {
    for (const vendor of context.declarations.vendors) {
      await client.query(
        `insert into source_system (source_system, title, trust_rank) values ($1, $2, $3)
         on conflict (source_system) do update set title = excluded.title, trust_rank = excluded.trust_rank
         where (source_system.title, source_system.trust_rank) is distinct from (excluded.title, excluded.trust_rank)`,
        [vendor.id, vendor.title.vi, vendor.trust],
      );
    }
  });
}
