import { sendExcel } from "../excel/write.ts";
import { sendK12 } from "../k12online/write.ts";
import { sendLegacy } from "../legacy/write.ts";
import { sendMisa } from "../misa/write.ts";
import { sendOneRoster } from "../oneroster/write.ts";
import { sendQlcm } from "../qlcm/write.ts";
import { sendSmas } from "../smas/write.ts";
import { sendVnedu } from "../vnedu/write.ts";
import type { SchoolPost } from "./school-post.ts";
import type { LearnerVendor, Vendor } from "./vendor-plan.ts";

const LEARNER_FILES: Readonly<Record<LearnerVendor, (post: SchoolPost) => void>> = {
  smas: sendSmas,
  vnedu: sendVnedu,
  oneroster: sendOneRoster,
  excel: sendExcel,
  legacy: sendLegacy,
};

/** Sends all files of one school on the first day, or what the second day brings. */
export function deliverSchool(post: SchoolPost, wanted: ReadonlySet<Vendor>): void {
  const { systems } = post;
  const delta = post.mode === "delta";
  if (delta && post.today.changed.size === 0) return;
  if (wanted.has(systems.learners)) LEARNER_FILES[systems.learners](post);
  if (systems.secondSystem && wanted.has("k12online")) sendK12(post);
  if (delta) return;
  if (systems.staffFile && wanted.has("misa")) sendMisa(post);
  if (wanted.has("qlcm")) sendQlcm(post);
}

/** The truth about people and systems of one school. */
export function tellSchool(post: SchoolPost): void {
  const { world, systems, outbox } = post;
  const { plan } = world;
  const { truth, counts } = outbox;
  const included = (personId: string): boolean => post.mode === "whole" || post.today.changed.has(personId);
  for (const learner of world.learners)
    if (included(learner.personId)) truth.learner(learner, "learner", plan.code);
  for (const learner of world.departed)
    if (included(learner.personId)) truth.learner(learner, "departed", plan.code);
  if (post.mode === "whole") for (const member of world.staff) truth.staff(member, plan.code);
  truth.tables.schools.addRow([
    plan.code,
    plan.name,
    systems.learners,
    systems.learners === "legacy" ? systems.encoding : "",
    systems.secondSystem ? 1 : 0,
    systems.staffFile ? 1 : 0,
    systems.gradebook ? 1 : 0,
    world.learners.length,
    world.staff.length,
  ]);
  counts.schools += 1;
  counts.learners += world.learners.length;
  counts.staff += world.staff.length;
}
