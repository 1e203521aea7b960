import { getCodeSet } from "#src/domains/catalogue.ts";
import { fieldTitle } from "#src/domains/dictionary/dataset.ts";
import { decimal, type Field } from "#src/domains/dictionary/field.ts";
import type { Intake } from "#src/domains/dictionary/intake.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import { subjects } from "#src/domains/reference/subjects.ts";
import { readSubjectHeader } from "#src/pipeline/1-landing/recognise/subject-columns.ts";
import { codeReader } from "#src/pipeline/2-standardise/read-code.ts";

/** A column of a template: what stands above it and what may be typed below. */
export interface TemplateColumn {
  /** Column of the intake. */
  readonly column: string;
  readonly header: string;
  readonly field: Field;
  /** Without it the row can't be keyed; others may stay empty. */
  readonly needed: boolean;
  /** Texts of the drop-down; empty where anything may be typed. */
  readonly choices: readonly string[];
  /** Several choices in one cell, joined by `;`. */
  readonly several: boolean;
}

/** Columns that no person fills in: worked out by us, or parts of a name that is asked for in whole. */
function isAsked(intake: Intake, column: string): boolean {
  if (column === "birthPrecision" || intake.columns[column]?.kind === "uuid") return false;
  return !(intake.derived?.fullName ?? "").match(/\$[a-z0-9_]+/g)?.includes(`$${toSnakeCase(column)}`);
}

/**
 * The columns of an intake's template, in the order of the declaration.
 * @param level school level (02 to 05) whose subjects a result sheet asks for
 */
export function templateColumns(intake: Intake, level?: string): readonly TemplateColumn[] {
  const needed = new Set(
    [...intake.rowKey, ...(intake.signature[0] ?? [])].filter(
      (column) => !intake.fromContext.includes(column),
    ),
  );
  const columns = Object.entries(intake.columns)
    .filter(([column]) => isAsked(intake, column))
    .flatMap(([column, field]): TemplateColumn[] => {
      const header = headerOf(intake, column, field);
      if (header === undefined) return [];
      const isNeeded = needed.has(column) || intake.rowKey.includes(column);
      return [
        {
          column,
          header,
          field,
          needed: isNeeded,
          choices: choicesOf(field),
          several: field.kind === "codes",
        },
      ];
    });
  return intake.subjectColumns === true ? [...columns, ...subjectColumns(level ?? "03")] : columns;
}

/**
 * A header people know that is one cell: aliases with `›` are those of two-row headers. In a result sheet `Thể chất`
 * is the subject, so there a column whose every name is a subject's can't be asked for.
 */
function headerOf(intake: Intake, column: string, field: Field): string | undefined {
  const isSubject = (text: string) =>
    intake.subjectColumns === true && readSubjectHeader([text], getCodeSet("subject")) !== undefined;
  const aliases = (field.info.aliases ?? [fieldTitle(column, field).vi]).filter((alias) => !isSubject(alias));
  const plain = aliases.filter((alias) => !alias.includes("›"));
  return plain.find((alias) => alias.includes(" ")) ?? plain[0] ?? aliases[0];
}

/** Titles as our own reader takes them back; the code itself where a title means another code, too. */
export function choicesOf(field: Field): readonly string[] {
  if (field.kind === "boolean") return ["Có", "Không"];
  if (field.codeSet === undefined) return [];
  const set = getCodeSet(field.codeSet);
  const reader = codeReader(set);
  return set.entries
    .filter((entry) => entry.effectiveTo === undefined)
    .map((entry) => (reader.find(entry.title.vi) === entry.code ? entry.title.vi : entry.code));
}

const periodWords = { t1: "HK1", t2: "HK2", year: "CN" } as const;

/** TT 27/2020: levels at mid-year and year's end, test scores for six subjects. TT 22/2021: averages or Đạt/Chưa đạt. */
function subjectColumns(level: string): readonly TemplateColumn[] {
  const mark = getCodeSet("commentLevel");
  return subjects
    .filter((subject) => subject.levels.includes(level))
    .flatMap((subject) => {
      const column = (
        kind: "mark" | "level",
        period: keyof typeof periodWords,
        header: string,
        choices: readonly string[],
      ): TemplateColumn => ({
        column: `${kind}.${subject.subjectCode}.${period}`,
        header,
        field: subjectField,
        needed: false,
        choices,
        several: false,
      });
      const title = subject.titleVi;
      if (level !== "02") {
        const comment = subject.secondaryAssessment === "comment";
        return (["t1", "t2", "year"] as const).map((period) =>
          column(
            "mark",
            period,
            `${title} › ${periodWords[period]}`,
            comment ? mark.entries.map((entry) => entry.title.vi) : [],
          ),
        );
      }
      const levels = ["T", "H", "C"];
      const scored = subject.primaryAssessment === "levelScore";
      return [
        column("level", "t1", `${title} › Mức CK1`, levels),
        ...(scored ? [column("mark", "t1", `${title} › Điểm CK1`, [])] : []),
        column("level", "year", `${title} › Mức CN`, levels),
        ...(scored ? [column("mark", "year", `${title} › Điểm CN`, [])] : []),
      ];
    });
}

/** Marks go from 0 to 10 with one decimal; Đ, CĐ and T, H, C stand in the same cells. */
const subjectField: Field = decimal(4, 2, [0, 10]).optional();
