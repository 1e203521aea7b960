import type { Check } from "#src/domains/dictionary/check.ts";
import type { CodeSet } from "#src/domains/dictionary/code-set.ts";
import type { Dataset } from "#src/domains/dictionary/dataset.ts";
import type { Intake } from "#src/domains/dictionary/intake.ts";
import type { LinkageSpec } from "#src/domains/dictionary/linkage.ts";
import type { Matching } from "#src/domains/dictionary/matching.ts";
import type { QualityView } from "#src/domains/dictionary/quality-view.ts";
import type { Clock } from "#src/platform/clock.ts";
import type { Config, Folders } from "#src/platform/config.ts";
import type { RecordDeed } from "#src/platform/deed.ts";
import type { Lake } from "#src/platform/duckdb.ts";
import type { Log } from "#src/platform/log.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import type { VendorProfile } from "./1-landing/recognise/vendor-profile.ts";
import type { PopulationRegistry } from "./3-identity/reconcile/population-registry.ts";
import type { Progress } from "./progress.ts";

/** What the pipeline is told about the domains and the outside; it knows none of them by name. */
export interface Declarations {
  readonly datasets: readonly Dataset[];
  readonly codeSets: readonly CodeSet[];
  readonly intakes: readonly Intake[];
  readonly matchings: readonly Matching[];
  readonly linkages: readonly LinkageSpec[];
  readonly vendors: readonly VendorProfile[];
  readonly checks: readonly Check[];
  readonly qualityViews: readonly QualityView[];
}

/** Everything a step of one run needs. Made once by `run.ts`; the first argument of every step. */
export interface RunContext {
  readonly runSeq: number;
  /** When the run began, the same after a resume: its files count as received then, whichever was read first. */
  readonly startedAt: Date;
  readonly pool: Pool;
  readonly lake: Lake;
  readonly config: Config;
  readonly folders: Folders;
  /** Working files of this run; removed when the run is done. */
  readonly runDir: string;
  readonly declarations: Declarations;
  /** Secret that golden ids derive from; never in the database. */
  readonly identityKey: Buffer;
  /** Keys of encrypted columns; the lake has functions that use them (sealed-columns.ts). */
  readonly keyring: Keyring;
  /** Who confirms that a number, a name and a birth date belong together; undefined: nobody is asked. */
  readonly registry?: PopulationRegistry | undefined;
  /** Runs on the published rows before they are scored: what was erased by law is erased again. Safe to repeat. */
  readonly afterPublish?: (runSeq: number) => Promise<void>;
  readonly clock: Clock;
  /** Writes to the audit what the run changes, in the transaction that changes it. */
  readonly record?: RecordDeed | undefined;
  readonly log: Log;
  readonly progress: Progress;
}

export function getIntake(context: Pick<RunContext, "declarations">, id: string): Intake {
  const found = context.declarations.intakes.find((intake) => intake.id === id);
  if (found === undefined) throw new Error(`no intake ${id}`);
  return found;
}

export function getDatasetOf(context: Pick<RunContext, "declarations">, id: string): Dataset {
  const found = context.declarations.datasets.find((dataset) => dataset.id === id);
  if (found === undefined) throw new Error(`no dataset ${id}`);
  return found;
}
