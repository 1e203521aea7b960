import type { RowPlace } from "../../truth/truth-part.ts";
import { deviatesAfterNormalising, isDeviating, type PrintedLearner } from "./print-learners.ts";
import type { SchoolPost } from "./school-post.ts";

/** Tells the truth about one printed row of a school's main learner list. */
export function tellLearner(post: SchoolPost, place: RowPlace, row: number, printed: PrintedLearner): void {
  const { truth, counts } = post.outbox;
  const { learner, planted } = printed;
  truth.row(place, row, learner.personId, planted);
  counts.learnerRows += 1;
  const twice = planted.some((error) => error.kind === "duplicateInFile");
  if (twice) counts.duplicatesInFile += 1;
  if (planted.some((error) => error.kind === "staleTransfer")) counts.staleTransfers += 1;
  if (twice || learner.classIndex === null) return;
  if (isDeviating(planted)) counts.learnersDeviating += 1;
  if (deviatesAfterNormalising(planted)) counts.learnersDeviatingAfterNormalising += 1;
  if (learner.idCause !== null) counts.learnersWithoutVerifiableId += 1;
}
