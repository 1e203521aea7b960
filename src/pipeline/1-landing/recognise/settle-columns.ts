import { assignBest } from "./assign.ts";
import type { CandidateColumn } from "./column-candidates.ts";
import {
  ACCEPT_CONFIDENCE,
  type ColumnCandidate,
  type ColumnDescription,
  HEADER_JOINT,
  MIN_MARGIN,
  type Question,
} from "./types.ts";

export interface SettledColumns {
  readonly columns: readonly ColumnDescription[];
  readonly questions: readonly Question[];
}

type Confidences = ReadonlyMap<string, number>;

function columnLetter(index: number): string {
  let letters = "";
  for (let rest = index; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

function nameOf(column: CandidateColumn): { vi: string; en: string } {
  const header = column.path.join(HEADER_JOINT);
  const letter = columnLetter(column.index);
  return header === ""
    ? { vi: `cột ${letter} (không có tiêu đề)`, en: `column ${letter} (no header)` }
    : { vi: `cột ${letter} “${header}”`, en: `column ${letter} “${header}”` };
}

function ask(column: CandidateColumn, code: Question["code"], needed: boolean): Question {
  const name = nameOf(column);
  const sentences = {
    "columns-compete": {
      vi: `Có nhiều cột giống ${name.vi}; hãy chọn cột nào là gì.`,
      en: `Several columns look like ${name.en}; please say which is what.`,
    },
    "column-unknown": {
      vi: `Chưa biết ${name.vi} là gì; cột này chưa được nhận.`,
      en: `The meaning of ${name.en} is not known; the column is not taken.`,
    },
    "period-missing": {
      vi: `Chưa rõ ${name.vi} là của học kỳ nào.`,
      en: `The term of ${name.en} is not said.`,
    },
    "column-unsure": {
      vi: `Không chắc ${name.vi} là gì; hãy chọn.`,
      en: `Unsure what ${name.en} is; please choose.`,
    },
  } as const;
  const sentence = code in sentences ? sentences[code as keyof typeof sentences] : sentences["column-unsure"];
  return {
    code,
    severity: needed ? "needed" : "optional",
    columnIndex: column.index,
    header: column.path.join(HEADER_JOINT),
    sentence,
    candidates: column.candidates.slice(0, 5).map(({ column: value, confidence }) => ({ value, confidence })),
  };
}

function bestAssignment(columns: readonly CandidateColumn[]): Map<number, ColumnCandidate> {
  const acceptable = columns.map((column) =>
    column.candidates.filter((candidate) => candidate.confidence >= ACCEPT_CONFIDENCE),
  );
  const targets = [...new Set(acceptable.flat().map((candidate) => candidate.column))];
  const plain = acceptable.every((candidates) => candidates.length <= 1);
  if (plain && targets.length === acceptable.flat().length) {
    return new Map(
      acceptable.flatMap(([only], at) =>
        only === undefined ? [] : [[columns[at]?.index ?? 0, only] as const],
      ),
    );
  }
  const weights = acceptable.map((candidates) => {
    const byTarget = new Map(candidates.map((candidate) => [candidate.column, candidate.confidence]));
    return targets.map((target) => byTarget.get(target) ?? 0);
  });
  const assigned = new Map<number, ColumnCandidate>();
  assignBest(weights).forEach((target, at) => {
    const column = columns[at];
    const candidate = acceptable[at]?.find((one) => one.column === targets[target]);
    if (column !== undefined && candidate !== undefined) assigned.set(column.index, candidate);
  });
  return assigned;
}

/**
 * Gives each column at most one meaning and each meaning at most one column, by the greatest total confidence.
 * A meaning that another column claims nearly as strongly, or a column with another nearly as good meaning, is
 * asked about and left out, unless that rival has a clearly better place of its own.
 *
 * @param keyColumns columns of the intake without which its rows can't be named: questions on these are needed
 */
export function settleColumns(
  columns: readonly CandidateColumn[],
  keyColumns: ReadonlySet<string>,
  hasValues: (index: number) => boolean,
): SettledColumns {
  const assigned = bestAssignment(columns);
  const confidences = new Map<number, Confidences>(
    columns.map((column) => [
      column.index,
      new Map(column.candidates.map((candidate) => [candidate.column, candidate.confidence])),
    ]),
  );
  const ownerOf = new Map([...assigned].map(([index, candidate]) => [candidate.column, index]));

  const hasRivalMeaning = (index: number, mine: ColumnCandidate): boolean =>
    [...(confidences.get(index) ?? [])].some(([other, confidence]) => {
      if (other === mine.column || confidence <= mine.confidence - MIN_MARGIN) return false;
      const owner = ownerOf.get(other);
      const ownerConfidence = owner === undefined ? 0 : (assigned.get(owner)?.confidence ?? 0);
      return ownerConfidence < confidence + MIN_MARGIN;
    });
  const hasRivalColumn = (index: number, mine: ColumnCandidate): boolean =>
    columns.some((other) => {
      const confidence = confidences.get(other.index)?.get(mine.column) ?? 0;
      if (other.index === index || confidence <= mine.confidence - MIN_MARGIN) return false;
      return (assigned.get(other.index)?.confidence ?? 0) < confidence + MIN_MARGIN / 2;
    });

  const questions: Question[] = [];
  const described = columns.map((column): ColumnDescription => {
    const header = column.path.join(HEADER_JOINT);
    const bare = { index: column.index, header, column: null };
    if (column.ignoredBy !== undefined) return { ...bare, confidence: 1, by: column.ignoredBy };
    const first = column.candidates[0];
    const mine = assigned.get(column.index);
    const unmapped: ColumnDescription = {
      ...bare,
      confidence: first?.confidence ?? 0,
      by: first?.by ?? "alias",
    };
    const isKey = column.candidates.some((candidate) => keyColumns.has(candidate.column));
    if (column.needsPeriod === true) {
      questions.push(ask(column, "period-missing", true));
      return unmapped;
    }
    if (first === undefined) {
      if (hasValues(column.index) || header !== "") questions.push(ask(column, "column-unknown", false));
      return unmapped;
    }
    const decided = mine?.by === "person";
    if (mine === undefined) {
      const taken = ownerOf.has(first.column) && first.confidence >= ACCEPT_CONFIDENCE;
      const needed = column.candidates
        .slice(0, 2)
        .some(({ column: meaning }) => keyColumns.has(meaning) && !ownerOf.has(meaning));
      questions.push(ask(column, taken ? "columns-compete" : "column-unsure", needed));
      return unmapped;
    }
    if (!decided && hasRivalMeaning(column.index, mine)) {
      questions.push(ask(column, "column-unsure", isKey));
      return unmapped;
    }
    if (!decided && hasRivalColumn(column.index, mine)) {
      questions.push(ask(column, "columns-compete", isKey));
      return unmapped;
    }
    const reading = column.reading === undefined ? {} : { reading: column.reading };
    return {
      index: column.index,
      header,
      column: mine.column,
      confidence: mine.confidence,
      by: mine.by,
      ...reading,
    };
  });
  return { columns: described, questions };
}
