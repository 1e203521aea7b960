import type { FastifyRequest } from "fastify";
import { HpError } from "#src/platform/errors.ts";
import type { Client } from "#src/platform/postgres/pool.ts";
import { type CorrectionParts, subjectsOf } from "./take.ts";

interface Undone {
  readonly correctionId: string;
  readonly recordKey: string;
  readonly state: string;
}

/**
 * Withdraws corrections: those that no run took in yet are over at once, the others with the next run, which brings back
 * what the other sources say.
 * @throws HpError `record-not-found` when none of them is the caller's to see, `correction-over` when all are over
 */
export async function takeBack(
  { clock }: CorrectionParts,
  request: FastifyRequest,
  which: { readonly correctionIds?: readonly string[] | undefined; readonly batchId?: string | undefined },
): Promise<{ readonly corrections: readonly Pick<Undone, "correctionId" | "state">[] }> {
  const { principal, reader } = request;
  if (principal === undefined) throw new HpError("sign-in-needed");
  const work = async (client: Client): Promise<readonly Undone[]> => {
    await client.query("select pg_advisory_xact_lock(hashtext('hoa-phuong.corrections'))");
    const condition =
      which.batchId === undefined ? "correction_id = any ($1::uuid[])" : "batch_id = $1::uuid";
    const asked = which.batchId ?? which.correctionIds ?? [];
    // A run that is under way may hold what waits: it is taken back by the next one, not from under it.
    await client.query(
      `update correction set state = case when run_seq is null then 'undone' else 'undoing' end, undone_by_name = $2, undone_at = $3
       where ${condition} and state in ('waiting', 'applied')`,
      [asked, principal.displayName, clock.now()],
    );
    const { rows } = await client.query<Undone>(
      `select correction_id as "correctionId", record_key as "recordKey", state from correction where ${condition} order by 1`,
      [asked],
    );
    if (rows.length === 0)
      throw new HpError("record-not-found", { id: String(which.batchId ?? asked[0]), dataset: "correction" });
    if (rows.every(({ state }) => state === "refused")) throw new HpError("correction-over");
    return rows;
  };
  const rows = await reader.read(work, {
    look: (found) => ({
      action: "correction.undo",
      object: which.batchId === undefined ? "correction" : `correctionBatch/${which.batchId}`,
      subjects: subjectsOf(found),
      detail: { corrections: found.length },
    }),
  });
  return { corrections: rows.map(({ correctionId, state }) => ({ correctionId, state })) };
}
