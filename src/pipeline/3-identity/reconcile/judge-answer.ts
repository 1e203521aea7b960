import type { ClaimAnswer, FieldAnswer } from "./population-registry.ts";

/** Statuses that the registry alone decides; the others follow from the record (handbook §2). */
export type CheckStatus =
  | "pending"
  | "verified"
  | "mismatchName"
  | "mismatchBirthDate"
  | "mismatchSex"
  | "idNotFound";

/** What an answer means. Of several fields that differ the name counts first, then the birth date; all are kept. */
export function judgeAnswer(
  answer: Pick<ClaimAnswer, "outcome" | "name" | "birthDate" | "sex">,
): CheckStatus {
  if (answer.outcome !== "answered") return answer.outcome;
  if (answer.name === "mismatch") return "mismatchName";
  if (answer.birthDate === "mismatch") return "mismatchBirthDate";
  if (answer.sex === "mismatch") return "mismatchSex";
  // A yes on the number alone would verify anybody who knows it.
  return answer.name === "match" && answer.birthDate === "match" ? "verified" : "pending";
}

/** Undefined: the registry wasn't asked about the field. */
export function fieldMatches(answer: FieldAnswer): boolean | undefined {
  return answer === "notAsked" ? undefined : answer === "match";
}
