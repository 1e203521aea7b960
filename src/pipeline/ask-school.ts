import type { Client } from "#src/platform/postgres/pool.ts";
import { mentionKey, type SchoolCandidate, type SchoolMention } from "./1-landing/name-schools.ts";
import type { Question } from "./1-landing/recognise/types.ts";
import { goldenId } from "./3-identity/golden-id.ts";
import type { RunContext } from "./context.ts";

export interface SchoolToAsk {
  readonly mention: SchoolMention;
  readonly candidates: readonly SchoolCandidate[];
  readonly sheetName: string;
  readonly rows: number;
  readonly fileIds: readonly string[];
}

/** `Trường Tiểu học Hải An, Phường Hải An`: as the file says it. */
const saidOf = ({ code, name, place }: SchoolMention): string =>
  [name, place, code === null ? null : `mã ${code}`].filter((part) => part !== null).join(", ");

export function schoolQuestion(mention: SchoolMention, candidates: readonly SchoolCandidate[]): Question {
  const said = saidOf(mention);
  return {
    code: "school-unsure",
    severity: "needed",
    sentence: {
      vi: `Tệp gọi trường là “${said}”; hãy chọn trường trong danh mục.`,
      en: `The file calls the school “${said}”; choose the school of the register.`,
    },
    candidates: candidates.map(({ schoolId, label, probability }) => ({
      value: schoolId,
      confidence: Math.round(probability * 1000) / 1000,
      sample: label,
    })),
  };
}

/**
 * Asks a person which school a name means, once for all files that use it: the answer holds for those to come.
 * May be repeated.
 */
export async function askSchool(
  context: Pick<RunContext, "identityKey" | "runSeq" | "clock">,
  client: Client,
  { mention, candidates, sheetName, rows, fileIds }: SchoolToAsk,
): Promise<void> {
  const key = mentionKey(mention);
  const id = goldenId(context.identityKey, ["review", "sourceUnknown", key].join("\u001f"));
  const asked = await client.query<{ question: { fileIds?: readonly string[] } }>(
    "select question from review where review_id = $1 for update",
    [id],
  );
  const files = [...new Set([...(asked.rows[0]?.question.fileIds ?? []), ...fileIds])].sort();
  const question = {
    sheetName,
    rows,
    fileIds: files,
    mentionKey: key,
    mention,
    questions: [schoolQuestion(mention, candidates)],
  };
  // Refused once, it is asked again only when files come that were not refused.
  await client.query(
    `insert into review (review_id, kind, status, file_id, feed_id, school_id, question, run_seq, opened_at)
     values ($1, 'sourceUnknown', 'open', $2, null, null, $3, $4, $5)
     on conflict (review_id) do update set status = 'open', question = excluded.question, file_id = excluded.file_id,
       run_seq = excluded.run_seq, opened_at = excluded.opened_at, decision = null, decided_by = null, decided_at = null
     where review.status = 'open' or review.run_seq < excluded.run_seq`,
    [id, fileIds[0] ?? null, JSON.stringify(question), context.runSeq, context.clock.now()],
  );
}
