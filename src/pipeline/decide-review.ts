import { createHash } from "node:crypto";
import type { RecordDeed } from "#src/platform/deed.ts";
import { HpError } from "#src/platform/errors.ts";
import { type Client, inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import type { LandedFile, ReadingAnswers } from "./1-landing/landed-file.ts";
import { encodingIds } from "./1-landing/parse/types.ts";
import type { ReadAgain } from "./1-landing/receive-all.ts";
import { savedMappingSchema } from "./1-landing/recognise/saved-mapping.ts";
import type { IngestRequest } from "./walk.ts";

/** What a person said about a waiting thing. */
export type ReviewDecision =
  | { readonly action: "release" }
  | { readonly action: "reject" }
  | { readonly action: "confirmMapping"; readonly mapping: Readonly<Record<string, unknown>> }
  | ({ readonly action: "chooseEncoding" } & TextReading)
  | {
      readonly action: "nameSource";
      readonly sourceSystem?: string | undefined;
      readonly schoolId?: string | undefined;
    };

/** How the bytes of a text file are to be read; at least one of the three. */
export interface TextReading {
  readonly encoding?: string;
  /** `;`, `,`, `|`, a tab, or the word `tab`. */
  readonly delimiter?: string;
  /** Old font the text was typed with, or `none`. */
  readonly font?: string;
}

export interface DecidedBy {
  readonly decidedBy: string;
  readonly decidedAt: Date;
  /** Kept beside the decision: a note, an idempotency key. */
  readonly more?: Readonly<Record<string, unknown>>;
  /** Writes the decision to the audit, in the same transaction. */
  readonly record?: RecordDeed;
}

interface ReviewRow {
  readonly status: string;
  readonly file_id: string | null;
  readonly feed_id: string | null;
  readonly question: { readonly fileIds?: readonly string[]; readonly mentionKey?: string };
  readonly decision: ReviewDecision | null;
}

/** Writes a decision down, once: of two people deciding at the same time the second is told. */
export async function decideReview(
  pool: Pool,
  reviewId: string,
  decision: ReviewDecision,
  by: DecidedBy,
): Promise<void> {
  // Read before anything is written: a mapping or encoding that is none must not close the review.
  const mapping =
    decision.action === "confirmMapping" ? savedMappingSchema.safeParse(decision.mapping) : undefined;
  if (mapping?.success === false)
    throw new HpError("argument-invalid", {
      name: "mapping",
      reason: mapping.error.issues[0]?.message ?? "",
    });
  if (decision.action === "chooseEncoding") asAnswers(decision);
  if (
    decision.action === "nameSource" &&
    decision.sourceSystem === undefined &&
    decision.schoolId === undefined
  )
    throw new HpError("argument-missing", { name: "sourceSystem | schoolId" });
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `update review set status = $2, decision = $3, decided_by = $4, decided_at = $5 where review_id = $1 and status = 'open'`,
      [
        reviewId,
        decision.action === "reject" ? "rejected" : "approved",
        JSON.stringify({ ...decision, ...by.more }),
        by.decidedBy,
        by.decidedAt,
      ],
    );
    if (rowCount === 0) {
      const known = await client.query("select 1 from review where review_id = $1", [reviewId]);
      if (known.rowCount === 0) throw new HpError("record-not-found", { dataset: "review", id: reviewId });
      throw new HpError("review-already-decided", { reviewId });
    }
    if (decision.action === "nameSource") await rememberSchool(client, reviewId, decision.schoolId, by);
    if (mapping?.success === true) {
      const fingerprint = createHash("sha256").update(JSON.stringify(mapping.data.fingerprint)).digest("hex");
      await client.query(
        `insert into saved_mapping (fingerprint, mapping, saved_by, saved_at, active) values ($1, $2, $3, $4, true)
         on conflict (fingerprint) do update set mapping = excluded.mapping, saved_by = excluded.saved_by, saved_at = excluded.saved_at, active = true`,
        [fingerprint, JSON.stringify(mapping.data), by.decidedBy, by.decidedAt],
      );
    }
    await by.record?.(client, {
      action: "review.decide",
      object: `review/${reviewId}`,
      subjects: [],
      detail: { answer: decision.action },
    });
  });
}

