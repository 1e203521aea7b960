import type { TruthPart } from "../../truth/truth-part.ts";
import { hashFraction, Rng, Weighted } from "../../world/random.ts";
import type { Learner, SchoolWorld } from "../../world/types.ts";
import { type ChangeKind, changeClass, changePhone, enter, leave, move, transferIn } from "./changes.ts";
import { mainPrintOptions } from "./main-systems.ts";
import { FIRST_DAY, isDeviating, printLearners, type Today } from "./print-learners.ts";
import type { SchoolSystems } from "./vendor-plan.ts";

export type SchoolDay = { world: SchoolWorld; systems: SchoolSystems; today: Today };

/** What happens to records of today, by weight. */
const CHANGES = new Weighted<ChangeKind>([
  ["address", 30],
  ["class", 16],
  ["phone", 30],
  ["left", 10],
  ["transfer", 14],
]);
/**
 * Parts of the change share: records which change, earlier mistakes put right, new learners. The rest are
 * transfers arriving, which touch a second school.
 */
const CHANGED = 0.72;
const CORRECTIONS = 0.12;
const ENTRIES = 0.07;

type Draft = {
  systems: SchoolSystems;
  before: SchoolWorld;
  learners: Learner[];
  departed: Learner[];
  changed: Set<string>;
  corrected: Set<string>;
  left: Set<string>;
  moved: Set<string>;
};

/**
 * The next day in a row of schools: what changed since the first delivery. Transfers go to the next school of
 * the same level in the row, or out of the city when there is none.
 */
export function secondDay(
  schools: readonly { world: SchoolWorld; systems: SchoolSystems }[],
  seed: number,
  changeShare: number,
  truth: TruthPart,
): SchoolDay[] {
  const drafts: Draft[] = schools.map(({ world, systems }) => ({
    systems,
    before: world,
    learners: [...world.learners],
    departed: [...world.departed],
    changed: new Set(),
    corrected: new Set(),
    left: new Set(),
    moved: new Set(),
  }));
  drafts.forEach((draft, index) => {
    const takers = [...drafts.slice(index + 1), ...drafts.slice(0, index)].filter(
      (other) => other.before.plan.level === draft.before.plan.level,
    );
    changeSchool(draft, takers, seed, changeShare * CHANGED, truth);
  });
  for (const draft of drafts) {
    correct(draft, seed, changeShare * CORRECTIONS, truth);
    addEntries(draft, seed, changeShare * ENTRIES, truth);
  }
  return drafts.map(({ before, systems, learners, departed, ...today }) => ({
    world: { ...before, learners, departed },
    systems,
    today,
  }));
}

function changeSchool(
  draft: Draft,
  takers: readonly Draft[],
  seed: number,
  share: number,
  truth: TruthPart,
): void {
  const { before } = draft;
  const { code } = before.plan;
  for (const learner of before.learners) {
    if (hashFraction(seed, "day 2", code, learner.personId) >= share) continue;
    const rng = Rng.of(seed, "change", code, learner.personId);
    const kind = CHANGES.draw(rng);
    const at = draft.learners.indexOf(learner);
    const tell = (field: string, from: string, to: string): void =>
      truth.change(learner.personId, code, kind, field, from, to);
    draft.changed.add(learner.personId);
    if (kind === "left" || kind === "transfer") {
      const taker = kind === "transfer" ? takers.find((other) => hasGrade(other.before, learner)) : undefined;
      const gone = leave(learner, code, kind, taker?.before, rng);
      draft.learners.splice(at, 1);
      draft.departed.push(gone);
      draft.left.add(learner.personId);
      draft.moved.add(learner.personId);
      tell("enrolmentStatus", learner.status, gone.status);
      if (taker !== undefined) {
        const arrived = transferIn(gone, taker.before, rng);
        taker.learners.push(arrived);
        taker.changed.add(arrived.personId);
        taker.moved.add(arrived.personId);
        truth.change(
          arrived.personId,
          taker.before.plan.code,
          "arrived",
          "schoolCode",
          code,
          taker.before.plan.code,
        );
      }
      continue;
    }
    if (kind === "class") {
      const changed = changeClass(learner, before, rng);
      if (changed !== undefined) {
        draft.learners[at] = changed;
        draft.moved.add(learner.personId);
        tell("className", learner.className, changed.className);
        continue;
      }
    }
    const changed = kind === "phone" ? changePhone(learner, rng) : move(learner, before, rng);
    draft.learners[at] = changed;
    if (kind === "phone") tell("phone", learner.phone ?? "", changed.phone ?? "");
    else tell("residenceAddress", learner.household.residence.text, changed.household.residence.text);
  }
}

function hasGrade(world: SchoolWorld, learner: Learner): boolean {
  return world.classes.some((section) => section.gradeLevel === learner.gradeLevel);
}

/** Mistakes put right: the school's own list of the first day says who has one. */
function correct(draft: Draft, seed: number, share: number, truth: TruthPart): void {
  const { before, systems } = draft;
  const wanted = before.learners.length * share;
  const all = printLearners(before, mainPrintOptions(systems.learners, before, seed, FIRST_DAY));
  const twice = new Set(
    all
      .filter(({ planted }) => planted.some((error) => error.kind === "duplicateInFile"))
      .map(({ learner }) => learner.personId),
  );
  const printed = all.filter(
    ({ learner, planted }) =>
      learner.classIndex !== null && isDeviating(planted) && !twice.has(learner.personId),
  );
  const rate = printed.length === 0 ? 0 : wanted / printed.length;
  for (const { learner, planted } of printed) {
    const { personId } = learner;
    if (draft.changed.has(personId)) continue;
    if (hashFraction(seed, "corrected", before.plan.code, personId) >= rate) continue;
    draft.changed.add(personId);
    draft.corrected.add(personId);
    for (const error of planted) {
      truth.change(
        personId,
        before.plan.code,
        "corrected",
        error.column,
        error.writtenValue,
        error.trueValue,
      );
    }
  }
}

function addEntries(draft: Draft, seed: number, share: number, truth: TruthPart): void {
  const { before } = draft;
  const rng = Rng.of(seed, "entries", before.plan.code);
  const expected = before.learners.length * share;
  const count = Math.floor(expected) + (rng.chance(expected % 1) ? 1 : 0);
  for (let number = 1; number <= count; number += 1) {
    const learner = enter(before, number, rng);
    draft.learners.push(learner);
    draft.changed.add(learner.personId);
    draft.moved.add(learner.personId);
    truth.change(learner.personId, before.plan.code, "entered", "className", "", learner.className);
  }
}
