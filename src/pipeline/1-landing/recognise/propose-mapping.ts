import type { Field } from "#src/domains/dictionary/field.ts";
import { humanise, type Language } from "#src/domains/dictionary/text.ts";
import type { ColumnDescription, Knowledge, Question, TableDescription } from "./types.ts";

/** What a person is shown of an unknown table before it is taken. */
export interface MappingProposal {
  readonly sheetName: string;
  readonly intake: string | null;
  readonly intakeConfidence: number;
  readonly columns: readonly ProposedColumn[];
  readonly questions: readonly Question[];
  /** No question stands between the table and its being taken. */
  readonly isComplete: boolean;
}

export interface ProposedColumn {
  readonly index: number;
  readonly header: string;
  readonly column: string | null;
  /** Title of the column for people. */
  readonly title: { readonly vi: string; readonly en: string } | null;
  readonly confidence: number;
  readonly by: ColumnDescription["by"];
  readonly alternatives: readonly { readonly value: string; readonly confidence: number }[];
}

const SUBJECT_COLUMN = /^(mark|level)\.([A-Z_]+)\.(t1|t2|year)$/;
const KINDS = { mark: { vi: "Điểm", en: "Mark" }, level: { vi: "Mức", en: "Level" } } as const;
const PERIODS = {
  t1: { vi: "học kỳ I", en: "term I" },
  t2: { vi: "học kỳ II", en: "term II" },
  year: { vi: "cả năm", en: "year" },
} as const;

function titleOf(
  column: string,
  fields: Readonly<Record<string, Field>>,
  knowledge: Pick<Knowledge, "codeSets">,
): { vi: string; en: string } {
  const subject = SUBJECT_COLUMN.exec(column);
  if (subject !== null) {
    const entry = knowledge.codeSets
      .find((set) => set.id === "subject")
      ?.entries.find((one) => one.code === subject[2]);
    const kind = KINDS[subject[1] as keyof typeof KINDS];
    const period = PERIODS[subject[3] as keyof typeof PERIODS];
    const name = entry?.title ?? { vi: subject[2] ?? column, en: subject[2] ?? column };
    return { vi: `${kind.vi} ${name.vi} ${period.vi}`, en: `${kind.en} ${name.en} ${period.en}` };
  }
  const info = fields[column]?.info;
  return info?.title ?? { vi: info?.aliases?.[0] ?? humanise(column), en: humanise(column) };
}

/** Makes a recognised table readable: every column with its meaning, how sure that is, and what else it may be. */
export function proposeMapping(
  table: TableDescription,
  knowledge: Pick<Knowledge, "intakes" | "codeSets">,
): MappingProposal {
  const nearest =
    table.intake ??
    table.questions.find((question) => question.code.startsWith("intake-"))?.candidates[0]?.value;
  const fields = knowledge.intakes.find((intake) => intake.id === nearest)?.columns ?? {};
  const columns = table.columns.map((column) => ({
    index: column.index,
    header: column.header,
    column: column.column,
    title: column.column === null ? null : titleOf(column.column, fields, knowledge),
    confidence: column.confidence,
    by: column.by,
    alternatives: (
      table.questions.find((question) => question.columnIndex === column.index)?.candidates ?? []
    ).filter((candidate) => candidate.value !== column.column),
  }));
  return {
    sheetName: table.sheetName,
    intake: table.intake,
    intakeConfidence: table.intakeConfidence,
    columns,
    questions: table.questions,
    isComplete: table.intake !== null && !table.questions.some((question) => question.severity === "needed"),
  };
}

const WORDS = {
  vi: {
    table: "Bảng",
    intake: "Nhận là",
    unknown: "chưa rõ",
    heading: ["Cột", "Tiêu đề trong tệp", "Nghĩa", "Chắc chắn", "Nguồn", "Khả năng khác"],
    by: { person: "người dùng", vendor: "phần mềm", alias: "tên cột", value: "giá trị" },
    ignored: "(không dùng)",
    asked: "(cần hỏi)",
    questions: "Câu hỏi",
    needed: "cần trả lời",
    optional: "có thể trả lời sau",
  },
  en: {
    table: "Table",
    intake: "Taken as",
    unknown: "not known",
    heading: ["Column", "Header in the file", "Meaning", "Sure", "By", "Or"],
    by: { person: "person", vendor: "vendor", alias: "header", value: "values" },
    ignored: "(not used)",
    asked: "(to be asked)",
    questions: "Questions",
    needed: "needed",
    optional: "may wait",
  },
} as const;

function percent(confidence: number): string {
  return `${Math.round(confidence * 100)}%`;
}

function columnLetter(index: number): string {
  const first = Math.floor((index - 1) / 26);
  return (first > 0 ? columnLetter(first) : "") + String.fromCharCode(65 + ((index - 1) % 26));
}

/** The proposal as lines of text for a terminal, columns aligned. */
export function printProposal(proposal: MappingProposal, language: Language = "vi"): string {
  const words = WORDS[language];
  const rows = proposal.columns
    .filter((column) => column.header !== "" || column.column !== null)
    .map((column) => {
      const isIgnored = column.column === null && column.confidence === 1;
      const meaning =
        column.title === null ? (isIgnored ? words.ignored : words.asked) : column.title[language];
      const others = column.alternatives.map(({ value, confidence }) => `${value} ${percent(confidence)}`);
      const named = column.column === null ? meaning : `${meaning} [${column.column}]`;
      return [
        columnLetter(column.index),
        column.header,
        named,
        column.column === null ? "" : percent(column.confidence),
        column.column === null ? "" : words.by[column.by],
        others.join(", "),
      ];
    });
  const table = [[...words.heading], ...rows];
  const widths = words.heading.map((_, at) => Math.max(...table.map((row) => (row[at] ?? "").length)));
  const lines = table.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const intake = proposal.intake ?? words.unknown;
  const questions = proposal.questions.map(
    (question) => `- ${question.sentence[language]} (${words[question.severity]})`,
  );
  return [
    `${words.table}: ${proposal.sheetName}`,
    `${words.intake}: ${intake} (${percent(proposal.intakeConfidence)})`,
    "",
    ...lines,
    ...(questions.length === 0 ? [] : ["", `${words.questions}:`, ...questions]),
  ].join("\n");
}
