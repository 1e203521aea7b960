import { countRawRows } from "./1-landing/count-raw.ts";
import { landAll } from "./1-landing/land-all.ts";
import { landCorrections, settleCorrections } from "./1-landing/land-corrections.ts";
import type { LandedFile } from "./1-landing/landed-file.ts";
import { countKnown, type Delivery, type Received, receiveAll } from "./1-landing/receive-all.ts";
import { compareReference, type ReferenceReport } from "./2-standardise/compare-reference.ts";
import type { Compared } from "./2-standardise/compare-standing.ts";
import { compareStanding } from "./2-standardise/compare-standing.ts";
import type { IntakeTable } from "./2-standardise/intake-table.ts";
import { nameRowSchools } from "./2-standardise/row-schools.ts";
import { guardAgainstShrinking, type ShrunkFeed } from "./2-standardise/shrink-guard.ts";
import { type Standardised, standardise } from "./2-standardise/standardise.ts";
import { type Identified, identify } from "./3-identity/identify.ts";
import { loadMoves, type MovedRows, moveRows } from "./3-identity/move-rows.ts";
import { settleVerification } from "./3-identity/reconcile/settle-verification.ts";
import { scoreRun } from "./4-quality/score-run.ts";
import { countRows, publishAccount, type RowAccount } from "./5-publish/account.ts";
import { dayRows } from "./5-publish/day-rows.ts";
import { settleFiles, updateFeeds } from "./5-publish/feeds.ts";
import { buildGolden, type GoldenChanges } from "./5-publish/golden.ts";
import { publishLinks } from "./5-publish/links.ts";
import { publishSlices } from "./5-publish/load.ts";
import { publishMoves } from "./5-publish/moves.ts";
import { keepInLake, loadSuperseded, markAbsent } from "./5-publish/standing.ts";
import { loadTouched } from "./5-publish/touched-rows.ts";
import { refreshWarehouse } from "./6-warehouse/refresh.ts";
import { atOnce, together } from "./at-once.ts";
import { getIntake, type RunContext } from "./context.ts";
import { finishRun, openShrinkReviews } from "./run-record.ts";
import { once } from "./run-steps.ts";

export interface IngestRequest extends Delivery {
  /** Feeds that a person released from the shrink guard. */
  readonly releasedFeeds?: readonly string[];
}

/** What a run did; `accounted` is true only when every row in is in exactly one of the four outcomes. */
export interface RunResult extends RowAccount {
  readonly runId: number;
  readonly files: number;
  readonly filesRefused: number;
  readonly filesWaiting: number;
  readonly accounted: boolean;
  /** Rows of tables that are no records (sums, notes, signatures, headers printed again); not among rowsIn. */
  readonly setAside: number;
  /** Lists held against our own reference tables, by intake. */
  readonly references: Readonly<Record<string, ReferenceReport>>;
  readonly changed: Readonly<Record<string, { inserted: number; updated: number; retired: number }>>;
  readonly seconds: number;
}

/**
 * A record's way, step after step; every step leaves named files or tables, has a mark in `run_step`, and is skipped
 * when its mark stands. docs/life-of-a-record.md follows one pupil's row through it.
 */
