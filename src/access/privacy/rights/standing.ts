import type { Db } from "#src/platform/postgres/pool.ts";
import { childRuleOn } from "../age.ts";
import { ageOfSubject, type KnownSubject, readRepresentatives } from "../subject.ts";
import { deadlinesOn } from "./deadlines.ts";
import type { RightsRequest } from "./request.ts";

/** How it was found that the asker is who they say: signed in through VNeID, seen in person, by papers. */
export const proofs = ["vneid", "inPerson", "papers"] as const;
export type Proof = (typeof proofs)[number];

export interface Identified {
  readonly proof: Proof;
  /** The child said that it agrees; asked where {@link deadlinesOn} says so. */
  readonly childAgrees?: boolean;
}

/**
 * Why a request can't be accepted from this asker, in words; undefined when it can. Below 16 a representative asks,
 * from 16 the person alone or somebody with a paper.
 */
export async function findStandingProblem(
  db: Db,
  request: Pick<RightsRequest, "kind" | "askedBy" | "guardianId">,
  subject: KnownSubject,
  identified: Identified,
  day: string,
): Promise<string | undefined> {
  const rule = childRuleOn(day);
  const age = ageOfSubject(subject, day);
  const isAdult = age !== undefined && age >= rule.representativeBelow;
  if (request.askedBy === "self")
    return isAdult
      ? undefined
      : `người dưới ${rule.representativeBelow} tuổi, hoặc chưa rõ ngày sinh, do người đại diện yêu cầu`;
  if (request.askedBy === "authorised")
    return identified.proof === "papers" ? undefined : "người được ủy quyền phải có văn bản ủy quyền";
  if (isAdult) return `người từ đủ ${rule.representativeBelow} tuổi tự yêu cầu, hoặc ủy quyền bằng văn bản`;
  const representatives = await readRepresentatives(db, subject);
  if (request.guardianId === null || !representatives.includes(request.guardianId))
    return "người yêu cầu không phải người đại diện của trẻ trong hồ sơ";
  const asksChild =
    (age === undefined || age >= rule.childAgreesFrom) &&
    deadlinesOn(day).childAgreesTo.includes(request.kind);
  return asksChild && identified.childAgrees !== true
    ? `trẻ từ đủ ${rule.childAgreesFrom} tuổi cũng phải đồng ý với yêu cầu này`
    : undefined;
}
