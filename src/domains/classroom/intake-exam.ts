import { intake, sameNamed } from "../dictionary/intake.ts";
import { toSnakeCase } from "../dictionary/text.ts";
import { ExamResult } from "./schema.ts";

const { councilCode: _, ...columns } = ExamResult.fields;

/** A candidate's marks of all papers: an empty cell is a paper not sat, 0 is a mark. */
export const examResultRow = intake("examResultRow", {
  title: { vi: "Kết quả thi", en: "Exam results" },
  columns,
  signature: [["candidateNumber", "toan", "nguVan"]],
  fromContext: ["examId"],
  rowKey: ["candidateNumber", "examId"],
  holds: [
    { reason: "candidate-number-missing", when: "candidate_number is null", column: "candidateNumber" },
    { reason: "exam-unknown", when: "exam_id is null", column: "examId" },
  ],
  targets: [
    {
      dataset: "examResult",
      values: sameNamed(
        ExamResult,
        columns,
        { councilCode: "case when length(candidate_number) = 8 then left(candidate_number, 2) end" },
        toSnakeCase,
      ),
    },
  ],
});