export async function walk(context: RunContext, request: IngestRequest | undefined): Promise<RunResult> {
  const startedMs = context.clock.now().getTime();
  const asked = await once(context, "request", async (): Promise<IngestRequest> => request ?? { paths: [] });
  const received = await once(context, "receive", () => receiveAll(context, asked));
  const fromOutside = await landAll(context, received);
  const mended = await once(context, "corrections", () => landCorrections(context));
  const landed = [...fromOutside, ...mended];
  const tables = landed.flatMap((file) => file.tables);
  const standardised = await once(context, "standardise", () => standardiseAll(context, tables));
  const placed = await once(context, "schools", () => nameRowSchools(context, standardised, tables));
  const referenced = await once(context, "reference", () => compareReference(context, placed));
  const guarded = await once(context, "guard", () =>
    guardAgainstShrinking(context, referenced.items, tables, new Set(asked.releasedFeeds ?? [])),
  );
  await openShrinkReviews(context, guarded.shrunk);
  const compared = await once(context, "compare", () =>
    atOnce(2, guarded.items, (item) => compareStanding(context, item)),
  );
  say(context, "identity", "Nhận diện người học, giáo viên", "Finding who is who");
  const { identified } = await once(context, "identity", () => identify(context, compared), {
    detail: ({ figures }) => figures,
  });
  await loadMoves(context);
  await loadSuperseded(context, identified, []);
  let touching: Promise<ReadonlySet<string>> | undefined;
  const touched = () => (touching ??= loadTouched(context, identified));
  const moved = await once(context, "move", () => moveRows(context, touched));
  await loadSuperseded(context, identified, moved);
  const changes = await once(context, "golden", async () =>
    goldenAll(context, identified, moved, await touched()),
  );
  say(context, "publish", "Công bố hồ sơ", "Publishing records");
  await publishMoves(context, moved);
  await once(context, "links", () => publishLinks(context));
  await publishAll(context, identified, tables, changes);
  await once(context, "afterPublish", async () => context.afterPublish?.(context.runSeq));
  await once(context, "absent", () => markAbsent(context, compared, guarded.emptied));
  await once(context, "feeds", () => updateFeeds(context, compared, guarded.emptied));
  const verified = once(context, "verification", () =>
    settleVerification(context, changes, context.registry),
  );
  say(context, "quality", "Chấm chất lượng dữ liệu", "Scoring data quality");
  const { datasets, checks, qualityViews: views } = context.declarations;
  await together(
    verified,
    once(context, "quality", () => scoreRun(context, { datasets, checks, views }, changes, verified)),
  );
  say(context, "warehouse", "Làm mới kho dữ liệu", "Refreshing the warehouse");
  await once(context, "warehouse", () => refreshWarehouse(context, changes));
  const setAside = standardised.reduce((sum, item) => sum + item.setAside, 0);
  const account = await once(context, "account", () =>
    accountFor(context, { received, landed, shrunk: guarded.shrunk, compared, identified, setAside }),
  );
  await once(context, "files", () => settleFiles(context, compared));
  await once(context, "mended", () => settleCorrections(context));
  await once(context, "keep", () => keepInLake(context, identified, moved));
  await finishRun(context, received.files.length, account);
  return {
    runId: context.runSeq,
    files: received.files.length,
    filesRefused: landed.filter((file) => file.status === "refused").length,
    filesWaiting: landed.filter((file) => file.status === "waiting").length,
    ...account,
    setAside,
    references: referenced.reports,
    changed: Object.fromEntries(
      changes.map(({ datasetId, inserted, updated, retired }) => [datasetId, { inserted, updated, retired }]),
    ),
    seconds: (context.clock.now().getTime() - startedMs) / 1000,
  };
}

async function standardiseAll(
  context: RunContext,
  tables: readonly IntakeTable[],
): Promise<readonly Standardised[]> {
  const intakes = [...new Set(tables.map((table) => table.intake))];
  let done = 0;
  // One after the other: each statement of the lake already uses every core.
  return atOnce(1, intakes, async (id) => {
    const result = await standardise(
      context,
      getIntake(context, id),
      tables.filter((table) => table.intake === id),
    );
    done += 1;
    context.progress({
      step: "standardise",
      title: { vi: "Chuẩn hóa", en: "Standardising" },
      done,
      total: intakes.length,
    });
    return result;
  });
}

async function goldenAll(
  context: RunContext,
  identified: readonly Identified[],
  moved: readonly MovedRows[],
  touched: ReadonlySet<string>,
): Promise<readonly GoldenChanges[]> {
  const fed = context.declarations.datasets.filter((dataset) => dataset.origin === "vendor");
  const all = await atOnce(2, fed, (dataset) =>
    buildGolden(context, dataset, { identified, moved, touched }),
  );
  return all.filter((changes) => changes !== undefined);
}

/**
 * Where each row stands, and the records. A day's rows and records go side by side, each half under its own marks; of a
 * city's either alone fills both engines and their memory.
 */
async function publishAll(
  context: RunContext,
  identified: readonly Identified[],
  tables: readonly IntakeTable[],
  changes: readonly GoldenChanges[],
): Promise<void> {
  const rows = identified.reduce((sum, item) => sum + item.rows, 0);
  if (rows <= dayRows) {
    await together(publishAccount(context, identified, tables), publishSlices(context, changes));
    return;
  }
  await publishAccount(context, identified, tables);
  await publishSlices(context, changes);
}

/** The row account, with the count of what came in taken from the raw rows, not from the outcomes it must equal. */
async function accountFor(
  context: RunContext,
  { received, landed, shrunk, compared, identified, setAside }: Ended,
): Promise<RowAccount & { readonly accounted: boolean }> {
  const counted = await countRows(context, compared, identified);
  const known = countKnown(received);
  const waiting = landed.reduce((sum, file) => sum + file.heldRows, 0);
  const guarded = shrunk.reduce((sum, feed) => sum + feed.rowsNow, 0);
  const raw = await countRawRows(
    context,
    landed.flatMap((file) => file.tables),
  );
  const rowsIn = raw - setAside + known + waiting;
  const account = {
    ...counted,
    rowsIn,
    unchanged: counted.unchanged + known,
    held: counted.held + waiting + guarded,
  };
  return {
    ...account,
    accounted: rowsIn === account.published + account.unchanged + account.merged + account.held,
  };
}

interface Ended {
  readonly received: Received;
  readonly landed: readonly LandedFile[];
  readonly shrunk: readonly ShrunkFeed[];
  readonly compared: readonly Compared[];
  readonly identified: readonly Identified[];
  readonly setAside: number;
}

function say(context: RunContext, step: string, vi: string, en: string): void {
  context.progress({ step, title: { vi, en }, done: 0 });
}
