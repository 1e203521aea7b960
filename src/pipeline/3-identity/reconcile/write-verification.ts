import { join } from "node:path";
import { reconciledEntities } from "#src/domains/exchange/reconciled-entities.ts";
import { quote } from "#src/platform/duckdb.ts";
import { type Client, inTransaction } from "#src/platform/postgres/pool.ts";
import { copyIn } from "../../5-publish/copy.ts";
import type { GoldenChanges } from "../../5-publish/golden.ts";
import type { RunContext } from "../../context.ts";
import { nationalKeySql } from "./claim-key.ts";
import { settleCases } from "./settle-cases.ts";

export interface WrittenVerification {
  readonly changed: number;
  readonly casesOpened: number;
  readonly casesClosed: number;
}

const columns =
  "entity, record_id, status, found_status, claim_key, ever_verified_at, verified_at, registry_version, school_id, run_seq, changed_at";

/** Statuses that wait for the registry, not for a person: nobody gets a case for them. */
const needsNobody = "('verified', 'approvedException', 'pending')";

/** Takes `standing_now` over into `verification` and settles the cases that follow, in one transaction. */
export async function writeVerification(
  context: RunContext,
  changes: readonly GoldenChanges[],
): Promise<WrittenVerification> {
  const { lake, runDir, runSeq, clock } = context;
  const now = quote(clock.now().toISOString());
  const standing = join(runDir, "verification.csv");
  const need = join(runDir, "case-need.csv");
  const gone = join(runDir, "verification-gone.csv");
  await lake.run(`
    copy (select entity, record_id, status, found_status, claim_key, ever_verified_at, verified_at, registry_version, school_id,
      ${runSeq}, ${now} from standing_now order by entity, record_id) to ${quote(standing)} (format csv, header false)`);
  // A claim that was not sent yet needs nobody either; a record that can't make one does.
  await lake.run(`
    copy (select golden_id(concat_ws(chr(31), 'case', entity, cast(record_id as varchar), status)), entity, record_id, status,
      school_id, source_row_id, ${nationalKeySql("national_id")}, to_json(evidence)
      from standing_now where status not in ${needsNobody} and not (status = 'notSent' and claim_key is not null))
    to ${quote(need)} (format csv, header false)`);
  await lake.run(`copy (${goneSql(changes)}) to ${quote(gone)} (format csv, header false)`);
  return inTransaction(context.pool, async (client) => {
    const changed = await writeStanding(client, standing, context.runSeq);
    await removeGone(client, gone, context);
    const cases = await settleCases(client, need, context);
    return { changed, ...cases };
  });
}

async function writeStanding(client: Client, file: string, runSeq: number): Promise<number> {
  const { rows } = await client.query<{ any: boolean }>(
    "select exists (select 1 from verification where run_seq <> $1) as any",
    [runSeq],
  );
  if (rows[0]?.any !== true) {
    // A city's first million goes in directly, not by way of a table that is thrown away.
    await client.query("delete from verification");
    return copyIn(client, `verification (${columns})`, file);
  }
  await client.query("create temp table settled (like verification) on commit drop");
  await copyIn(client, `settled (${columns})`, file);
  await client.query("analyze settled");
  const compared = "status, found_status, claim_key, verified_at, registry_version, school_id";
  const of = (alias: string) =>
    `(${compared
      .split(", ")
      .map((name) => `${alias}.${name}`)
      .join(", ")})`;
  const { rowCount } = await client.query(`
    insert into verification as v (${columns}) select ${columns} from settled
    on conflict (entity, record_id) do update set status = excluded.status, found_status = excluded.found_status,
      claim_key = excluded.claim_key, ever_verified_at = coalesce(v.ever_verified_at, excluded.ever_verified_at),
      verified_at = excluded.verified_at, registry_version = excluded.registry_version, school_id = excluded.school_id,
      run_seq = excluded.run_seq, changed_at = excluded.changed_at
    where ${of("v")} is distinct from ${of("excluded")}`);
  return rowCount ?? 0;
}

/** Records that ended in this run: another one took them over, and what was known of them went there. */
async function removeGone(client: Client, file: string, context: RunContext): Promise<void> {
  await client.query("create temp table gone_record (entity text, record_id uuid) on commit drop");
  if ((await copyIn(client, "gone_record (entity, record_id)", file)) === 0) return;
  await client.query(
    "delete from verification v using gone_record g where g.entity = v.entity and g.record_id = v.record_id",
  );
  await client.query(
    `update reconciliation_case c set closed_run = $1, closed_at = $2 from gone_record g
     where g.entity = c.entity and g.record_id = c.record_id and c.closed_run is null`,
    [context.runSeq, context.clock.now()],
  );
}

function goneSql(changes: readonly GoldenChanges[]): string {
  const parts = reconciledEntities.flatMap(({ entity }) => {
    const change = changes.find(({ datasetId }) => datasetId === entity);
    return change === undefined || change.retired === 0
      ? []
      : [`select ${quote(entity)}, record_id from read_parquet(${quote(change.retireFile)})`];
  });
  return parts.length === 0 ? "select '' as entity, '' as record_id where false" : parts.join(" union all ");
}
