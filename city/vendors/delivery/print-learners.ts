import { ERROR_KINDS, type PlantedError } from "../../errors/kinds.ts";
import { set } from "../../errors/plant.ts";
import { type LearnerRates, plantLearner } from "../../errors/plant-learner.ts";
import { RATES } from "../../errors/rates.ts";
import { STATUS_LABEL } from "../../world/labels.ts";
import { Rng } from "../../world/random.ts";
import type { Learner, SchoolWorld } from "../../world/types.ts";
import type { SheetLayout } from "../layout.ts";
import { learnerRow } from "../rows/learner-row.ts";
import type { GradeSpelling } from "../rows/spellings.ts";
import type { Row } from "../rows/value.ts";

export type PrintedLearner = { learner: Learner; row: Row; planted: readonly PlantedError[] };

/** What the second day knows beyond the world; all empty on the first day. */
export type Today = {
  /** Rows worth sending in a delta. */
  changed: ReadonlySet<string>;
  /** Those whose earlier mistakes were put right. */
  corrected: ReadonlySet<string>;
  /** Those who left today: never stale. */
  left: ReadonlySet<string>;
  /** Those whose study history has a new row. */
  moved: ReadonlySet<string>;
};

export const FIRST_DAY: Today = {
  changed: new Set(),
  corrected: new Set(),
  left: new Set(),
  moved: new Set(),
};

export type PrintOptions = {
  seed: number;
  /** Names the stream of mistakes: each system makes its own. */
  system: string;
  layout: SheetLayout;
  grade: GradeSpelling;
  rates: LearnerRates;
  unicode: boolean;
  guardianAlways: boolean;
  today: Today;
};

/**
 * The learner list of one system of one school, in class order: current learners, those who left this autumn
 * (some still listed as studying) and rows entered twice.
 */
export function printLearners(world: SchoolWorld, options: PrintOptions): PrintedLearner[] {
  const context = new PrintContext(world, options);
  const printed: PrintedLearner[] = [];
  for (const learner of inClassOrder(world)) {
    const entry = context.print(learner);
    if (entry === undefined) continue;
    printed.push(entry);
    const twice = context.printAgain(entry);
    if (twice !== undefined) printed.push(twice);
  }
  return printed;
}

/** The same list for a system which knows only `who`, without leavers of earlier days and without doubles. */
export function printSome(
  world: SchoolWorld,
  options: PrintOptions,
  who: (learner: Learner) => boolean,
): PrintedLearner[] {
  const context = new PrintContext(world, options);
  const leavers = world.departed.filter((learner) => options.today.left.has(learner.personId));
  return [...world.learners, ...leavers].filter(who).flatMap((learner) => context.print(learner) ?? []);
}

class PrintContext {
  readonly #world: SchoolWorld;
  readonly #options: PrintOptions;
  readonly #columns: ReadonlySet<string>;
  readonly #siblings: ReadonlyMap<string, readonly Learner[]>;

  constructor(world: SchoolWorld, options: PrintOptions) {
    this.#world = world;
    this.#options = options;
    this.#columns = new Set(options.layout.columns.map((column) => column.column));
    this.#siblings = Map.groupBy(world.learners, (learner) => learner.household.householdId);
  }

  print(learner: Learner): PrintedLearner | undefined {
    const { seed, system, today } = this.#options;
    const { code, name } = this.#world.plan;
    const rng = Rng.of(seed, "errors", system, code, learner.personId);
    const row = learnerRow(learner, {
      schoolCode: code,
      schoolName: name,
      grade: this.#options.grade,
      guardianAlways: this.#options.guardianAlways,
    });
    const planted: PlantedError[] = [];
    if (learner.classIndex === null) {
      const stale =
        learner.status === "transferredOut" &&
        !today.left.has(learner.personId) &&
        rng.chance(RATES.staleTransfer);
      if (stale) planted.push(...stillStudying(row));
      else if (!this.#columns.has("enrolmentStatus")) return undefined;
    }
    const clean = today.corrected.has(learner.personId);
    planted.push(
      ...plantLearner(
        row,
        learner,
        {
          rng,
          columns: this.#columns,
          siblingId: this.#siblingId(learner),
          unicode: this.#options.unicode,
        },
        clean ? { deviates: 0, cosmetic: 0, withoutId: 0, content: false } : this.#options.rates,
      ),
    );
    return { learner, row, planted };
  }

  /** A second row of the same learner: entered again with a new code, or pressed twice. */
  printAgain(first: PrintedLearner): PrintedLearner | undefined {
    const { seed, system } = this.#options;
    const { learner } = first;
    const rng = Rng.of(seed, "twice", system, this.#world.plan.code, learner.personId);
    if (learner.classIndex === null || !rng.chance(RATES.duplicateInFile)) return undefined;
    const row = { ...first.row };
    const again: PlantedError = {
      kind: "duplicateInFile",
      column: "",
      trueValue: "",
      writtenValue: "",
    };
    if (rng.chance(0.4)) return { learner, row, planted: [...first.planted, again] };
    const recoded = set(row, "duplicateInFile", "learnerCode", `${learner.localCode}-2`);
    return { learner, row, planted: [...first.planted, recoded ?? again] };
  }

  #siblingId(learner: Learner): string | null {
    const siblings = this.#siblings.get(learner.household.householdId) ?? [];
    const sibling = siblings.find(
      (other) => other.personId !== learner.personId && other.nationalId !== null,
    );
    return sibling?.nationalId ?? null;
  }
}

function stillStudying(row: Row): PlantedError[] {
  const stale = set(row, "staleTransfer", "enrolmentStatus", STATUS_LABEL.studying);
  row.exitDate = null;
  row.exitReason = null;
  return stale === undefined ? [] : [stale];
}

/** Current learners and this autumn's leavers by class; leavers of a class that is no more come last. */
function inClassOrder(world: SchoolWorld): Learner[] {
  const place = new Map(world.classes.map((section) => [section.className, section.index]));
  const autumn = world.departed.filter((learner) => leftThisAutumn(learner, world.plan.code));
  const placeOf = (learner: Learner): number =>
    learner.classIndex ?? place.get(learner.className) ?? world.classes.length;
  return [...world.learners, ...autumn].sort((a, b) => placeOf(a) - placeOf(b));
}

function leftThisAutumn(learner: Learner, schoolCode: string): boolean {
  return learner.history.some((year) => year.schoolYear === "2026-2027" && year.schoolCode === schoolCode);
}

const DEVIATING: ReadonlySet<string> = new Set(["deviates", "cosmetic", "content"]);

export function isDeviating(planted: readonly PlantedError[]): boolean {
  return planted.some((error) => DEVIATING.has(ERROR_KINDS[error.kind].group));
}

export function deviatesAfterNormalising(planted: readonly PlantedError[]): boolean {
  return planted.some((error) => ERROR_KINDS[error.kind].group === "deviates");
}
