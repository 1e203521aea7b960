import type {
  ChangePage,
  ClaimAnswer,
  FieldAnswer,
  IdentityClaim,
} from "#src/pipeline/3-identity/reconcile/population-registry.ts";

/** The registry answered something that can't be used. The message names the fault, never a value. */
export class UnusableAnswer extends Error {}

const fieldAnswers: ReadonlySet<unknown> = new Set<FieldAnswer>(["match", "mismatch", "notAsked"]);
const outcomes: ReadonlySet<unknown> = new Set<ClaimAnswer["outcome"]>(["answered", "idNotFound", "pending"]);

/**
 * Answers to a batch, checked by hand: a city asks a million times, and zod took as long as the registry itself.
 * One answer about a claim that wasn't asked condemns the whole batch: whoever mixes up requests may have mixed up the
 * others too.
 * @throws UnusableAnswer
 */
export function readAnswers(
  body: unknown,
  batchId: string,
  claims: readonly IdentityClaim[],
): readonly ClaimAnswer[] {
  if (!isRecord(body) || !Array.isArray(body.answers)) throw new UnusableAnswer("no list of answers");
  if (body.batchId !== batchId) throw new UnusableAnswer("an answer to another batch");
  const open = new Map(claims.map((claim) => [claim.claimKey, claim]));
  return body.answers.map((answer: unknown) => {
    if (!isRecord(answer)) throw new UnusableAnswer("an answer that is no object");
    const claim = typeof answer.claimKey === "string" ? open.get(answer.claimKey) : undefined;
    // Taken out when answered: a second answer to one claim is one too many.
    if (claim === undefined) throw new UnusableAnswer("an answer to a claim not asked, or a second one");
    open.delete(claim.claimKey);
    return readAnswer(claim, answer);
  });
}

function readAnswer(claim: IdentityClaim, answer: Record<string, unknown>): ClaimAnswer {
  const { outcome, name, birthDate, sex, registryVersion } = answer;
  if (!outcomes.has(outcome)) throw new UnusableAnswer("an unknown outcome");
  const read = {
    claimKey: claim.claimKey,
    outcome: outcome as ClaimAnswer["outcome"],
    name: fieldAnswer(name, claim.fullName),
    birthDate: fieldAnswer(birthDate, claim.birthDate),
    sex: fieldAnswer(sex, claim.sex),
    registryVersion: registryVersion === null ? null : version(registryVersion),
  };
  if (read.outcome === "answered") {
    if (read.registryVersion === null) throw new UnusableAnswer("an answer without a version");
    return read;
  }
  return { ...read, name: "notAsked", birthDate: "notAsked", sex: "notAsked", registryVersion: null };
}

/** A verdict on a field that the claim leaves out would be about something else. */
function fieldAnswer(value: unknown, asked: string | null): FieldAnswer {
  if (!fieldAnswers.has(value)) throw new UnusableAnswer("an unknown answer to a field");
  if (asked === null && value !== "notAsked") throw new UnusableAnswer("a verdict on a field not asked");
  return value as FieldAnswer;
}

/** @throws UnusableAnswer, also for a page that would be read for ever */
export function readChangePage(body: unknown, since: string | undefined): ChangePage {
  if (!isRecord(body) || !Array.isArray(body.changes)) throw new UnusableAnswer("no list of changes");
  const { cursor, hasMore } = body;
  if (typeof cursor !== "string" || cursor === "" || cursor.length > 500)
    throw new UnusableAnswer("no cursor");
  if (typeof hasMore !== "boolean") throw new UnusableAnswer("no word whether there is more");
  if (hasMore && cursor === since) throw new UnusableAnswer("more to come, but the cursor stands still");
  const changes = body.changes.map((change: unknown) => {
    if (!isRecord(change)) throw new UnusableAnswer("a change that is no object");
    const { nationalId, registryVersion } = change;
    if (typeof nationalId !== "string" || !/^\d{12}$/.test(nationalId))
      throw new UnusableAnswer("a change of no national id");
    return { nationalId, registryVersion: version(registryVersion) };
  });
  return { cursor, changes, hasMore };
}

/** Versions are kept as 32-bit integers. */
function version(value: unknown): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value < 2 ** 31) return value;
  throw new UnusableAnswer("a version that is none");
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
