import { join } from "node:path";
import { writePart } from "../../truth/truth-files.ts";
import { TruthPart } from "../../truth/truth-part.ts";
import { schoolWorld } from "../../world/index.ts";
import type { CityPlan } from "../../world/types.ts";
import type { RegisterEntry } from "../so-gd/write.ts";
import { type Counts, noCounts } from "./counts.ts";
import { deliverSchool, tellSchool } from "./deliver-school.ts";
import { diskOutbox } from "./outbox.ts";
import { FIRST_DAY } from "./print-learners.ts";
import { secondDay } from "./second-day.ts";
import type { SchoolSystems, Vendor } from "./vendor-plan.ts";

/** Schools of a chunk follow each other in the plan; small enough to hold in memory, the unit of work of a thread. */
export const SCHOOLS_A_CHUNK = 8;

export type DayOptions = {
  seed: number;
  /** Directory of this day's delivery: holds inbox/ and truth/. */
  root: string;
  day: 1 | 2;
  changeShare: number;
  vendors: readonly Vendor[];
};

export type ChunkReport = { chunk: number; counts: Counts; register: RegisterEntry[] };

/** Writes the files and the truth of one chunk of schools. */
export function deliverChunk(
  plan: CityPlan,
  systems: readonly SchoolSystems[],
  chunk: number,
  options: DayOptions,
): ChunkReport {
  const truth = new TruthPart();
  const counts = noCounts();
  const outbox = diskOutbox(options.root, truth, counts);
  const wanted = new Set(options.vendors);
  const register: RegisterEntry[] = [];
  const from = chunk * SCHOOLS_A_CHUNK;
  const indexes = Array.from(
    { length: Math.min(SCHOOLS_A_CHUNK, plan.schools.length - from) },
    (_, offset) => from + offset,
  );
  const systemsOf = (index: number): SchoolSystems => {
    const found = systems[index];
    if (found === undefined) throw new Error(`no systems for school ${index}`);
    return found;
  };
  if (options.day === 1) {
    for (const index of indexes) {
      const world = schoolWorld(plan, index);
      const post = {
        seed: options.seed,
        world,
        systems: systemsOf(index),
        outbox,
        mode: "whole",
        today: FIRST_DAY,
      } as const;
      deliverSchool(post, wanted);
      tellSchool(post);
      const { profile, campuses, buildings, rooms, equipment } = world;
      register.push({
        profile,
        campuses,
        buildings,
        rooms,
        equipment,
        vendorSystem: post.systems.registerName,
      });
    }
  } else {
    const schools = indexes.map((index) => ({ world: schoolWorld(plan, index), systems: systemsOf(index) }));
    for (const { world, systems: used, today } of secondDay(
      schools,
      options.seed,
      options.changeShare,
      truth,
    )) {
      const post = { seed: options.seed, world, systems: used, outbox, mode: "delta", today } as const;
      deliverSchool(post, wanted);
      tellSchool(post);
      counts.changes += today.changed.size;
    }
  }
  writePart(join(options.root, "truth"), chunk, truth);
  return { chunk, counts, register };
}
