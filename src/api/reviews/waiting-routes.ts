import type { FastifyInstance } from "fastify";
import { findIntake } from "#src/domains/catalogue.ts";
import type { Text } from "#src/domains/dictionary/text.ts";
import type { LandedFile } from "#src/pipeline/1-landing/landed-file.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import { questionText } from "../deliveries/delivered-file.ts";
import { findSingle, getInteger, type Query } from "../read/parameters.ts";

const pageSize = 50;

/** A thing that waits for a person, as a list of work tells of it. */
interface WaitingReview {
  readonly reviewId: string;
  readonly kind: string;
  readonly openedAt: string;
  readonly fileName: string | null;
  readonly schoolId: string | null;
  readonly schoolName: string | null;
  readonly sheetName: string | null;
  readonly rows: number;
  /** What the table was taken for; null where that is the question. */
  readonly intake: Text | null;
  readonly questions: readonly Text[];
}

interface Row {
  readonly review_id: string;
  readonly kind: string;
  readonly opened_at: Date;
  readonly school_id: string | null;
  readonly school_name: string | null;
  readonly file_id: string | null;
  readonly file_name: string | null;
  readonly question: {
    readonly sheetName?: string;
    readonly rows?: number;
    readonly rowsNow?: number;
    readonly description?: { readonly intake: string | null };
    readonly questions?: LandedFile["waiting"][number]["questions"];
  };
}

/** What waits for an answer about files, oldest first: in the words of the question, with the file and the school. */
export function registerWaitingReviews(app: FastifyInstance): void {
  app.get(
    "/api/v1/waiting-reviews",
    {
      config: { access: "review.decide" },
      schema: {
        operationId: "listWaitingReviews",
        tags: ["intake"],
        summary: "Việc về tệp đang chờ trả lời, cũ nhất trước",
      },
    },
    async (request, reply) => {
      const query = request.query as Query;
      const skip = getInteger(query, "skip", 0, 0, 1_000_000);
      const reviewId = findSingle(query, "reviewId");
      const data = await request.reader.read((client) => readWaiting(client, skip, reviewId), {
        look: (found) =>
          found.length === 0
            ? undefined
            : { action: "review.list", object: "review", subjects: [], detail: { rows: found.length } },
      });
      const next = data.length < pageSize ? null : `/api/v1/waiting-reviews?skip=${skip + pageSize}`;
      return reply.header("cache-control", "no-store").send({ data, next });
    },
  );
}

async function readWaiting(
  db: Db,
  skip: number,
  reviewId: string | undefined,
): Promise<readonly WaitingReview[]> {
  const { rows } = await db.query<Row>(
    `select r.review_id, r.kind, r.opened_at, r.school_id, r.question, r.file_id,
       (select k.school_name from school k where k.school_id = r.school_id) as school_name,
       (select f.file_name from file f where f.file_id = r.file_id order by f.file_seq desc limit 1) as file_name
     from review r where r.status = 'open' and ($3::text is null or r.review_id::text = $3)
     order by r.opened_at, r.review_id limit $1 offset $2`,
    [pageSize, skip, reviewId ?? null],
  );
  return rows.map((row) => {
    const intake = row.question.description?.intake ?? undefined;
    const name = row.file_name?.split("/").at(-1) ?? null;
    return {
      reviewId: row.review_id,
      kind: row.kind,
      openedAt: row.opened_at.toISOString(),
      fileName: name?.replace(`${row.file_id?.slice(0, 8)} `, "") ?? null,
      schoolId: row.school_id,
      schoolName: row.school_name,
      sheetName: row.question.sheetName ?? null,
      rows: row.question.rows ?? row.question.rowsNow ?? 0,
      intake: intake === undefined ? null : (findIntake(intake)?.title ?? null),
      questions: (row.question.questions ?? []).map(questionText),
    };
  });
}