/**
 * Which school a name or foreign code means, for this file and all that come.
 * @throws {HpError} argument-missing without a school where one was asked for; record-not-found for a school nobody knows
 */
async function rememberSchool(
  client: Client,
  reviewId: string,
  schoolId: string | undefined,
  by: DecidedBy,
): Promise<void> {
  const { rows } = await client.query<Pick<ReviewRow, "question">>(
    "select question from review where review_id = $1",
    [reviewId],
  );
  const key = rows[0]?.question.mentionKey;
  if (key === undefined) return;
  if (schoolId === undefined) throw new HpError("argument-missing", { name: "schoolId" });
  const known = await client.query("select 1 from school where school_id = $1", [schoolId]);
  if (known.rowCount === 0) throw new HpError("record-not-found", { dataset: "school", id: schoolId });
  await client.query(
    `insert into school_alias (alias_code, school_id, code_system, valid_from, reason) values ($1, $2, 'review', $3, $4)
     on conflict (alias_code) do update set school_id = excluded.school_id, valid_from = excluded.valid_from, reason = excluded.reason`,
    [key, schoolId, by.decidedAt.toISOString().slice(0, 10), `review ${reviewId}`],
  );
}

/** The run that follows from an approved decision: the landed bytes are read again, knowing the answer. */
export async function findFollowUp(pool: Pool, reviewId: string): Promise<IngestRequest | undefined> {
  const { rows } = await pool.query<ReviewRow>(
    "select status, file_id, feed_id, question, decision from review where review_id = $1",
    [reviewId],
  );
  const review = rows[0];
  if (review === undefined) throw new HpError("record-not-found", { dataset: "review", id: reviewId });
  const { decision } = review;
  if (review.status !== "approved" || decision === null) return undefined;
  const fileIds = review.question.fileIds ?? (review.file_id === null ? [] : [review.file_id]);
  const landed = await pool.query<{ tables: LandedFile; file_name: string }>(
    `select distinct on (file_id) tables, file_name from file where file_id = any($1) order by file_id, file_seq desc`,
    [fileIds],
  );
  const again = landed.rows.map(
    ({ tables, file_name }): ReadAgain => ({
      fileId: tables.fileId,
      fileName: file_name,
      pathSegments: tables.pathSegments,
      answers: { ...tables.answers, ...(decision.action === "chooseEncoding" ? asAnswers(decision) : {}) },
    }),
  );
  // A name that was asked about is known by now; beside another code in the title a hint would only contradict it.
  const school =
    review.question.mentionKey === undefined && decision.action === "nameSource"
      ? decision.schoolId
      : undefined;
  const hints =
    decision.action === "nameSource"
      ? [decision.sourceSystem, school].filter((hint) => hint !== undefined)
      : [];
  return {
    paths: [],
    again: again.map((item) => ({ ...item, pathSegments: [...item.pathSegments, ...hints] })),
    ...(decision.action === "release" && review.feed_id !== null ? { releasedFeeds: [review.feed_id] } : {}),
  };
}

const delimiters = [";", ",", "\t", "|"] as const;
const fonts = ["tcvn3", "vni", "none"] as const;

/** The answer in the parsers' own words. @throws argument-invalid naming what may be chosen */
function asAnswers(reading: TextReading): ReadingAnswers {
  const delimiter = reading.delimiter === "tab" ? "\t" : reading.delimiter;
  const answers = {
    ...(reading.encoding === undefined ? {} : { encoding: oneOf("encoding", encodingIds, reading.encoding) }),
    ...(delimiter === undefined ? {} : { delimiter: oneOf("delimiter", delimiters, delimiter) }),
    ...(reading.font === undefined ? {} : { font: oneOf("font", fonts, reading.font) }),
  };
  if (Object.keys(answers).length === 0)
    throw new HpError("argument-missing", { name: "encoding | delimiter | font" });
  return answers;
}

function oneOf<T extends string>(name: string, allowed: readonly T[], text: string): T {
  const found = allowed.find((item) => item === text);
  if (found === undefined)
    throw new HpError("argument-invalid", {
      name,
      reason: allowed.map((item) => (item === "\t" ? "tab" : item)).join("  "),
    });
  return found;
}
