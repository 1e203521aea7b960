import { createHash, randomBytes } from "node:crypto";
import type { Clock } from "#src/platform/clock.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import type { VneidLevel } from "./directory.ts";

const minutes = 15;

/** One browser's way through the sign-in pages. */
export interface Attempt {
  readonly attemptId: string;
  /** An application waits for the outcome; otherwise the person goes to `returnTo`. */
  readonly isInteraction: boolean;
  readonly returnTo: string | null;
}

/** What was sent to VNeID and must come back. */
export interface UpstreamRequest {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly level: VneidLevel;
}

/** What the attempt's cookie holds: it says which browser, nothing else. */
export const newBrowserToken = (): string => randomBytes(32).toString("base64url");

const hashOf = (token: string): string => createHash("sha256").update(token).digest("base64url");

/** Begins an attempt; an interaction that the same browser opens again goes on. */
export async function beginAttempt(
  db: Db,
  clock: Clock,
  browserToken: string,
  attempt: { readonly interactionUid: string } | { readonly returnTo: string },
): Promise<Attempt> {
  const now = clock.now();
  const interactionUid = "interactionUid" in attempt ? attempt.interactionUid : undefined;
  const returnTo = "returnTo" in attempt ? attempt.returnTo : null;
  const attemptId = interactionUid ?? newBrowserToken();
  await db.query({
    name: "attempt-begin",
    text: `insert into access.sign_in_attempt
             (attempt_id, browser_hash, is_interaction, return_to, created_at, expires_at)
           values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    values: [
      attemptId,
      hashOf(browserToken),
      interactionUid !== undefined,
      returnTo,
      now,
      new Date(now.getTime() + minutes * 60_000),
    ],
  });
  return { attemptId, isInteraction: interactionUid !== undefined, returnTo };
}

const columns = `attempt_id as "attemptId", is_interaction as "isInteraction", return_to as "returnTo"`;

/** The attempt an address names, when this browser began it and it has not expired. */
export async function findAttempt(
  db: Db,
  clock: Clock,
  attemptId: string,
  browserToken: string,
): Promise<Attempt | undefined> {
  const { rows } = await db.query<Attempt>({
    name: "attempt-find",
    text: `select ${columns} from access.sign_in_attempt
           where attempt_id = $1 and browser_hash = $2 and expires_at > $3`,
    values: [attemptId, hashOf(browserToken), clock.now()],
  });
  return rows[0];
}

/** Remembers what goes to VNeID; a request before it, in the same attempt, is void. */
export async function rememberUpstream(
  db: Db,
  attemptId: string,
  { state, nonce, verifier, level }: UpstreamRequest,
): Promise<void> {
  await db.query({
    name: "attempt-upstream",
    text: `update access.sign_in_attempt
           set upstream_state = $2, upstream_nonce = $3, upstream_verifier = $4, upstream_level = $5
           where attempt_id = $1`,
    values: [attemptId, state, nonce, verifier, level],
  });
}

/**
 * The attempt an answer of VNeID belongs to, by its state. The first answer takes the request away: one that comes
 * again, even at the same moment, belongs to nothing.
 */
export async function takeUpstream(
  db: Db,
  clock: Clock,
  state: string,
  browserToken: string,
): Promise<{ readonly attempt: Attempt; readonly request: UpstreamRequest } | undefined> {
  const { rows } = await db.query<
    Attempt & { state: string; nonce: string; verifier: string; level: VneidLevel }
  >({
    name: "attempt-take",
    text: `with taken as (
             select attempt_id, upstream_state, upstream_nonce, upstream_verifier, upstream_level
             from access.sign_in_attempt where upstream_state = $1 and browser_hash = $2 and expires_at > $3 for update)
           update access.sign_in_attempt a
           set upstream_state = null, upstream_nonce = null, upstream_verifier = null, upstream_level = null
           from taken where a.attempt_id = taken.attempt_id and a.upstream_state = $1
           returning a.attempt_id as "attemptId", a.is_interaction as "isInteraction", a.return_to as "returnTo",
             taken.upstream_state as state, taken.upstream_nonce as nonce, taken.upstream_verifier as verifier,
             taken.upstream_level as level`,
    values: [state, hashOf(browserToken), clock.now()],
  });
  const row = rows[0];
  if (row === undefined) return undefined;
  const { state: sent, nonce, verifier, level, ...attempt } = row;
  return { attempt, request: { state: sent, nonce, verifier, level } };
}

export async function endAttempt(db: Db, attemptId: string): Promise<void> {
  await db.query({
    name: "attempt-end",
    text: "delete from access.sign_in_attempt where attempt_id = $1",
    values: [attemptId],
  });
}
