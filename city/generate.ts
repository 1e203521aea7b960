import { mkdirSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { joinParts } from "./truth/truth-files.ts";
import { TruthPart } from "./truth/truth-part.ts";
import { addCounts, type Counts, noCounts } from "./vendors/delivery/counts.ts";
import { type ChunkReport, deliverChunk, SCHOOLS_A_CHUNK } from "./vendors/delivery/deliver-chunk.ts";
import { diskOutbox } from "./vendors/delivery/outbox.ts";
import { deliverOnThreads } from "./vendors/delivery/pool.ts";
import { planSystems, VENDORS, type Vendor } from "./vendors/delivery/vendor-plan.ts";
import { type RegisterEntry, sendRegister } from "./vendors/so-gd/write.ts";
import { planCity } from "./world/index.ts";

export type GenerateOptions = {
  /** 0.001 to 1 of the city's 1,608 schools. */
  scale: number;
  seed: number;
  /** Directory for inbox/ and truth/; the second day goes into its day-2/. Must not hold that delivery yet. */
  out: string;
  /** 2 writes the follow-up delivery to a city of the same scale and seed. */
  day?: 1 | 2;
  /** Share of the learner records changed on the second day. */
  changeShare?: number;
  /** Only these vendors' files. */
  vendors?: readonly Vendor[];
  /** Threads, at most 2 unless told; the bytes written do not depend on it. */
  threads?: number;
  onProgress?: (progress: GenerateProgress) => void;
};

export type GenerateProgress = {
  schools: number;
  ofSchools: number;
  files: number;
  bytes: number;
  seconds: number;
};

export type GenerateReport = Counts & {
  day: 1 | 2;
  seed: number;
  scale: number;
  out: string;
  seconds: number;
};

/** Below this many chunks a thread costs more than it brings. */
const CHUNKS_FOR_THREADS = 4;

/**
 * Writes what the schools' systems send, and beside it the truth.
 * @throws when the target already holds a delivery: two cities in one inbox would be neither
 */
export async function generateCity(options: GenerateOptions): Promise<GenerateReport> {
  const started = performance.now();
  const { scale, seed, out, day = 1, changeShare = 0.01, vendors = VENDORS } = options;
  if (!(changeShare >= 0 && changeShare <= 1)) throw new RangeError(`changeShare is a share: ${changeShare}`);
  const root = day === 1 ? out : join(out, "day-2");
  refuseOccupied(root);
  mkdirSync(join(root, "inbox"), { recursive: true });
  const plan = planCity({ scale, seed });
  const chunks = Math.ceil(plan.schools.length / SCHOOLS_A_CHUNK);
  const counts = noCounts();
  const register = new Map<number, RegisterEntry[]>();
  const onReport = (report: ChunkReport): void => {
    addCounts(counts, report.counts);
    register.set(report.chunk, report.register);
    options.onProgress?.({
      schools: counts.schools,
      ofSchools: plan.schools.length,
      files: counts.files,
      bytes: counts.bytes,
      seconds: (performance.now() - started) / 1000,
    });
  };
  const dayOptions = { seed, root, day, changeShare, vendors };
  const worthwhile = chunks < CHUNKS_FOR_THREADS ? 1 : Math.min(2, availableParallelism());
  const threads = options.threads ?? worthwhile;
  if (threads > 1) {
    await deliverOnThreads(threads, chunks, { scale, seed }, dayOptions, onReport);
  } else {
    const systems = planSystems(plan);
    for (let chunk = 0; chunk < chunks; chunk += 1) onReport(deliverChunk(plan, systems, chunk, dayOptions));
  }
  if (day === 1 && vendors.includes("so-gd")) {
    const entries = Array.from({ length: chunks }, (_, chunk) => register.get(chunk) ?? []).flat();
    sendRegister(diskOutbox(root, new TruthPart(), counts), entries);
  }
  joinParts(join(root, "truth"), chunks, counts.learners, day);
  return { ...counts, day, seed, scale, out: root, seconds: (performance.now() - started) / 1000 };
}

function refuseOccupied(root: string): void {
  for (const name of ["inbox", "truth"]) {
    let held: string[];
    try {
      held = readdirSync(join(root, name));
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") continue;
      throw error;
    }
    if (held.length > 0)
      throw new Error(`${join(root, name)} already holds a delivery: choose an empty directory`);
  }
}
